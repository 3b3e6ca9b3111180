"""The bell between processes on one PostgreSQL: who has written rings, who sends hears.

It only saves time. Whoever listens also looks by itself, so a lost ring loses nothing. It rings after
the commit and apart from it: a NOTIFY inside would make all commits wait for one another.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine, text


class BellUnheard(ConnectionError):
    """The connection on which the bell is heard was lost. Listen again."""


_RING = text("SELECT pg_notify('tablekeeper', '')")


def ring(engine: Engine) -> None:
    """Something has been committed that another process is to look at."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL synchronous_commit = off"))
        connection.execute(_RING)


async def listen(engine: Engine, hear: Callable[[], None]) -> None:
    """Calls `hear` at each ring until cancelled. Raises `BellUnheard` when the connection is lost."""
    # Where there is no PostgreSQL, its driver is not loaded.
    import psycopg

    _, where = engine.dialect.create_connect_args(engine.url)
    try:
        async with await psycopg.AsyncConnection.connect(**where, autocommit=True) as connection:
            await connection.execute("LISTEN tablekeeper")
            hear()
            async for _ring in connection.notifies():
                hear()
    except psycopg.Error as error:
        raise BellUnheard(str(BellUnheard.__doc__)) from error
