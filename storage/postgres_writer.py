"""The writer for PostgreSQL: several pieces of work at once, each in a transaction of its own.

What concerns the same table waits for its lock, here and in every other process. What lost a race
all the same (a deadlock, a row that another made first) begins again from the start.
"""

from __future__ import annotations

import asyncio
import queue
import random
import threading
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, PendingRollbackError, SQLAlchemyError

from dialogues.repository import AlreadyMoved
from storage.table_locks import TableNotLocked, keep_locked, lock, locked_of
from storage.unit_of_work import About, Work, WriterClosed

T = TypeVar("T")

# More than processors, for most of the time is spent waiting for the database's disk.
THREADS = 8
TRIES = 8
# Each lock found missing is one more beginning; a person sits at few tables.
BEGINNINGS = 50
FIRST_PAUSE_SECONDS = 0.005

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_LOST_RACES = frozenset({"40001", "40P01", "55P03"})
_MADE_BY_ANOTHER = frozenset({"23505"})
_SERVER_WENT = frozenset({"57P01", "57P02", "57P03"})


def lost_race(connection: Connection, error: BaseException) -> bool:
    """Whether work in a shared database failed for no fault of its own and is to begin again.

    On the last try a row made by another counts as a fault: otherwise what fails for ever would
    never be parked.
    """
    if connection.dialect.name == "sqlite":
        return False
    if isinstance(error, TableNotLocked) or _was_undone(error):
        return True
    locked = locked_of(connection)
    may_begin_again = locked is not None and not locked.last_try
    return may_begin_again and (isinstance(error, AlreadyMoved) or _code(error) in _MADE_BY_ANOTHER)


def _was_undone(error: BaseException) -> bool:
    """The transaction is over, and surely or possibly nothing of it was kept."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, PendingRollbackError)
    return error.connection_invalidated or _code(error) in _LOST_RACES | _SERVER_WENT


def _code(error: BaseException) -> str | None:
    code = getattr(getattr(error, "orig", None), "sqlstate", None)
    return None if code is None else str(code)


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    work: Work[T]
    about: About | None
    future: Future[T]


class PostgresWriter:
    """Work of one lane is done in the order it was handed in; work without a lane whenever there is room.

    A caller gets its result only after the commit. Work may be done more than once, each time from
    the start and in a new transaction, of which one at most is committed.
    """

    groups = False

    def __init__(self, engine: Engine, threads: int = THREADS) -> None:
        self._engine = engine
        self._mutex = threading.Lock()
        self._lanes: dict[str, deque[_Job[Any]]] = {}
        self._ready: queue.SimpleQueue[deque[_Job[Any]] | None] = queue.SimpleQueue()
        self._open = 0
        self._closed = False
        self._done = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name=f"writer {number}", daemon=True)
            for number in range(1, threads + 1)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Work[T], about: About | None = None) -> Future[T]:
        """Hands in work; the future is done after the commit. Raises `WriterClosed`."""
        job = _Job(work, about, Future[T]())
        with self._mutex:
            if self._closed:
                raise WriterClosed(str(WriterClosed.__doc__))
            self._open += 1
            waiting = None if about is None else self._lanes.get(about.lane)
            if waiting is not None:
                waiting.append(job)
                return job.future
            lane: deque[_Job[Any]] = deque([job])
            if about is not None:
                self._lanes[about.lane] = lane
        self._ready.put(lane)
        return job.future

    def hand_in(self, work: Work[T], about: About | None = None) -> asyncio.Future[T]:
        """As `submit`, for callers on an event loop."""
        return asyncio.wrap_future(self.submit(work, about))

    async def run(self, work: Work[T], about: About | None = None) -> T:
        """Hands in work and waits for its commit. What was handed in is done even if nobody waits."""
        return await asyncio.shield(self.hand_in(work, about))

    async def end(self) -> None:
        """As `close`, for callers on an event loop."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Finishes what was handed in, then ends the threads."""
        with self._mutex:
            self._closed = True
            if self._open == 0:
                self._done.set()
        self._done.wait()
        for _ in self._threads:
            self._ready.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        kept = _Kept(self._engine)
        while (lane := self._ready.get()) is not None:
            job = lane[0]
            if job.future.set_running_or_notify_cancel():
                _do(kept, job)
            with self._mutex:
                lane.popleft()
                self._open -= 1
                if lane:
                    self._ready.put(lane)
                elif job.about is not None:
                    del self._lanes[job.about.lane]
                if self._closed and self._open == 0:
                    self._done.set()
        kept.close()


class _Kept:
    """One connection for each thread, so that no update waits for a new one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def get(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def close(self) -> None:
        """Gives it back; the next one is looked at before it is used."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _do(kept: _Kept, job: _Job[Any]) -> None:
    met: set[int] = set()
    tries = 0
    for _ in range(BEGINNINGS):
        try:
            result = _once(kept, job, met, last_try=tries == TRIES - 1)
        except TableNotLocked:
            continue
        except BaseException as error:
            tries += 1
            if isinstance(error, SQLAlchemyError):
                kept.close()
            if tries == TRIES or not _repeatable(error):
                job.future.set_exception(error)
                return
            # Jitter needs no secret randomness.
            time.sleep(FIRST_PAUSE_SECONDS * 2**tries * random.uniform(0.5, 1.0))  # noqa: S311
        else:
            job.future.set_result(result)
            return
    job.future.set_exception(TableNotLocked("The locks of this work could not be found."))


def _repeatable(error: BaseException) -> bool:
    return _was_undone(error) or isinstance(error, AlreadyMoved) or _code(error) in _MADE_BY_ANOTHER


def _once(kept: _Kept, job: _Job[T], met: set[int], *, last_try: bool) -> T:
    connection = kept.get()
    try:
        with connection.begin():
            if job.about is not None:
                locked = lock(connection, job.about.event, met)
                locked.last_try = last_try
                keep_locked(connection, locked)
            return job.work(connection)
    finally:
        if not connection.invalidated:
            keep_locked(connection, None)
