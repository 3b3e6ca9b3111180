"""What Telegram's errors mean for a message."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.courier.outcomes import (
    Delivered,
    Gone,
    Moved,
    Outcome,
    Refused,
    Retry,
    Stale,
    Unsure,
    outcome_of,
)
from bot.transport import AnswerLost, NeverSent, NeverSentInTime


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (RetryAfter(timedelta(seconds=7)), Retry(7.0, "Telegram asks for patience")),
        (Forbidden("bot was blocked by the user"), Gone("forbidden")),
        (ChatMigrated(-100200), Moved(-100200)),
        (BadRequest("Chat not found"), Gone("unreachable")),
        (BadRequest("not enough rights to send text messages to the chat"), Gone("unreachable")),
        (BadRequest("Message is too long"), Refused("Message is too long")),
        (BadRequest('Can\'t parse entities: tag "secret"'), Refused("Can't parse entities: tag")),
        (NeverSent("refused"), Retry(None, "NeverSent")),
        (NeverSentInTime("no connection"), Retry(None, "NeverSentInTime")),
        (TimedOut(), Unsure("TimedOut")),
        (AnswerLost("reset"), Unsure("AnswerLost")),
        (NetworkError("Bad Gateway (502)"), Retry(None, "server error")),
        (InvalidToken(), Retry(None, "InvalidToken")),
        (Conflict("two"), Retry(None, "Conflict")),
    ],
)
def test_of_a_post(error: TelegramError, outcome: Outcome) -> None:
    assert outcome_of(error, editing=False) == outcome


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (BadRequest("Message is not modified: specified new message content"), Delivered(None)),
        (BadRequest("Message to edit not found"), Stale("nothing to edit")),
        (BadRequest("Message can't be edited"), Stale("nothing to edit")),
        (TimedOut(), Retry(None, "TimedOut")),
        (AnswerLost("reset"), Retry(None, "AnswerLost")),
        (Forbidden("bot was kicked"), Gone("forbidden")),
    ],
)
def test_of_an_edit(error: TelegramError, outcome: Outcome) -> None:
    assert outcome_of(error, editing=True) == outcome
