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

from tests.benchmarks.contenders import ptb_talk
from tests.benchmarks.contenders.ptb_bot import Handler, builder, run_behind_webhook
from tests.benchmarks.contenders.questions import refusal
from tests.benchmarks.contenders.serving import run

ASKING = 1


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Asks the first question."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["answers"] = []
    await ptb_talk.ask(context.bot, update.message.chat_id, 0)
    return ASKING


async def answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Checks and keeps the answer, redraws its question as kept and asks the next."""
    message = update.message
    assert message is not None
    assert message.text is not None
    assert context.user_data is not None
    if (refused := refusal(message.text)) is not None:
        await message.reply_text(refused)
        return ASKING
    answers = context.user_data["answers"]
    answers.append(message.text)
    following = len(answers)
    await ptb_talk.keep_and_ask(
        context.bot, message.chat_id, message.message_id, message.text, following - 1, following
    )
    return ASKING


async def serve(api_url: str, folder: Path, start: Handler, answered: Handler) -> None:
    """Serves the conversation of these two until killed."""
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


async def main(api_url: str, folder: Path) -> None:
    await serve(api_url, folder, start, answered)


if __name__ == "__main__":
    run(main)
