"""getUpdates: offsets, waiting, what is left out, and two who ask at once."""

import asyncio

import aiohttp
import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken
from telegram.request import HTTPXRequest

from bot.rehearsal.records import Chat, User
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import Call, heard


async def test_updates_stay_until_the_offset_confirms_them(world: World, bot: Bot, reached: User) -> None:
    world.say(reached, reached, "one")
    world.say(reached, reached, "two")
    first = await bot.get_updates(limit=2)
    assert [update.message and update.message.text for update in first] == ["/start", "one"]
    assert await bot.get_updates(limit=2) == first
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message and update.message.text for update in rest] == ["two"]
    assert world.pending_updates() == 1
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    assert world.pending_updates() == 0


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(
    world: World, bot: Bot, reached: User
) -> None:
    for text in ("one", "two", "three"):
        world.say(reached, reached, text)
    found = await bot.get_updates(offset=-2)
    assert [update.message and update.message.text for update in found] == ["two", "three"]
    assert world.pending_updates() == 2


async def test_a_waiting_request_is_answered_as_soon_as_somebody_speaks(
    world: World, bot: Bot, reached: User
) -> None:
    world.confirm(world.waiting_updates())
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await world.wait_for(lambda: world.message(reached.id, 1) is not None)
    world.say(reached, reached, "now")
    (update,) = await asyncio.wait_for(waiting, 5)
    assert update.message is not None
    assert update.message.text == "now"


async def test_a_second_request_sends_the_first_away(url: str, world: World, anna: User) -> None:
    async def poll(session: aiohttp.ClientSession) -> dict[str, object]:
        async with session.get(f"{url}/bot{world.token}/getUpdates", params={"timeout": "30"}) as answer:
            body: dict[str, object] = await answer.json()
            return body

    async with aiohttp.ClientSession() as session:
        polls = [asyncio.create_task(poll(session)) for _ in range(2)]
        done, (other,) = await asyncio.wait(polls, return_when=asyncio.FIRST_COMPLETED)
        assert done.pop().result() == {
            "ok": False,
            "error_code": 409,
            "description": "Conflict: terminated by other getUpdates request; make sure that only one bot"
            " instance is running",
        }
        world.start(anna)
        assert (await other)["ok"] is True


async def test_a_poll_that_hung_up_takes_nothing(url: str, world: World, bot: Bot, anna: User) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(TimeoutError):
            await session.get(
                f"{url}/bot{world.token}/getUpdates",
                params={"timeout": "30"},
                timeout=aiohttp.ClientTimeout(total=0.05),
            )
    world.start(anna)
    assert len(await bot.get_updates()) == 1


async def test_with_a_webhook_there_is_no_polling(call: Call, bot: Bot) -> None:
    assert await bot.set_webhook("http://127.0.0.1:1/hook")
    with pytest.raises(Conflict, match=r"^Conflict: can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await call("getUpdates")).description == (
        "Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first"
    )


async def test_chat_member_is_left_out_unless_asked_for(world: World, bot: Bot, anna: User) -> None:
    chat = world.create_group("Table", anna)
    world.add_bot(chat, anna, admin=True)
    world.confirm(world.waiting_updates())
    world.join(chat, world.add_user("Cora"))
    assert [kind for kind, _ in heard(world)] == ["message"]
    await bot.get_updates(allowed_updates=["message", "chat_member"])
    world.join(chat, world.add_user("Dina"))
    assert [kind for kind, _ in heard(world)] == ["message", "chat_member", "message"]


