"""aiogram 3 with its finite-state machine behind its own webhook handler."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.benchmarks.contenders.questions import QUESTIONS, Rows, refusal
from tests.benchmarks.contenders.serving import PATH, SECRET, say_ready
from tests.benchmarks.sides.bot_api import TOKEN

Handler = Callable[[Message, FSMContext], Awaitable[None]]
Talking = tuple[Handler, Handler]


def _keyboard(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in rows
        ]
    )


# Made once, as everything that is the same for all.
_ASKED = [_keyboard(question.buttons) for question in QUESTIONS]
_KEPT = [_keyboard(question.answered_buttons) for question in QUESTIONS]


class Talk(StatesGroup):
    """One state: a question is open."""

    asking = State()


async def start(message: Message, state: FSMContext) -> None:
    """Asks the first question."""
    await state.set_state(Talk.asking)
    await state.set_data({"answers": []})
    await message.answer(QUESTIONS[0].text, reply_markup=_ASKED[0])


async def answered(message: Message, state: FSMContext) -> None:
    """Checks and keeps the answer, redraws its question as kept and asks the next.

    Both at the same time. The question is the message before its answer, so that no id is to be kept.
    """
    assert message.text is not None
    assert message.bot is not None
    if (refused := refusal(message.text)) is not None:
        await message.answer(refused)
        return
    answers = [*(await state.get_data())["answers"], message.text]
    await state.set_data({"answers": answers})
    following = len(answers)
    await asyncio.gather(
        message.bot.edit_message_text(
            QUESTIONS[following - 1].kept(message.text),
            chat_id=message.chat.id,
            message_id=message.message_id - 1,
            reply_markup=_KEPT[following - 1],
        ),
        message.bot.send_message(message.chat.id, QUESTIONS[following].text, reply_markup=_ASKED[following]),
    )


TALK: Talking = (start, answered)


async def run_behind_webhook(
    api_url: str, storage: BaseStorage, kept: Mapping[int, int], talk: Talking
) -> None:
    """Serves until killed. `kept`: what the storage has of each person at the start.

    `talk`: what is done at /start, and with an answer.
    """
    bot = Bot(
        TOKEN,
        session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True),
    )
    dispatcher = Dispatcher(storage=storage)
    dispatcher.message.register(talk[0], CommandStart())
    dispatcher.message.register(talk[1], Talk.asking, F.text)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path=PATH)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    say_ready(runner.addresses[0][1], kept)
    await asyncio.Event().wait()
