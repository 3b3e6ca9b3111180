"""A stateless bot on python-telegram-bot with its default transport: it knows one question."""

from __future__ import annotations

from pathlib import Path

from telegram import Update
from telegram.ext import CommandHandler, ContextTypes, MessageHandler, filters

from tests.benchmarks.contenders import ptb_talk
from tests.benchmarks.contenders.ptb_bot import builder, run_behind_webhook
from tests.benchmarks.contenders.questions import refusal
from tests.benchmarks.contenders.serving import run

# Who remembers nobody asks everybody the same. It has as many buttons as most.
QUESTION = 1


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Asks the question."""
    assert update.message is not None
    await ptb_talk.ask(context.bot, update.message.chat_id, QUESTION)


async def answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Checks the answer, says it back where the question stood, and asks again."""
    message = update.message
    assert message is not None
    assert message.text is not None
    if (refused := refusal(message.text)) is not None:
        await message.reply_text(refused)
        return
    await ptb_talk.keep_and_ask(
        context.bot, message.chat_id, message.message_id, message.text, QUESTION, QUESTION
    )


async def main(api_url: str, _folder: Path) -> None:
    application = builder(api_url).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, answered))
    await run_behind_webhook(application)


if __name__ == "__main__":
    run(main)
