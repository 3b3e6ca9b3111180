"""The writer of a served SQLite file: work on the event loop, a slow commit on a thread of its own.

Python runs one thread at a time. Work on a second thread would stand in the loop's way and wait for
it at every statement; what takes long without Python, the write to the disk, is the commit alone. And
where the disk is quick, handing the commit over and back costs as much as the commit itself.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from sqlite3 import OperationalError
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Engine

from storage.database import BUSY_TIMEOUT_MILLISECONDS, BY_HAND
from storage.remembered import forget_for_good, remember
from storage.savepoints import DoneAnew, attempts, careful_for_good, in_savepoint
from storage.unit_of_work import COMMITTED_TOGETHER, About, Work, WriterClosed

T = TypeVar("T")

# The loop may stand still for as long as two or three answers take of the processor.
QUICK_COMMIT_SECONDS: Final = 0.002


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    work: Work[T]
    future: asyncio.Future[T]


class SqliteWriter:
    """Runs work in the order it was handed in; what arrives while one commit is under way shares the next.

    Nearly always all of it succeeds, so it is tried without savepoints first. When a piece fails all are
    undone and done again with a savepoint each: nothing has been committed, nobody has been told yet.

    As `Writer`: work that raises is rolled back to its own savepoint and its caller gets the error,
    the others are committed; a caller gets its result only after the commit; when the commit fails
    everybody gets that error. To be made and used on one event loop.

    A commit is made on the loop where the one before took less than `quick` seconds, else on a thread.
    """

    groups = True

    def __init__(self, engine: Engine, quick: float = QUICK_COMMIT_SECONDS) -> None:
        self._loop = asyncio.get_running_loop()
        self.connection = engine.connect()
        driver: Any = self.connection.connection.driver_connection
        self.connection.execution_options(**{BY_HAND: driver})
        self._driver = driver
        self._remembered = remember(self.connection)
        self._attempt = attempts(self.connection)
        self._data_version = 0
        self._quick = quick
        self._took = math.inf
        self._disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="commit")
        self._jobs: deque[_Job[Any]] = deque()
        self._under_way = False
        self._closed = False
        self._idle = asyncio.Event()
        self._idle.set()
        # Whoever holds the file is waited for on the thread, never on the loop.
        driver.execute("PRAGMA busy_timeout=0")

    def hand_in(self, work: Work[T], about: About | None = None) -> asyncio.Future[T]:
        """Hands in work; the future is done after the commit. Raises `WriterClosed`."""
        if self._closed:
            raise WriterClosed(str(WriterClosed.__doc__))
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.append(_Job(work, future))
        if not self._under_way:
            self._under_way = True
            self._idle.clear()
            self._loop.call_soon(self._begin)
        return future

    async def run(self, work: Work[T], about: About | None = None) -> T:
        """Hands in work and waits for its commit. What was handed in is done even if nobody waits."""
        return await self.hand_in(work, about)

    async def end(self) -> None:
        """Finishes what was handed in, then closes the connection."""
        self._closed = True
        await self._idle.wait()
        self._disk.shutdown()
        forget_for_good(self.connection)
        careful_for_good(self.connection)
        self.connection.close()

    def _begin(self) -> None:
        try:
            self._driver.execute("BEGIN IMMEDIATE")
        except OperationalError:
            waiting = self._loop.run_in_executor(self._disk, self._begin_patiently)
            waiting.add_done_callback(self._begun)
        except Exception as error:
            self._fail(self._next_jobs(), error)
        else:
            self._work()

    def _begin_patiently(self) -> None:
        self._driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")
        try:
            self._driver.execute("BEGIN IMMEDIATE")
        finally:
            self._driver.execute("PRAGMA busy_timeout=0")

    def _begun(self, waiting: asyncio.Future[None]) -> None:
        error = waiting.exception()
        if error is None:
            self._work()
        else:
            self._fail(self._next_jobs(), error)

    def _next_jobs(self) -> list[_Job[Any]]:
        return [self._jobs.popleft() for _ in range(min(len(self._jobs), COMMITTED_TOGETHER))]

    def _work(self) -> None:
        jobs = self._next_jobs()
        tell: list[Callable[[], None]] = []
        careful = self._attempt.careful
        try:
            self._notice_others()
            for job in jobs:
                tell.append(self._in_savepoint(job) if careful else self._tried(job))
        except DoneAnew as again:
            self._do_again(jobs, again)
            return
        except BaseException as error:
            # SQLite has undone everything: a full disk, a file that cannot be read.
            self._fail(jobs, error)
            return
        self._attempt.careful = False
        if self._took < self._quick:
            self._committed(self._commit(), jobs, tell)
        else:
            commit = self._loop.run_in_executor(self._disk, self._commit)
            commit.add_done_callback(lambda done: self._committed(done.result(), jobs, tell))

    def _commit(self) -> Exception | None:
        """Commits, on whichever thread, and notes how long it took; gives what went wrong."""
        began = time.perf_counter()
        try:
            self._driver.execute("COMMIT")
        except Exception as error:
            return error
        finally:
            self._took = time.perf_counter() - began
        return None

    def _do_again(self, jobs: list[_Job[Any]], again: DoneAnew) -> None:
        """One piece has failed: all are undone, and done once more so that each can be undone by itself."""
        self._remembered.forget()
        try:
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")
        except Exception as refusal:
            self._fail(jobs, again.__cause__ or refusal)
            return
        self._jobs.extendleft(reversed(jobs))
        self._attempt.careful = True
        self._loop.call_soon(self._begin)

    def _notice_others(self) -> None:
        """Forgets what was read before another connection wrote."""
        (data_version,) = self._driver.execute("PRAGMA data_version").fetchone()
        if data_version != self._data_version:
            self._remembered.forget()
            self._data_version = data_version

    def _tried(self, job: _Job[T]) -> Callable[[], None]:
        """Runs one job, and expects it to succeed; gives what tells its caller. Raises `DoneAnew`."""
        try:
            result = job.work(self.connection)
        except Exception as error:
            raise DoneAnew(str(DoneAnew.__doc__)) from error
        return lambda: None if job.future.done() else job.future.set_result(result)

    def _in_savepoint(self, job: _Job[T]) -> Callable[[], None]:
        """Runs one job; gives what tells its caller once the commit has happened."""
        try:
            result = in_savepoint(self.connection, lambda: job.work(self.connection))
        except Exception as error:
            if not self._driver.in_transaction:
                raise
            return lambda error=error: _tell_error(job.future, error)  # type: ignore[misc]
        return lambda: None if job.future.done() else job.future.set_result(result)

    def _committed(
        self, error: Exception | None, jobs: list[_Job[Any]], tell: list[Callable[[], None]]
    ) -> None:
        if error is not None:
            self._fail(jobs, error)
            return
        for one in tell:
            one()
        self._go_on()

    def _fail(self, jobs: list[_Job[Any]], error: BaseException) -> None:
        self._attempt.careful = False
        self._remembered.forget()
        try:
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")
        except Exception as refusal:
            # A file that cannot be read any more. The next work meets it as well; nobody waits in vain.
            error.add_note(f"It could not be rolled back either: {type(refusal).__name__}")
        for job in jobs:
            _tell_error(job.future, error)
        self._go_on()

    def _go_on(self) -> None:
        if self._jobs:
            self._loop.call_soon(self._begin)
        else:
            self._under_way = False
            self._idle.set()


def _tell_error(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
