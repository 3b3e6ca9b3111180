"""Bots as strangers write them run here unchanged."""

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.rehearsal.records import Chat, User
from bot.rehearsal.world import World

Context = ContextTypes.DEFAULT_TYPE


async def _echo(update: Update, _context: Context) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def _ask(update: Update, context: Context) -> None:
    assert update.message is not None
    context.bot_data["votes"] = {}
    await update.message.reply_text("Tuesday?", reply_markup=_keys({}))


async def _count(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    votes: dict[int, str] = context.bot_data["votes"]
    votes[query.from_user.id] = query.data or ""
    await query.answer("Counted")
    await query.edit_message_text("Tuesday?", reply_markup=_keys(votes))


def _keys(votes: dict[int, str]) -> InlineKeyboardMarkup:
    chosen = list(votes.values())
    row = [
        InlineKeyboardButton(f"{choice} ({chosen.count(choice)})", callback_data=choice)
        for choice in ("Yes", "No")
    ]
    return InlineKeyboardMarkup([row])


async def test_an_echo_bot_and_a_poll_with_the_library(
    url: str, world: World, anna: User, ben: User, group: Chat
) -> None:
    app: Any = Application.builder().token(world.token).base_url(f"{url}/bot").build()
    app.add_handler(CommandHandler("poll", _ask))
    app.add_handler(CallbackQueryHandler(_count))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, _echo))
    async with app:
        await app.start()
        await app.updater.start_polling()
        world.say(anna, anna, "Is anybody there?")
        await world.wait_for(lambda: len(world.messages(anna)) == 2)
        assert world.messages(anna)[-1].words == "Is anybody there?"

        world.say(anna, group, "/poll")
        await world.wait_for(lambda: bool(world.messages(group)[-1].buttons))
        poll = world.messages(group)[-1]
        world.press(anna, poll, label="Yes (0)")
        await world.wait_for(lambda: poll.buttons[0].text == "Yes (1)")
        world.press(ben, poll, label="No (0)")
        await world.wait_for(lambda: poll.buttons[1].text == "No (1)")
        assert poll.edited
        await app.updater.stop()
        await app.stop()


async def test_an_echo_bot_with_nothing_but_http(
    url: str, world: World, http: aiohttp.ClientSession, anna: User
) -> None:
    async def run() -> None:
        offset = 0
        while True:
            params = {"offset": offset, "timeout": 10}
            async with http.get(f"{url}/bot{world.token}/getUpdates", params=params) as answer:
                updates = (await answer.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                message = update["message"]
                form = {"chat_id": message["chat"]["id"], "text": message["text"].upper()}
                async with http.post(f"{url}/bot{world.token}/sendMessage", data=form) as sent:
                    assert (await sent.json())["ok"]

    bot = asyncio.create_task(run())
    world.say(anna, anna, "hello")
    await world.wait_for(lambda: [message.words for message in world.messages(anna)] == ["hello", "HELLO"])
    bot.cancel()
    with suppress(asyncio.CancelledError):
        await bot


async def _copy(update: Update, _context: Context) -> None:
    message = update.message
    assert message is not None
    assert message.document is not None
    body = await (await message.document.get_file()).download_as_bytearray()
    sent = await message.reply_document(bytes(body), filename="copy.pdf", caption="A copy")
    assert sent.document is not None
    await message.reply_document(sent.document.file_id, caption="The same once more")


async def test_a_file_bot_with_the_library(url: str, world: World, anna: User) -> None:
    app: Any = (
        Application.builder()
        .token(world.token)
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .build()
    )
    app.add_handler(MessageHandler(filters.Document.ALL, _copy))
    async with app:
        await app.start()
        await app.updater.start_polling()
        world.send_kind(anna, anna, "document")
        await world.wait_for(lambda: len(world.messages(anna)) == 3)
        files = [world.files[m.content["document"]["file_id"]] for m in world.messages(anna)]
        assert files[0].body == files[1].body == files[2].body
        await app.updater.stop()
        await app.stop()


async def test_a_poll_and_files_with_nothing_but_http(
    url: str, world: World, http: aiohttp.ClientSession, anna: User
) -> None:
    async def call(method: str, data: Any) -> Any:
        async with http.post(f"{url}/bot{world.token}/{method}", data=data) as answer:
            body = await answer.json()
            assert body["ok"], body
            return body["result"]

    world.send_kind(anna, anna, "document")
    world.say(anna, anna, "/poll")
    updates = await call("getUpdates", {"timeout": 0})
    await call("getUpdates", {"offset": updates[-1]["update_id"] + 1})
    given = next(u["message"]["document"] for u in updates if "document" in u["message"])
    path = (await call("getFile", {"file_id": given["file_id"]}))["file_path"]
    async with http.get(f"{url}/file/bot{world.token}/{path}") as answer:
        body = await answer.read()
    assert len(body) == given["file_size"]
    form = aiohttp.FormData({"chat_id": str(anna.id), "document": "attach://mine"})
    form.add_field("mine", body, filename="copy.pdf", content_type="application/pdf")
    sent = await call("sendDocument", form)
    again = await call("sendDocument", {"chat_id": anna.id, "document": sent["document"]["file_id"]})
    assert again["document"]["file_unique_id"] == sent["document"]["file_unique_id"]
    markup = '{"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}'
    poll = await call("sendMessage", {"chat_id": anna.id, "text": "Tuesday?", "reply_markup": markup})
    world.press(anna, world.messages(anna)[-1], label="Yes")
    (pressed,) = await call("getUpdates", {"allowed_updates": '["callback_query"]'})
    query = pressed["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("yes", poll["message_id"])
    assert await call("answerCallbackQuery", {"callback_query_id": query["id"], "text": "Counted"}) is True


async def test_what_the_server_has_not_it_says_plainly(
    url: str, world: World, http: aiohttp.ClientSession
) -> None:
    async with http.post(f"{url}/bot{world.token}/sendDice", json={"chat_id": 1}) as answer:
        assert answer.status == 404
        assert (await answer.json())["description"] == (
            "Not Found: method is not part of the rehearsal server: sendDice"
        )
