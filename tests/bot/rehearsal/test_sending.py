"""What Telegram takes and refuses when a bot writes, with its codes and words."""

import pytest
from telegram import Bot, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.rehearsal.records import Chat, User
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import Call

ASTRONAUT = "👩🏽‍🚀"  # seven UTF-16 units


async def test_a_sent_message_comes_back_and_stands_in_the_chat(
    world: World, bot: Bot, reached: User
) -> None:
    sent = await bot.send_message(reached.id, "<b>Good</b> morning", parse_mode="HTML")
    assert (sent.text, sent.chat.id, sent.from_user and sent.from_user.id) == (
        "Good morning",
        reached.id,
        world.bot.id,
    )
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 4)]
    assert world.messages(reached)[-1].words == "Good morning"


@pytest.mark.parametrize(
    ("text", "parse_mode", "description"),
    [
        ("", None, "Bad Request: message text is empty"),
        (" \n ", None, "Bad Request: message text is empty"),
        ("<b> </b>", "HTML", "Bad Request: message text is empty"),
        ("x" * 4097, None, "Bad Request: message is too long"),
        (ASTRONAUT * 586, None, "Bad Request: message is too long"),
        ("x", "BBCode", "Bad Request: unsupported parse_mode"),
    ],
)
async def test_text_limits(
    call: Call, reached: User, text: str, parse_mode: str | None, description: str
) -> None:
    answer = await call("sendMessage", chat_id=reached.id, text=text, parse_mode=parse_mode)
    assert (answer.status, answer.body["ok"], answer.body["error_code"]) == (400, False, 400)
    assert answer.description == description


@pytest.mark.parametrize("text", ["x" * 4096, ASTRONAUT * 585, "<b>" + "x" * 4096 + "</b>"])
async def test_4096_units_after_parsing_are_just_right(call: Call, reached: User, text: str) -> None:
    assert (await call("sendMessage", chat_id=reached.id, text=text, parse_mode="HTML")).status == 200


async def test_text_is_trimmed_and_entities_move_with_it(bot: Bot, reached: User) -> None:
    sent = await bot.send_message(reached.id, "\n  <i>hello</i> \n", parse_mode="HTML")
    assert sent.text == "hello"
    assert [(e.offset, e.length) for e in sent.entities] == [(0, 5)]


async def test_nobody_is_written_to_before_start(bot: Bot, anna: User) -> None:
    with pytest.raises(Forbidden, match=r"^Forbidden: bot can't initiate conversation with a user$"):
        await bot.send_message(anna.id, "Hello")


async def test_a_block_is_told_and_kept(world: World, bot: Bot, reached: User) -> None:
    world.block_bot(reached)
    with pytest.raises(Forbidden, match=r"^Forbidden: bot was blocked by the user$"):
        await bot.send_message(reached.id, "Hello")
    (_, update) = await bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    world.unblock_bot(reached)
    assert (await bot.send_message(reached.id, "Hello")).text == "Hello"


async def test_a_deleted_account(world: World, bot: Bot, reached: User) -> None:
    world.deactivate(reached)
    with pytest.raises(Forbidden, match=r"^Forbidden: user is deactivated$"):
        await bot.send_message(reached.id, "Hello")


@pytest.mark.parametrize(
    ("chat_id", "description"),
    [
        (77, "Bad Request: chat not found"),
        ("@nobody", "Bad Request: chat not found"),
        ("", "Bad Request: chat_id is empty"),
        (None, "Bad Request: chat_id is empty"),
    ],
)
async def test_unknown_chats(call: Call, chat_id: object, description: str) -> None:
    answer = await call("sendMessage", chat_id=chat_id, text="x")
    assert (answer.status, answer.description) == (400, description)


async def test_a_group_the_bot_never_was_in_is_not_found(world: World, call: Call, anna: User) -> None:
    chat = world.create_group("Others", anna)
    answer = await call("sendMessage", chat_id=chat.id, text="x")
    assert answer.description == "Bad Request: chat not found"


@pytest.mark.parametrize(("large", "name"), [(False, "group chat"), (True, "supergroup chat")])
async def test_a_kicked_bot_is_forbidden(world: World, bot: Bot, anna: User, large: bool, name: str) -> None:
    chat = world.create_group("Table", anna, supergroup=large)
    world.add_bot(chat, anna)
    world.kick_bot(chat, anna)
    with pytest.raises(Forbidden, match=rf"^Forbidden: bot was kicked from the {name}$"):
        await bot.send_message(chat.id, "Hello")


async def test_after_leaving_the_bot_is_no_member(bot: Bot, group: Chat) -> None:
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match=r"^Forbidden: bot is not a member of the group chat$"):
        await bot.send_message(group.id, "Hello")


