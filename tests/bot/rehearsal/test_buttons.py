"""Presses on inline buttons and the bot's answers to them."""

from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.records import CallbackQuery, Chat, Message, User
from bot.rehearsal.tme_links import StartLink
from bot.rehearsal.world import World

KEYS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Yes", callback_data="vote:yes"),
            InlineKeyboardButton("No", callback_data="vote:no"),
        ],
        [InlineKeyboardButton("In private", url="https://t.me/tablekeeper_bot?start=ballot-1")],
        [InlineKeyboardButton("Read", url="https://example.org/method")],
    ]
)
TOO_OLD = r"^Query is too old and response timeout expired or query id is invalid$"


@pytest.fixture
async def vote(world: World, bot: Bot, group: Chat) -> Message:
    await bot.send_message(group.id, "Agreed?", reply_markup=KEYS)
    return world.messages(group)[-1]


async def test_a_press_is_told_and_its_answer_kept(world: World, bot: Bot, ben: User, vote: Message) -> None:
    pressed = world.press(ben, vote, label="Yes")
    assert isinstance(pressed, CallbackQuery)
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("vote:yes", ben.id)
    assert query.message is not None
    assert query.message.message_id == vote.message_id
    assert await query.answer("Counted", show_alert=True)
    assert (pressed.answered, pressed.answer_text, pressed.show_alert) == (True, "Counted", True)


async def test_a_second_or_late_answer_is_too_old(
    world: World, clock: RehearsalClock, bot: Bot, ben: User, vote: Message
) -> None:
    first = world.press(ben, vote, label="Yes")
    assert isinstance(first, CallbackQuery)
    await bot.answer_callback_query(first.id)
    with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
        await bot.answer_callback_query(first.id)
    late = world.press(ben, vote, label="No")
    assert isinstance(late, CallbackQuery)
    clock.advance(timedelta(minutes=1))
    with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
        await bot.answer_callback_query(late.id)
    with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
        await bot.answer_callback_query("never")


async def test_a_toast_has_200_characters(world: World, bot: Bot, ben: User, vote: Message) -> None:
    query = world.press(ben, vote, label="Yes")
    assert isinstance(query, CallbackQuery)
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query.id, text="x" * 201)
    assert await bot.answer_callback_query(query.id, text="x" * 200)


async def test_data_can_be_forged_and_a_missing_label_is_an_error(
    world: World, ben: User, vote: Message
) -> None:
    forged = world.press(ben, vote, data="vote:boss")
    assert isinstance(forged, CallbackQuery)
    assert world.waiting_updates()[-1].body["data"] == "vote:boss"
    with pytest.raises(LookupError, match="No button 'Maybe' here, but"):
        world.press(ben, vote, label="Maybe")


async def test_links(world: World, bot: Bot, ben: User, vote: Message) -> None:
    assert world.press(ben, vote, label="In private") == StartLink("ballot-1", in_group=False)
    assert [message.words for message in world.messages(ben)] == ["/start ballot-1"]
    assert (await bot.send_message(ben.id, "Welcome")).text == "Welcome"
    assert world.press(ben, vote, label="Read") == "https://example.org/method"
    invitation = world.follow(ben, "https://t.me/tablekeeper_bot?startgroup=t1")
    assert invitation == StartLink("t1", in_group=True)
