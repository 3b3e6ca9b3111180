"""The writer: order, savepoints, one commit for many, and no lost update."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event

from dialogues.model import Person, Table
from storage.repository import SqlRepository
from storage.unit_of_work import Writer, WriterClosed


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    opened = Writer(engine)
    yield opened
    opened.close()


def adding(telegram_id: int) -> Person:
    return Person(telegram_id=telegram_id, name=f"Person {telegram_id}", language="en")


def names(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [person.name for person in SqlRepository(connection).find(Person)]


def hold(writer: Writer) -> threading.Event:
    """Keeps the writer busy, so that what follows is committed together."""
    release, begun = threading.Event(), threading.Event()

    def wait(_connection: Connection) -> None:
        begun.set()
        release.wait()

    writer.submit(wait)
    begun.wait()
    return release


def test_what_waits_is_committed_together(engine: Engine, writer: Writer) -> None:
    commits: list[object] = []
    release = hold(writer)
    event.listen(engine, "commit", commits.append)
    futures = [
        writer.submit(lambda c, number=number: SqlRepository(c).add(adding(number)))  # type: ignore[misc]
        for number in range(1, 21)
    ]
    release.set()
    assert [future.result().id for future in futures] == list(range(1, 21))
    assert len(commits) == 2


def test_work_that_fails_takes_nothing_else_with_it(engine: Engine, writer: Writer) -> None:
    def fail(connection: Connection) -> None:
        SqlRepository(connection).add(adding(2))
        raise RuntimeError("this one only")

    release = hold(writer)
    before = writer.submit(lambda c: SqlRepository(c).add(adding(1)))
    failing = writer.submit(fail)
    after = writer.submit(lambda c: SqlRepository(c).add(adding(3)))
    release.set()
    before.result()
    after.result()
    with pytest.raises(RuntimeError, match="this one only"):
        failing.result()
    assert names(engine) == ["Person 1", "Person 3"]


def test_nobody_hears_of_success_before_the_commit(engine: Engine, writer: Writer) -> None:
    seen: list[bool] = []
    release = hold(writer)
    future = writer.submit(lambda c: SqlRepository(c).add(adding(1)))
    event.listen(engine, "commit", lambda _connection: seen.append(future.done()))
    release.set()
    future.result()
    assert seen[-1] is False


def test_when_the_commit_fails_everybody_is_told_and_nothing_is_kept(engine: Engine, writer: Writer) -> None:
    def break_commit(_connection: object) -> None:
        raise OSError("disk full")

    release = hold(writer)
    event.listen(engine, "commit", break_commit)
    futures = [
        writer.submit(lambda c, number=number: SqlRepository(c).add(adding(number)))  # type: ignore[misc]
        for number in (1, 2)
    ]
    release.set()
    for future in futures:
        with pytest.raises(OSError, match="disk full"):
            future.result()
    event.remove(engine, "commit", break_commit)
    assert names(engine) == []
    writer.submit(lambda c: SqlRepository(c).add(adding(3))).result()
    assert names(engine) == ["Person 3"]


def test_twenty_threads_lose_no_increment(engine: Engine, writer: Writer) -> None:
    table = writer.submit(lambda c: SqlRepository(c).add(Table(name="Work", chat_id=-1))).result()

    def increment(connection: Connection) -> None:
        repository = SqlRepository(connection)
        current = repository.get(Table, table.id)
        repository.put(dataclasses.replace(current, cycle=current.cycle + 1))

    def many() -> None:
        for _ in range(10):
            writer.submit(increment).result()

    threads = [threading.Thread(target=many) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        kept = SqlRepository(connection).get(Table, table.id)
    assert (kept.cycle, kept.version) == (200, 200)


async def test_work_given_up_by_its_caller_is_done_all_the_same(engine: Engine, writer: Writer) -> None:
    import asyncio

    release = hold(writer)
    waiting = asyncio.create_task(writer.run(lambda c: SqlRepository(c).add(adding(1))))
    await asyncio.sleep(0)
    waiting.cancel()
    release.set()
    await writer.run(lambda _c: None)
    assert names(engine) == ["Person 1"]


def test_closing_finishes_what_was_handed_in(engine: Engine) -> None:
    writer = Writer(engine)
    release = hold(writer)
    future = writer.submit(lambda c: SqlRepository(c).add(adding(1)))
    release.set()
    writer.close()
    assert future.done()
    with pytest.raises(WriterClosed):
        writer.submit(lambda _c: None)
