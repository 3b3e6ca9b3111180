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
