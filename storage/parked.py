"""Updates and events that could not be decided: kept with their error until somebody has looked.

`tablekeeper replay` marks them to be taken once more; the running bot, or the next start, does that.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from storage.tables_of_delivery import ParkedUpdateRow

_parked: Table = ParkedUpdateRow.__table__  # type: ignore[attr-defined]
# What an update may be, by the names Telegram gives; nothing else of it is ever shown.
_KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """One of them, without what people wrote. `update_id` is None for an event of the bot's own.

    `what` says what kind of update or event it is. `repeatable`: whether it can be taken once more.
    """

    id: int
    update_id: int | None
    what: str
    error: str
    at: datetime
    attempts: int
    repeatable: bool
    asked_again: bool


def park(
    connection: Connection, *, update_id: int | None, payload: str, error: str, at: datetime, attempts: int
) -> None:
    """Keeps an update as it came. `error` names classes and places only, never what a person wrote."""
    connection.execute(
        insert(_parked),
        {"update_id": update_id, "payload": payload, "error": error, "at": at, "attempts": attempts},
    )


def newest(connection: Connection, most: int = 20) -> list[Parked]:
    """The latest parked ones, newest first."""
    rows = connection.execute(select(_parked).order_by(_parked.c.id.desc()).limit(most))
    return [_shown(row) for row in rows]


def some(connection: Connection, ids: Sequence[int] | None = None) -> list[Parked]:
    """Those with these ids, or all of them (None), oldest first."""
    question = select(_parked).order_by(_parked.c.id)
    if ids is not None:
        question = question.where(_parked.c.id.in_(ids))
    return [_shown(row) for row in connection.execute(question)]


def count(connection: Connection) -> int:
    """How many are parked."""
    return int(connection.execute(select(func.count()).select_from(_parked)).scalar_one())


def ask_again(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    """Marks them to be taken once more."""
    connection.execute(update(_parked).where(_parked.c.id.in_(ids)).values(again_at=at))


def asked_again(connection: Connection) -> list[int]:
    """The ids of those marked, in the order in which they came."""
    rows = connection.execute(select(_parked.c.id).where(_parked.c.again_at.is_not(None)))
    return sorted(id for (id,) in rows)


def claim_again(connection: Connection, id: int) -> dict[str, Any] | None:
    """What a marked one holds; None where the mark has gone, for then it has had its turn.

    Nobody else gets it before this transaction ends; end it with `forget` or `keep_again`.
    """
    question = select(_parked.c.payload).where(_parked.c.id == id, _parked.c.again_at.is_not(None))
    payload = connection.execute(question.with_for_update()).scalar()
    return None if payload is None else dict(json.loads(payload))


def keep_again(connection: Connection, id: int, *, error: str, at: datetime, attempts: int) -> None:
    """It failed once more, after so many attempts: stays parked with the newer error, and without the mark."""
    tried = _parked.c.attempts + attempts
    values = {"error": error, "at": at, "attempts": tried, "again_at": None}
    connection.execute(update(_parked).where(_parked.c.id == id).values(values))


def forget(connection: Connection, ids: Sequence[int]) -> None:
    """Deletes them, and what people wrote in them."""
    connection.execute(delete(_parked).where(_parked.c.id.in_(ids)))


def _shown(row: Row[Any]) -> Parked:
    held = json.loads(row.payload)
    timer = held.get("timer")
    if row.update_id is not None:
        what, repeatable = next((kind for kind in _KINDS if kind in held), "update"), True
    elif timer is not None:
        # Before timers were kept with what they are about, only their kind was noted.
        what, repeatable = f"timer {timer}", "subject_id" in held
    else:
        what, repeatable = f"event {held.get('event')}", False
    return Parked(
        id=row.id,
        update_id=row.update_id,
        what=what,
        error=row.error,
        at=row.at,
        attempts=row.attempts,
        repeatable=repeatable,
        asked_again=row.again_at is not None,
    )
