"""How the desk keeps what it could not decide, and what it can make of it later."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from dialogues.events import Event
from storage import parked
from storage.timers import Due

# The verb of the buttons of a check without names.
CHOOSING = "unnamed"
# What tells which message it is, and to whom.
_WHICH = ("message_id", "date", "chat", "from")

_log = logging.getLogger(__name__)


def park(
    connection: Connection, update_id: int | None, held: dict[str, Any], error: str, attempts: int
) -> None:
    """Keeps an update as it came (but see `without_choices`), or what `held_of` gives of an event of our own."""
    parked.park(
        connection,
        update_id=update_id,
        # As plain ASCII: it may hold what no text column takes.
        payload=json.dumps(without_choices(held)),
        error=error,
        at=datetime.now(UTC),
        attempts=attempts,
    )
    _log.error("parked update=%s error=%s", update_id, error)


def held_of(event: Event, timer: Due | None) -> dict[str, Any]:
    """What is kept of an event of the bot's own: its kind, and of a timer enough to set it again."""
    kind: dict[str, Any] = {"event": type(event).__name__}
    if timer is None:
        return kind
    return kind | {"timer": timer.kind, "table_id": timer.table_id, "subject_id": timer.subject_id}


def timer_of(held: dict[str, Any]) -> dict[str, Any]:
    """The timer in what was kept, as `storage.timers.set_again` takes it."""
    return {"table_id": held["table_id"], "kind": held["timer"], "subject_id": held["subject_id"]}


def without_choices(held: dict[str, Any]) -> dict[str, Any]:
    """An update of a private chat without the words of the bot's own messages, and without a choice.

    They would tell what somebody chose without a name (docs/decisions/0035). Which message it was stays.
    """
    kept = dict(held)
    query = kept.get("callback_query")
    if isinstance(query, dict):
        kept["callback_query"] = _without_choice(query)
    for kind in ("message", "edited_message"):
        message = kept.get(kind)
        if isinstance(message, dict) and isinstance(message.get("reply_to_message"), dict):
            kept[kind] = _bare_reply(message)
    return kept


def _without_choice(query: dict[str, Any]) -> dict[str, Any]:
    kept = dict(query)
    if isinstance(kept.get("message"), dict):
        kept["message"] = _bare(kept["message"])
    if str(kept.get("data")).startswith(f"{CHOOSING}:"):
        # As a press it is stale.
        kept["data"] = CHOOSING
    return kept


def _bare_reply(message: dict[str, Any]) -> dict[str, Any]:
    kept = message | {"reply_to_message": _bare(message["reply_to_message"])}
    if kept["reply_to_message"] is not message["reply_to_message"]:
        kept.pop("quote", None)
    return kept


def _bare(message: dict[str, Any]) -> dict[str, Any]:
    chat = message.get("chat")
    if not isinstance(chat, dict) or chat.get("type") != "private":
        return message
    return {name: message[name] for name in _WHICH if name in message}
