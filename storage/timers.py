"""Which timers are due. Timers are set and removed by the dialogues through the repository."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, Table, bindparam, delete, func, insert, select

from storage.prepared import Prepared
from storage.tables_of_record import TimerRow

_timer: Table = TimerRow.__table__  # type: ignore[attr-defined]
_columns = (_timer.c.id, _timer.c.kind, _timer.c.subject_id, _timer.c.due, _timer.c.table_id)
_earliest = Prepared(select(func.min(_timer.c.due)), (func.min(_timer.c.due),))
_due = Prepared(
    select(*_columns)
    .where(_timer.c.due <= bindparam("now", type_=_timer.c.due.type))
    .order_by(_timer.c.due, _timer.c.id)
    .limit(bindparam("most", type_=Integer)),
    _columns,
)


@dataclass(frozen=True, slots=True)
class Due:
    """A timer whose instant has come."""

    id: int
    kind: str
    subject_id: int
    due: datetime
    table_id: int


def due(connection: Connection, now: datetime, most: int = 100) -> list[Due]:
    """The timers due at `now`, earliest first."""
    return [Due(*row) for row in _due.rows(connection, {"now": now, "most": most})]


def due_one(connection: Connection, id: int, now: datetime) -> Due | None:
    """The timer with this id if it is (still) there and due at `now`."""
    row = connection.execute(select(*_columns).where(_timer.c.id == id, _timer.c.due <= now)).first()
    return None if row is None else Due(*row)


def next_due(connection: Connection) -> datetime | None:
    """The earliest instant at which a timer is due, or None when none is set."""
    row = _earliest.row(connection, {})
    return None if row is None else row[0]


def finish(connection: Connection, timer: Due) -> None:
    """Deletes a timer that has run, unless it was set to another instant meanwhile."""
    connection.execute(delete(_timer).where(_timer.c.id == timer.id, _timer.c.due == timer.due))


def set_again(connection: Connection, *, table_id: int, kind: str, subject_id: int, due: datetime) -> None:
    """Sets a timer that has run without success, unless one of its kind is set for the subject already."""
    same = (_timer.c.kind == kind, _timer.c.subject_id == subject_id)
    if connection.execute(select(_timer.c.id).where(*same)).first() is None:
        values = {"table_id": table_id, "kind": kind, "subject_id": subject_id, "due": due}
        connection.execute(insert(_timer), values)
