"""python-telegram-bot with a ConversationHandler and PicklePersistence, both as documented."""

from __future__ import annotations

from pathlib import Path

from telegram import Update
from telegram.ext import (
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.benchmarks.contenders.ptb_bot import builder, run_behind_webhook
from tests.benchmarks.contenders.questions import FIRST, question
from tests.benchmarks.contenders.serving import run

ASKING = 1


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


async def main(api_url: str, folder: Path) -> None:
    persistence = PicklePersistence(folder / "kept.pickle")
    application = builder(api_url).persistence(persistence).build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={ASKING: [MessageHandler(filters.TEXT & ~filters.COMMAND, answered)]},
            fallbacks=[],
            name="questions",
            persistent=True,
        )
    )
    await run_behind_webhook(application)


if __name__ == "__main__":
    run(main)