async def test_allowed_updates_left_out_keeps_the_earlier_list(
    world: World, bot: Bot, call: Call, reached: User
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await call("getUpdates")
    world.say(reached, reached, "unheard")
    assert heard(world) == [("message", "/start")]
    await call("getUpdates", allowed_updates=[])
    world.say(reached, reached, "heard")
    assert heard(world)[-1] == ("message", "heard")


async def test_the_same_update_can_come_again(world: World, bot: Bot, reached: User) -> None:
    (update,) = await bot.get_updates()
    offset = update.update_id + 1
    assert await bot.get_updates(offset=offset) == ()
    world.redeliver(update.update_id)
    assert await bot.get_updates(offset=offset) == (update,)
    assert await bot.get_updates(offset=offset) == ()


async def test_group_privacy(world: World, anna: User, ben: User, group: Chat) -> None:
    said = world.say(anna, group, "among us")
    world.say(ben, group, "a reply among us", reply_to=said)
    world.say(anna, group, "/table")
    world.say(anna, group, "/table@tablekeeper_bot now")
    world.say(anna, group, "/table@other_bot")
    world.say(anna, group, "not at the start: /table")
    question = world.post(group, from_id=world.bot.id, text="Who?")
    world.say(ben, group, "me", reply_to=question)
    assert heard(world) == [
        ("message", "/table"),
        ("message", "/table@tablekeeper_bot now"),
        ("message", "me"),
    ]


async def test_an_admin_bot_hears_everything(world: World, anna: User, group: Chat) -> None:
    world.set_admin(group, world.bot, by=anna)
    world.say(anna, group, "among us")
    world.say_as_anonymous_admin(group, "from above")
    (change, plain, anonymous) = (update.body for update in world.waiting_updates())
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (
        "member",
        "administrator",
    )
    assert plain["text"] == "among us"
    assert anonymous["from"]["id"] == 1087968824
    assert anonymous["sender_chat"]["id"] == group.id


async def test_edits_are_told_as_edits(world: World, reached: User) -> None:
    said = world.say(reached, reached, "ten")
    world.edit(reached, said, "twelve")
    assert heard(world)[-1] == ("edited_message", "twelve")
    assert world.waiting_updates()[-1].body["edit_date"] > 0


async def test_members_come_and_go(world: World, bot: Bot, anna: User, ben: User, group: Chat) -> None:
    cora = world.add_user("Cora")
    world.join(group, cora)
    assert (await bot.get_chat_member(group.id, cora.id)).status == "member"
    assert await bot.get_chat_member_count(group.id) == 4
    world.leave(group, ben)
    assert (await bot.get_chat_member(group.id, ben.id)).status == "left"
    world.leave(group, cora, by=anna)
    assert (await bot.get_chat_member(group.id, cora.id)).status == "kicked"
    admins = await bot.get_chat_administrators(group.id)
    assert [(admin.status, admin.user.id) for admin in admins] == [("creator", anna.id)]
    with pytest.raises(ValueError, match="is not in Employment table"):
        world.say(ben, group, "still here?")


async def test_a_group_becomes_a_supergroup(world: World, group: Chat) -> None:
    new = world.migrate(group)
    old_end, new_begin = (update.body for update in world.waiting_updates())
    assert (old_end["chat"]["id"], old_end["migrate_to_chat_id"]) == (group.id, new.id)
    assert (new_begin["chat"]["id"], new_begin["migrate_from_chat_id"]) == (new.id, group.id)
    assert str(new.id).startswith("-100")


async def test_odd_things_parse_as_messages(world: World, bot: Bot, reached: User) -> None:
    kinds = ["sticker", "voice", "photo", "video_note", "video", "audio", "document", "animation", "poll"]
    kinds += ["contact", "location", "dice", "forward"]
    for kind in kinds:
        world.send_kind(reached, reached, kind)
    updates = (await bot.get_updates())[1:]
    for kind, update in zip(kinds, updates, strict=True):
        assert update.message is not None
        assert getattr(update.message, "forward_origin" if kind == "forward" else kind)


async def test_a_long_text_arrives_as_an_app_splits_it(world: World, reached: User) -> None:
    world.say(reached, reached, "x" * 9000)
    assert [len(text) for _, text in heard(world)[1:]] == [4096, 4096, 808]


@pytest.mark.parametrize("path", ["botwrong/getMe", "bot1:x/getMe"])
async def test_a_wrong_token(url: str, http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(f"{url}/{path}") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_wrong_token_with_the_library(url: str) -> None:
    async with HTTPXRequest() as request:
        with pytest.raises(InvalidToken):
            await Bot("1:wrong", base_url=f"{url}/bot", request=request).get_me()


async def test_a_method_it_has_not_is_named(call: Call) -> None:
    answer = await call("sendDice", chat_id=1)
    assert (answer.status, answer.description) == (
        404,
        "Not Found: method is not part of the rehearsal server: sendDice",
    )
