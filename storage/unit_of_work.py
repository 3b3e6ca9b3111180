"""One writer: work from many callers, a savepoint each, one commit for what has arrived together."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from dialogues.events import Event

T = TypeVar("T")
Work = Callable[[Connection], T]

COMMITTED_TOGETHER = 64


@dataclass(frozen=True, slots=True)
class About:
    """What a piece of work is about: one lane is served in order, and `event` tells which tables to lock.

    A writer that does one thing at a time needs neither.
    """

    lane: str
    event: Event | None


class Writing(Protocol):
    """What the bot needs of a writer. Each piece of work is one unit: all of it is committed, or nothing."""

    @property
    def groups(self) -> bool:
        """Whether work that is handed in at the same time shares one transaction."""

    def hand_in(self, work: Work[T], about: About | None = None) -> asyncio.Future[T]:
        """Hands in work; the future is done after the commit. Raises `WriterClosed`."""

    async def run(self, work: Work[T], about: About | None = None) -> T:
        """Hands in work and waits for its commit. What was handed in is done even if nobody waits."""

    async def end(self) -> None:
        """Finishes what was handed in; takes nothing more."""


class WriterClosed(RuntimeError):
    """The writer has been closed. Work is handed in between start and stop only."""


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    work: Work[T]
    future: Future[T]


class Writer:
    """Runs work in the order it was handed in, on one thread, so that nothing is lost between
    reading and writing.

    Whatever waits when a transaction begins is committed with it. Work that raises is rolled
    back to its own savepoint and its caller gets the error; the others are committed. A caller
    gets its result only after the commit; when the commit fails everybody gets that error.
    """

    groups = True

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Hands in work; the future is done after the commit. Raises `WriterClosed`."""
        if self._closed:
            raise WriterClosed(str(WriterClosed.__doc__))
        job = _Job(work, Future[T]())
        self._jobs.put(job)
        return job.future

    def hand_in(self, work: Work[T], about: About | None = None) -> asyncio.Future[T]:
        """As `submit`, for callers on an event loop."""
        return asyncio.wrap_future(self.submit(work))

    async def run(self, work: Work[T], about: About | None = None) -> T:
        """Hands in work and waits for its commit. What was handed in is done even if nobody waits."""
        return await asyncio.shield(self.hand_in(work, about))

    async def end(self) -> None:
        """As `close`, for callers on an event loop."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Finishes what was handed in, then ends the thread."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            jobs, ended = self._take()
            if jobs:
                self._commit(jobs)
            if ended:
                return

    def _take(self) -> tuple[list[_Job[Any]], bool]:
        """What waits now, at least one job, and whether the writer ends after it."""
        jobs: list[_Job[Any]] = []
        job = self._jobs.get()
        while job is not None:
            if job.future.set_running_or_notify_cancel():
                jobs.append(job)
            if len(jobs) >= COMMITTED_TOGETHER or self._jobs.empty():
                return jobs, False
            job = self._jobs.get()
        return jobs, True

    def _commit(self, jobs: list[_Job[Any]]) -> None:
        done: list[Callable[[], None]] = []
        try:
            with self._engine.begin() as connection:
                done.extend(_in_savepoint(connection, job) for job in jobs)
        except BaseException as error:
            for job in jobs:
                job.future.set_exception(error)
            return
        for tell in done:
            tell()


def _in_savepoint(connection: Connection, job: _Job[T]) -> Callable[[], None]:
    """Runs one job; gives what tells its caller once the commit has happened."""
    savepoint = connection.begin_nested()
    try:
        result = job.work(connection)
    except Exception as error:
        # Where the database has already undone everything this raises, and the whole commit fails.
        savepoint.rollback()
        return lambda error=error: job.future.set_exception(error)  # type: ignore[misc]
    savepoint.commit()
    return lambda: job.future.set_result(result)
