"""The writer on the loop, when SQLite itself refuses: everybody is told, and the next work is done."""

from __future__ import annotations

import asyncio
import math
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from dialogues.model import Person
from storage.database import open_migrated
from storage.repository import SqlRepository
from storage.savepoints import in_savepoint
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
@pytest.mark.parametrize("quick", [0.0, math.inf], ids=["on the thread", "on the loop"])
async def test_a_step_that_is_refused_keeps_nobody_waiting(
    tmp_path: Path, quick: float, action: int, what: str
) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine, quick)
    driver = driver_of(writer.connection)
    await writer.run(count)
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


async def test_one_that_fails_takes_no_other_with_it(tmp_path: Path) -> None:
    """All are tried together first; then, one having failed, once more and each undone by itself."""
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine)
    tried: list[str] = []

    def add(name: str, telegram_id: int) -> Callable[[Connection], int]:
        def work(connection: Connection) -> int:
            tried.append(name)
            return SqlRepository(connection).add(Person(telegram_id=telegram_id, name=name, language="es")).id

        return work

    # The third breaks a rule of the database, which undoes its statement alone; its first one stays.
    def twice(connection: Connection) -> int:
        add("Cora", 3)(connection)
        return add("Ana again", 1)(connection)

    works = [add("Ana", 1), add("Ben", 2), twice, add("Dora", 4)]
    ends = await asyncio.gather(*(writer.run(work) for work in works), return_exceptions=True)
    assert [type(end) for end in ends] == [int, int, IntegrityError, int]
    assert tried == ["Ana", "Ben", "Cora", "Ana again", "Ana", "Ben", "Cora", "Ana again", "Dora"]
    await writer.run(add("Eva", 5))
    assert tried[-1] == "Eva"
    names = await writer.run(lambda c: [person.name for person in SqlRepository(c).find(Person)])
    assert names == ["Ana", "Ben", "Dora", "Eva"]
    await writer.end()
    engine.dispose()


async def test_a_part_that_fails_is_undone_and_its_work_goes_on(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine)

    def breaks(connection: Connection) -> int:
        SqlRepository(connection).add(Person(telegram_id=8, name="Ben", language="es"))
        raise RuntimeError("after it was written")

    def work(connection: Connection) -> int:
        add_one(connection)
        with pytest.raises(RuntimeError):
            in_savepoint(connection, lambda: breaks(connection))
        return count(connection)

    assert await writer.run(work) == 1
    assert await writer.run(count) == 1
    await writer.end()
    engine.dispose()


@pytest.mark.parametrize(
    ("quick", "threads"),
    [
        pytest.param(0.0, ["commit_0", "commit_0", "commit_0"], id="a slow disk"),
        pytest.param(math.inf, ["commit_0", "MainThread", "MainThread"], id="a quick disk"),
    ],
)
async def test_a_commit_leaves_the_loop_where_the_one_before_was_slow(
    tmp_path: Path, quick: float, threads: list[str]
) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine, quick)
    seen: list[str] = []

    def judge(asked: int, first: str | None, *_others: str | None) -> int:
        if (asked, first) == (sqlite3.SQLITE_TRANSACTION, "COMMIT"):
            seen.append(threading.current_thread().name)
        return sqlite3.SQLITE_OK

    for _ in threads:
        # Set anew each time, so that SQLite reads the statement anew and asks.
        driver_of(writer.connection).set_authorizer(judge)
        await writer.run(count)
    assert seen == threads
    driver_of(writer.connection).set_authorizer(None)
    await writer.end()
    engine.dispose()
