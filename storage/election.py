"""One process of all that share a database has an office; when it goes, another takes it.

On PostgreSQL the office is a lock that belongs to one session. Whoever has it does its writing on that
very session: once the session is gone, and the office with it, nothing can be begun any more, even
before its process has noticed.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import prepare_postgresql
from storage.unit_of_work import Writer, WriterClosed


class Office(IntEnum):
    """What only one process does at a time; each is elected by itself."""

    SENDING = 1
    POLLING = 2


# How soon an office that has become free is noticed, and how often a holder looks unasked.
LOOKS_EVERY_SECONDS = 1.0
# A number of our own, so that no other program's advisory lock is meant.
_OURS = 0x7AB1E
_TAKE = text("SELECT pg_try_advisory_lock(:ours, :office)")
_GIVE_UP = text("SELECT pg_advisory_unlock(:ours, :office)")
_TAKEN = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = :ours"
    " AND objid = :office AND objsubid = 2"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
# A machine that lost its power says nothing: the server looks after it, and frees the office.
_LOOK_AFTER = (
    "SET tcp_keepalives_idle = 2",
    "SET tcp_keepalives_interval = 1",
    "SET tcp_keepalives_count = 2",
)
_CONNECT = {
    "connect_timeout": 5,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 4000,
}
HEARTBEAT_SECONDS = 2.0


class TermOver(RuntimeError):
    """The session that had the office is gone. Another process may have it: do nothing more by it."""


class Term:
    """The time in which this process has the office. `writer` works only as long as it has."""

    def __init__(self, session: Engine, office: Office) -> None:
        self._session = session
        self._office = office
        self.writer = Writer(session)

    async def lasts(self) -> bool:
        """Whether the office is still ours, as the database answers."""
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                await self.writer.run(lambda connection: connection.execute(text("SELECT 1")))
        except (SQLAlchemyError, TermOver, WriterClosed, TimeoutError):
            return False
        return True

    async def end(self) -> None:
        """Gives the office up; at once, for the server may take its time to notice a closed session."""
        with suppress(SQLAlchemyError, TermOver):
            await self.writer.run(lambda connection: connection.execute(_GIVE_UP, _lock(self._office)))
        await self.writer.end()
        await asyncio.to_thread(self._session.dispose)


def stand(engine: Engine, office: Office) -> Term | None:
    """Takes the office if nobody has it. Raises what the database raises; may wait for it."""
    session = create_engine(
        engine.url, pool_size=1, max_overflow=0, hide_parameters=True, connect_args=_CONNECT
    )
    opened: list[bool] = []

    def once(*_connecting: object) -> None:
        if opened:
            raise TermOver(str(TermOver.__doc__))
        opened.append(True)

    def look_after(connection: Any, record: object) -> None:
        prepare_postgresql(connection, record)
        with connection.cursor() as cursor:
            for setting in _LOOK_AFTER:
                cursor.execute(setting)
        connection.commit()

    event.listen(session, "do_connect", once)
    event.listen(session, "connect", look_after)
    try:
        with session.begin() as connection:
            taken = bool(connection.execute(_TAKE, _lock(office)).scalar_one())
    except BaseException:
        session.dispose()
        raise
    if taken:
        return Term(session, office)
    session.dispose()
    return None


def is_held(connection: Connection, office: Office) -> bool:
    """Whether any process has the office now."""
    return bool(connection.execute(_TAKEN, _lock(office)).scalar_one())


def _lock(office: Office) -> dict[str, int]:
    return {"ours": _OURS, "office": office}
