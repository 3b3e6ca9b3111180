"""Asks Telegram who administers a group, where a decision hangs on it."""

from __future__ import annotations

import dataclasses
import logging

from telegram import Bot
from telegram.error import TelegramError

from dialogues.events import Event, Pressed

# Whoever administers the group may become its facilitator; nothing else asks for rights in Telegram.
ASKED_FOR = frozenset({"facilitate"})
PATIENCE_SECONDS = 3.0

_log = logging.getLogger(__name__)


class Membership:
    """Adds `is_admin` to presses that need it. Called before, never inside, a transaction."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def must_ask(self, event: Event | None) -> bool:
        """Whether this event cannot be decided without asking."""
        return isinstance(event, Pressed) and event.verb in ASKED_FOR and event.group is not None

    async def asked(self, event: Event) -> Event:
        """The event with `is_admin` set; None stays there when Telegram did not tell."""
        if not isinstance(event, Pressed) or event.group is None:
            return event
        try:
            # The list of administrators can be had by every bot; a single member only by one that administers.
            administrators = await self._bot.get_chat_administrators(
                event.group.chat_id, read_timeout=PATIENCE_SECONDS, connect_timeout=PATIENCE_SECONDS
            )
        except TelegramError as error:
            _log.warning("could not ask who administers the group error=%s", type(error).__name__)
            return event
        is_admin = any(member.user.id == event.who.telegram_id for member in administrators)
        return dataclasses.replace(event, is_admin=is_admin)
