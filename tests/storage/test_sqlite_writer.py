"""The writer on the loop, when SQLite itself refuses: everybody is told, and the next work is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dialogues.model import Person
from storage.database import open_migrated
from storage.repository import SqlRepository
from storage.sqlite_writer import SqliteWriter
from tests.support.statements import driver_of

Judge = Callable[..., int]


def refused(action: int, what: str) -> Judge:
    """An authorizer that refuses one thing and allows all else."""

    def judge(asked: int, first: str | None, *_others: str | None) -> int:
        return sqlite3.SQLITE_DENY if (asked, first) == (action, what) else sqlite3.SQLITE_OK

    return judge


def add_one(connection: Connection) -> int:
    return SqlRepository(connection).add(Person(telegram_id=7, name="Ana", language="es")).id


def count(connection: Connection) -> int:
    return SqlRepository(connection).count(Person)


@pytest.mark.parametrize(
    ("action", "what"),
    [
        pytest.param(sqlite3.SQLITE_PRAGMA, "data_version", id="the look at what others wrote"),
        pytest.param(sqlite3.SQLITE_TRANSACTION, "BEGIN", id="the beginning"),
        pytest.param(sqlite3.SQLITE_TRANSACTION, "COMMIT", id="the commit"),
    ],
)
async def test_a_step_that_is_refused_keeps_nobody_waiting(tmp_path: Path, action: int, what: str) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine)
    driver = driver_of(writer.connection)
    driver.set_authorizer(refused(action, what))
    with pytest.raises(sqlite3.DatabaseError):
        await writer.run(add_one)
    driver.set_authorizer(None)
    assert await writer.run(count) == 0
    await writer.run(add_one)
    assert await writer.run(count) == 1
    await writer.end()
    engine.dispose()


async def test_where_even_the_rollback_is_refused_the_next_work_is_done(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine)
    driver = driver_of(writer.connection)

    def deny_more(connection: Connection) -> None:
        add_one(connection)

        def judge(asked: int, first: str | None, *_others: str | None) -> int:
            ending = asked == sqlite3.SQLITE_TRANSACTION and first in ("COMMIT", "ROLLBACK")
            return sqlite3.SQLITE_DENY if ending else sqlite3.SQLITE_OK

        driver.set_authorizer(judge)

    with pytest.raises(sqlite3.DatabaseError):
        await writer.run(deny_more)
    driver.set_authorizer(None)
    with pytest.raises(sqlite3.OperationalError):
        await writer.run(count)
    assert await writer.run(count) == 0
    await writer.end()
    engine.dispose()
