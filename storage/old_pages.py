"""Makes the database let go of what was deleted: old pages of SQLite's log, dead row versions of PostgreSQL.

Needed where what was deleted must not be found afterwards: when a check without names closes (docs/decisions/0035).
"""

from __future__ import annotations

from sqlalchemy import Engine

from storage.tables_of_unnamed import CheckMarkRow, UrnRow

_EMPTIED = (CheckMarkRow, UrnRow)


class StillHeld(RuntimeError):
    """Somebody reads the database as it was before, so the old pages stay a while. They go at the next time."""


def let_go(engine: Engine) -> None:
    """Returns when the old pages are gone. Raises `StillHeld`, or what the database raises."""
    if engine.dialect.name == "sqlite":
        _empty_the_log(engine)
    else:
        _vacuum(engine)


def _empty_the_log(engine: Engine) -> None:
    """Writes the log back into the file, where deleted rows are overwritten, and cuts it to nothing."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        connection.close()
    if busy:
        raise StillHeld(str(StillHeld.__doc__))


def _vacuum(engine: Engine) -> None:
    names = ", ".join(str(row.__tablename__) for row in _EMPTIED)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"VACUUM {names}")
