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

_log = logging.getLogger(__name__)


def park(
    connection: Connection, update_id: int | None, held: dict[str, Any], error: str, attempts: int
) -> None:
    """Keeps an update as it came, or what `held_of` gives of an event of the bot's own."""
    parked.park(
        connection,
        update_id=update_id,
        # As plain ASCII: it may hold what no text column takes.
        payload=json.dumps(held),
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
