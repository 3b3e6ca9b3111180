"""Bots as people write them with aiogram 3 run here unchanged: an echo, a poll by buttons, files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.rehearsal.records import Chat, User
from bot.rehearsal.world import World


def _keys(votes: dict[int, str]) -> InlineKeyboardMarkup:
    chosen = list(votes.values())
    row = [
        InlineKeyboardButton(text=f"{choice} ({chosen.count(choice)})", callback_data=choice)
        for choice in ("Yes", "No")
    ]
    return InlineKeyboardMarkup(inline_keyboard=[row])


def _handlers() -> Router:
    router = Router()
    votes: dict[int, str] = {}

    @router.message(Command("poll"))
    async def ask(message: Message) -> None:
        await message.reply("Tuesday?", reply_markup=_keys(votes))

    @router.callback_query()
    async def count(query: CallbackQuery) -> None:
        votes[query.from_user.id] = query.data or ""
        await query.answer("Counted")
        if isinstance(query.message, Message):
            await query.message.edit_reply_markup(reply_markup=_keys(votes))

    @router.message(F.document)
    async def read(message: Message, bot: Bot) -> None:
        assert message.document is not None
        body = await bot.download(message.document)
        assert body is not None
        copy = BufferedInputFile(body.read(), filename="copy.pdf")
        sent = await message.answer_document(copy, caption="A copy")
        assert sent.document is not None
        await message.answer_document(sent.document.file_id, caption="The same once more")

    @router.message(F.photo)
    async def look(message: Message) -> None:
        assert message.photo is not None
        await message.answer_photo(message.photo[-1].file_id, caption="Yours")

    @router.message(F.text)
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    return router


@asynccontextmanager
async def running(url: str, world: World) -> AsyncIterator[None]:
    """The bot, polling as `aiogram` does by itself."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    bot, dispatcher = Bot(world.token, session=session), Dispatcher()
    dispatcher.include_router(_handlers())
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5))
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await polling


async def test_an_echo_bot(url: str, world: World, anna: User) -> None:
    async with running(url, world):
        world.say(anna, anna, "Is anybody there?")
        await world.wait_for(lambda: len(world.messages(anna)) == 2)
        assert world.messages(anna)[-1].words == "Is anybody there?"


async def test_a_poll_by_inline_buttons(url: str, world: World, anna: User, ben: User, group: Chat) -> None:
    async with running(url, world):
        world.say(anna, group, "/poll")
        await world.wait_for(lambda: bool(world.messages(group)[-1].buttons))
        poll = world.messages(group)[-1]
        world.press(anna, poll, label="Yes (0)")
        await world.wait_for(lambda: poll.buttons[0].text == "Yes (1)")
        world.press(ben, poll, label="No (0)")
        await world.wait_for(lambda: [b.text for b in poll.buttons] == ["Yes (1)", "No (1)"])
        assert all(query.answer_text == "Counted" for query in world.queries.values())


async def test_a_file_bot(url: str, world: World, anna: User) -> None:
    async with running(url, world):
        world.send_kind(anna, anna, "document")
        await world.wait_for(lambda: len(world.messages(anna)) == 3)
        given, copy, again = world.messages(anna)
        files = [world.files[m.content["document"]["file_id"]] for m in (given, copy, again)]
        assert [m.words for m in (copy, again)] == ["A copy", "The same once more"]
        assert files[0].body == files[1].body == files[2].body
        assert [one.name for one in files] == ["notes.pdf", "copy.pdf", "copy.pdf"]
        world.send_kind(anna, anna, "photo")
        await world.wait_for(lambda: world.messages(anna)[-1].words == "Yours")
        mine, theirs = world.messages(anna)[-2:]
        assert mine.content["photo"][-1]["file_id"] == theirs.content["photo"][-1]["file_id"]
