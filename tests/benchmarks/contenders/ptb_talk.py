"""How a peer on python-telegram-bot asks, and redraws what was answered."""

from __future__ import annotations

import asyncio

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode

from tests.benchmarks.contenders.questions import QUESTIONS, Rows

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _keyboard(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


# Made once, as everything that is the same for all.
_ASKED = [_keyboard(question.buttons) for question in QUESTIONS]
_KEPT = [_keyboard(question.answered_buttons) for question in QUESTIONS]


async def ask(bot: Bot, chat_id: int, number: int) -> None:
    """Posts a question with its buttons."""
    await bot.send_message(
        chat_id,
        QUESTIONS[number].text,
        parse_mode=ParseMode.HTML,
        reply_markup=_ASKED[number],
        link_preview_options=_NO_PREVIEW,
    )


async def keep_and_ask(
    bot: Bot, chat_id: int, answer_id: int, answer: str, answered: int, following: int
) -> None:
    """Redraws the answered question as kept and posts the next: both at the same time, which is quicker.

    The question is the message before its answer, so that nobody has to remember its id.
    """
    await asyncio.gather(
        bot.edit_message_text(
            QUESTIONS[answered].kept(answer),
            chat_id,
            answer_id - 1,
            parse_mode=ParseMode.HTML,
            reply_markup=_KEPT[answered],
            link_preview_options=_NO_PREVIEW,
        ),
        ask(bot, chat_id, following),
    )
