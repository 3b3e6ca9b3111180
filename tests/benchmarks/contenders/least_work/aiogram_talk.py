"""What an aiogram bot does that keeps what it gets and says one thing."""

from __future__ import annotations

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from tests.benchmarks.contenders.aiogram_bot import Talk
from tests.benchmarks.contenders.least_work.questions import FIRST, question


async def start(message: Message, state: FSMContext) -> None:
    """Asks the first question."""
    await state.set_state(Talk.asking)
    await state.set_data({"answers": []})
    await message.answer(FIRST)


async def answered(message: Message, state: FSMContext) -> None:
    """Keeps the answer and asks the next question."""
    answers = [*(await state.get_data())["answers"], message.text]
    await state.set_data({"answers": answers})
    await message.answer(question(len(answers)))


TALK = (start, answered)
