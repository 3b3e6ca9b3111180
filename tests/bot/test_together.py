"""Work about many rows in one piece: everybody gets their own result, and one that fails stops no other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from sqlite3 import SQLITE_DENY, SQLITE_OK, SQLITE_TRANSACTION, DatabaseError

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from bot.courier.together import Together
from storage import election
from storage.database import open_migrated
from storage.election import Office, TermOver
from storage.postgres_writer import PostgresWriter
from storage.sqlite_writer import SqliteWriter
from storage.unit_of_work import Writer, WriterClosed, Writing
from tests.support.statements import driver_of

WRONG = 13


class Refused(ValueError):
    """The number is refused."""


class Marks:
    """Marks numbers as seen in the database; notes with which others each time."""

    def __init__(self) -> None:
        self.pieces: list[list[int]] = []

    def __call__(self, connection: Connection, numbers: Sequence[int]) -> list[int]:
        self.pieces.append(list(numbers))
        for number in numbers:
            connection.execute(text("INSERT INTO seen_update VALUES (:n, '2026-11-26')"), {"n": number})
            if number == WRONG:
                raise Refused
        return [10 * number for number in numbers]


def marked(connection: Connection) -> list[int]:
    return [id for (id,) in connection.execute(text("SELECT update_id FROM seen_update ORDER BY 1"))]


@pytest.fixture(params=["on the loop", "on a thread"])
async def writer(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Writing]:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    made: Writing = SqliteWriter(engine) if request.param == "on the loop" else Writer(engine)
    yield made
    await made.end()
    engine.dispose()


async def test_each_gets_its_own_result(writer: Writing) -> None:
    marks = Marks()
    together = Together(writer, marks)
    assert await asyncio.gather(*(together.ask(n) for n in (3, 1, 2))) == [30, 10, 20]
    assert await together.ask(4) == 40
    assert sorted(n for piece in marks.pieces for n in piece) == [1, 2, 3, 4]
    assert await writer.run(marked) == [1, 2, 3, 4]


async def test_what_waits_at_the_same_time_is_one_piece(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer, marks = SqliteWriter(engine), Marks()
    together = Together(writer, marks)
    await asyncio.gather(*(together.ask(n) for n in range(5)))
    assert marks.pieces == [[0, 1, 2, 3, 4]]
    await writer.end()
    engine.dispose()


async def test_one_that_fails_stops_no_other(writer: Writing) -> None:
    together = Together(writer, Marks())
    ends = await asyncio.gather(*(together.ask(n) for n in (1, WRONG, 2)), return_exceptions=True)
    assert (ends[0], ends[2]) == (10, 20)
    assert isinstance(ends[1], Refused)
    assert await writer.run(marked) == [1, 2]


async def test_what_is_done_anew_is_the_same_piece(tmp_path: Path) -> None:
    """A neighbour in the same commit fails: all is done once more, and nobody joins meanwhile."""
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer, marks = SqliteWriter(engine), Marks()
    together = Together(writer, marks)
    first = together.ask(1)

    def fail(_connection: Connection) -> None:
        raise Refused

    neighbour = writer.hand_in(fail)
    neighbour.add_done_callback(lambda _done: together.ask(2))
    with pytest.raises(Refused):
        await neighbour
    assert await first == 10
    assert await together.ask(3) == 30
    assert marks.pieces[:2] == [[1], [1]]
    await writer.end()
    assert sorted(n for piece in marks.pieces[2:] for n in piece) == [2, 3]
    engine.dispose()


async def test_a_writer_that_could_not_begin_is_asked_again(tmp_path: Path) -> None:
    """The file is locked, or cannot be read for a moment: who asks later is answered."""
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine)
    driver, together = driver_of(writer.connection), Together(writer, Marks())
    driver.set_authorizer(lambda asked, *_: SQLITE_DENY if asked == SQLITE_TRANSACTION else SQLITE_OK)
    with pytest.raises(DatabaseError):
        await together.ask(1)
    driver.set_authorizer(None)
    async with asyncio.timeout(60):
        assert await asyncio.gather(*map(together.ask, (2, 3))) == [20, 30]
    assert await writer.run(marked) == [2, 3]
    await writer.end()
    engine.dispose()


async def test_when_the_session_is_lost_nobody_waits_in_vain(postgres_url: str) -> None:
    """As the courier's on PostgreSQL: the office is gone, and so is everything that was to be done by it."""
    engine = open_migrated(postgres_url)
    term = election.stand(engine, Office.SENDING)
    assert term is not None
    together = Together(term.writer, Marks())
    pid = await term.writer.run(lambda c: c.execute(text("SELECT pg_backend_pid()")).scalar_one())
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    async with asyncio.timeout(60):
        for number in (1, 2, 3):
            with pytest.raises((TermOver, OperationalError)):
                await together.ask(number)
        await term.end()
    engine.dispose()


async def test_where_transactions_are_apart_nothing_is_shared(postgres_url: str) -> None:
    """A row that another process holds keeps its own settling waiting, and no other."""
    engine = open_migrated(postgres_url)
    writer, marks = PostgresWriter(engine), Marks()
    together = Together(writer, marks)
    with engine.connect() as other:
        other.execute(text("INSERT INTO seen_update VALUES (1, '2026-11-26')"))
        held = together.ask(1)
        async with asyncio.timeout(60):
            assert await asyncio.gather(*(together.ask(n) for n in (2, 3, 4))) == [20, 30, 40]
        assert not held.done()
        other.rollback()
    assert await held == 10
    await writer.end()
    engine.dispose()


async def test_what_has_failed_is_done_alone(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer, marks = SqliteWriter(engine), Marks()
    together = Together(writer, marks)
    await asyncio.gather(together.ask(1), together.ask(2, alone=True), together.ask(3))
    assert sorted(marks.pieces) == [[1, 3], [2]]
    await writer.end()
    engine.dispose()


async def test_after_the_end_nobody_waits_in_vain(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'a.db'}")
    writer = SqliteWriter(engine)
    together = Together(writer, Marks())
    await writer.end()
    for number in (1, 2):
        with pytest.raises(WriterClosed):
            together.ask(number)
    engine.dispose()
