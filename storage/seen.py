"""The marks of updates that have been taken in: what makes a repeated update change nothing."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import Connection, Table, delete

from storage.prepared import Prepared
from storage.tables_of_delivery import SeenUpdateRow

# Telegram keeps updates for a day; a week leaves room for a long outage and a look back.
KEPT_FOR = timedelta(days=7)

_seen: Table = SeenUpdateRow.__table__  # type: ignore[attr-defined]


class Mark(Enum):
    """Whether an update is new or was taken in before."""

    NEW = "new"
    REPEATED = "repeated"


@functools.cache
def _marking(database: str) -> Prepared:
    """The statement in the words of a database; what the other one needs is not loaded."""
    if database == "sqlite":
        from sqlalchemy.dialects import sqlite

        return Prepared(sqlite.insert(_seen).on_conflict_do_nothing(), names=("update_id", "at"))
    from sqlalchemy.dialects import postgresql

    return Prepared(postgresql.insert(_seen).on_conflict_do_nothing().returning(_seen.c.update_id))


def mark(connection: Connection, update_id: int, at: datetime) -> Mark:
    """Marks an update as taken in. `at` is real time, also in a rehearsal whose clock is moved."""
    database, marked = connection.dialect.name, {"update_id": update_id, "at": at}
    if database == "sqlite":
        is_new = _marking(database).run(connection, marked) > 0
    else:
        # What came back, not how many: PostgreSQL's driver does not tell the count of such an insert.
        is_new = _marking(database).row(connection, marked) is not None
    return Mark.NEW if is_new else Mark.REPEATED


def prune(connection: Connection, now: datetime) -> int:
    """Deletes marks older than `KEPT_FOR`; gives how many."""
    return connection.execute(delete(_seen).where(_seen.c.at < now - KEPT_FOR)).rowcount
