"""A ConversationHandler with PicklePersistence that keeps what it gets and says one thing."""

from __future__ import annotations

from functools import partial

from telegram import Update
from telegram.ext import ContextTypes

from tests.benchmarks.contenders.least_work.questions import FIRST, question
from tests.benchmarks.contenders.ptb_conversation_pickle import ASKING, serve
from tests.benchmarks.contenders.serving import run


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Asks the first question."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["answers"] = []
    await update.message.reply_text(FIRST)
    return ASKING


async def answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keeps the answer and asks the next question."""
    assert update.message is not None
    assert context.user_data is not None
    answers = context.user_data["answers"]
    answers.append(update.message.text)
    await update.message.reply_text(question(len(answers)))
    return ASKING


if __name__ == "__main__":
    run(partial(serve, start=start, answered=answered))