async def test_without_the_right_to_write(world: World, bot: Bot, group: Chat, anna: User) -> None:
    world.mute_bot(group, anna)
    with pytest.raises(BadRequest, match=r"^Not enough rights to send text messages to the chat$"):
        await bot.send_message(group.id, "Hello")


async def test_an_upgraded_group_names_its_new_id(world: World, bot: Bot, call: Call, group: Chat) -> None:
    new = world.migrate(group)
    answer = await call("sendMessage", chat_id=group.id, text="x")
    assert answer.description == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer.body["parameters"] == {"migrate_to_chat_id": new.id}
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "x")
    assert caught.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "x")).chat.type == "supergroup"


async def test_replies(world: World, bot: Bot, reached: User) -> None:
    question = await bot.send_message(reached.id, "Who?", reply_markup=ForceReply())
    reply = await bot.send_message(reached.id, "Me", reply_parameters=ReplyParameters(question.message_id))
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "Who?"
    with pytest.raises(BadRequest, match=r"^Message to be replied not found$"):
        await bot.send_message(reached.id, "x", reply_parameters=ReplyParameters(999))
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(reached.id, "x", reply_parameters=lenient)).reply_to_message is None


async def test_topics(world: World, bot: Bot, anna: User) -> None:
    forum = world.create_group("Forum", anna, forum=True)
    world.add_bot(forum, anna)
    topic = world.create_topic(forum, anna, "Results")
    sent = await bot.send_message(forum.id, "x", message_thread_id=topic.message_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_id, True)
    with pytest.raises(BadRequest, match=r"^Message thread not found$"):
        await bot.send_message(forum.id, "x", message_thread_id=4711)


async def test_editing(world: World, bot: Bot, reached: User) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    sent = await bot.send_message(reached.id, "Ready?", reply_markup=keys)
    edited = await bot.edit_message_text("Ready!", reached.id, sent.message_id, reply_markup=keys)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.edit_date is not None) == ("Ready!", True)
    assert world.messages(reached)[-1].edited
    with pytest.raises(
        BadRequest,
        match=r"^Message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message$",
    ):
        await bot.edit_message_text("Ready!", reached.id, sent.message_id, reply_markup=keys)
    await bot.edit_message_reply_markup(reached.id, sent.message_id)
    assert world.messages(reached)[-1].buttons == []


async def test_what_cannot_be_edited(world: World, bot: Bot, reached: User) -> None:
    own = world.messages(reached)[0]
    with pytest.raises(BadRequest, match=r"^Message can't be edited$"):
        await bot.edit_message_text("x", reached.id, own.message_id)
    with pytest.raises(BadRequest, match=r"^Message to edit not found$"):
        await bot.edit_message_text("x", reached.id, 99)
    forced = await bot.send_message(reached.id, "Name?", reply_markup=ForceReply())
    with pytest.raises(BadRequest, match=r"^Message can't be edited$"):
        await bot.edit_message_text("x", reached.id, forced.message_id)
    document = await bot.send_document(reached.id, b"x", filename="a.txt")
    with pytest.raises(BadRequest, match=r"^There is no text in the message to edit$"):
        await bot.edit_message_text("x", reached.id, document.message_id)


async def test_deleting(world: World, bot: Bot, group: Chat, ben: User) -> None:
    sent = await bot.send_message(group.id, "Oops")
    assert await bot.delete_message(group.id, sent.message_id)
    assert all(message.words != "Oops" for message in world.messages(group))
    with pytest.raises(BadRequest, match=r"^Message to delete not found$"):
        await bot.delete_message(group.id, sent.message_id)
    said = world.say(ben, group, "Mine")
    with pytest.raises(BadRequest, match=r"^Message can't be deleted$"):
        await bot.delete_message(group.id, said.message_id)


async def test_pinning_needs_the_right_in_a_group(world: World, bot: Bot, group: Chat, anna: User) -> None:
    sent = await bot.send_message(group.id, "Live")
    with pytest.raises(BadRequest, match=r"^Not enough rights to manage pinned messages in the chat$"):
        await bot.pin_chat_message(group.id, sent.message_id)
    world.set_admin(group, world.bot, by=anna)
    assert await bot.pin_chat_message(group.id, sent.message_id)
    pinned = (await bot.get_chat(group.id)).pinned_message
    assert pinned is not None
    assert pinned.text == "Live"
    assert await bot.unpin_chat_message(group.id, sent.message_id)
    with pytest.raises(BadRequest, match=r"^Message to unpin not found$"):
        await bot.unpin_chat_message(group.id, sent.message_id)
