"""aiogram 3 with its finite-state machine behind its own webhook handler."""

from __future__ import annotations

from collections.abc import Mapping

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.benchmarks.contenders.questions import FIRST, question
from tests.benchmarks.contenders.serving import PATH, SECRET, say_ready
from tests.benchmarks.sides.bot_api import TOKEN


class Talk(StatesGroup):
    """One state: a question is open."""

    asking = State()


async def start(message: Message, state: FSMContext) -> None:
    """Asks the first question."""
    await state.set_state(Talk.asking)
    await state.set_data({"answers": []})
    await message.answer(FIRST)


async def answered(message: Message, state: FSMContext) -> None:
    """Keeps the answer and asks the next question."""
    answers = [*(await state.get_data())["answers"], message.text]
    await state.update_data(answers=answers)
    await message.answer(question(len(answers)))


async def run_behind_webhook(api_url: str, storage: BaseStorage, kept: Mapping[int, int]) -> None:
    """Serves until killed. `kept`: what the storage has of each person at the start."""
    import asyncio

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    dispatcher = Dispatcher(storage=storage)
    dispatcher.message.register(start, CommandStart())
    dispatcher.message.register(answered, Talk.asking, F.text)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path=PATH)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    say_ready(runner.addresses[0][1], kept)
    await asyncio.Event().wait()
