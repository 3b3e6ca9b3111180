"""Updates and events that could not be decided: kept with their error until somebody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, func, insert, select

from storage.tables_of_delivery import ParkedUpdateRow

_parked: Table = ParkedUpdateRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """One of them. `update_id` is None for an event of the bot's own (a timer, a delivery)."""

    id: int
    update_id: int | None
    error: str
    at: datetime
    attempts: int


def park(
    connection: Connection, *, update_id: int | None, payload: str, error: str, at: datetime, attempts: int
) -> None:
    """Keeps an update as it came. `error` names classes and places only, never what a person wrote."""
    connection.execute(
        insert(_parked),
        {"update_id": update_id, "payload": payload, "error": error, "at": at, "attempts": attempts},
    )


def newest(connection: Connection, most: int = 20) -> list[Parked]:
    """The latest parked ones, newest first, without what they hold."""
    columns = (_parked.c.id, _parked.c.update_id, _parked.c.error, _parked.c.at, _parked.c.attempts)
    rows = connection.execute(select(*columns).order_by(_parked.c.id.desc()).limit(most))
    return [Parked(id=a, update_id=b, error=c, at=d, attempts=e) for a, b, c, d, e in rows]


def count(connection: Connection) -> int:
    """How many are parked."""
    return int(connection.execute(select(func.count()).select_from(_parked)).scalar_one())
