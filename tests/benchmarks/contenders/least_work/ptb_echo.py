"""A stateless echo bot on python-telegram-bot with its default transport."""

from __future__ import annotations

from pathlib import Path

from telegram import Update
from telegram.ext import ContextTypes, MessageHandler, filters

from tests.benchmarks.contenders.ptb_bot import builder, run_behind_webhook
from tests.benchmarks.contenders.serving import run


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says what was said."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def main(api_url: str, _folder: Path) -> None:
    application = builder(api_url).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    await run_behind_webhook(application)


if __name__ == "__main__":
    run(main)
