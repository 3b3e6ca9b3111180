"""How sending one message can end, and what Telegram's errors mean for it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport import AnswerLost, NeverSent


@dataclass(frozen=True, slots=True)
class Delivered:
    """It stands in the chat. `message_id` is None for what has none, and for an edit (it keeps its own)."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class Retry:
    """It surely did not arrive: send it again, after `pause_seconds` if Telegram named a time."""

    pause_seconds: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody can be written to there any more (blocked, kicked, deactivated, no right to write)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup: write to the new chat id."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Stale:
    """The message to be edited is gone or cannot be edited any more: post it anew."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have arrived. Never repeat it without saying so."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take it as it is. Keep it for somebody to look at, and go on."""

    reason: str


Outcome = Delivered | Retry | Gone | Moved | Stale | Unsure | Refused

NOT_MODIFIED = "message is not modified"
THREAD_NOT_FOUND = "message thread not found"
CANNOT_PARSE = "can't parse entities"
# A group may allow its members words and no files.
NO_FILES_HERE = ("rights to send photos", "rights to send documents", "chat_send_photos", "chat_send_docs")
VANISHED = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
)
UNREACHABLE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "group chat was deleted",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "topic_closed",
    "bot is not a member",
    "bot was kicked",
    "user is deactivated",
    "input_user_deactivated",
)


def outcome_of(error: TelegramError, *, editing: bool) -> Outcome:
    """What an error means. An edit can be repeated at will, a post only when it surely did not arrive."""
    match error:
        case RetryAfter():
            return Retry(_seconds(error), "Telegram asks for patience")
        case Forbidden():
            return Gone("forbidden")
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case BadRequest():
            return _of_bad_request(error.message, editing=editing)
        case NeverSent():
            return Retry(None, type(error).__name__)
        case TimedOut() | AnswerLost():
            name = type(error).__name__
            return Retry(None, name) if editing else Unsure(name)
        case NetworkError():
            # Telegram itself answered with 5xx: it did not take the message.
            return Retry(None, "server error")
        case _:
            # The token was taken back, or another process polls: not this message's fault.
            return Retry(None, type(error).__name__)


def _of_bad_request(message: str, *, editing: bool) -> Outcome:
    said = message.lower()
    if editing and NOT_MODIFIED in said:
        return Delivered(None)
    if editing and any(words in said for words in VANISHED):
        return Stale("nothing to edit")
    if any(words in said for words in NO_FILES_HERE):
        return Refused("no files there")
    if any(words in said for words in UNREACHABLE):
        return Gone("unreachable")
    if "migrat" in said or "upgraded to a supergroup" in said:
        return Gone("upgraded")
    return Refused(_without_quotations(message))


def _without_quotations(message: str) -> str:
    """The description without what it quotes, for that may be what a person wrote."""
    return message.split('"')[0].strip()


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()
