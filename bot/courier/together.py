"""The same small work about many rows, done in one piece where they wait for the writer at the same time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from storage.unit_of_work import Writing

A = TypeVar("A")
R = TypeVar("R")


@dataclass(slots=True)
class _Piece(Generic[A, R]):
    """What has been asked for, and who waits for it, in the same order."""

    asked: list[A] = field(default_factory=list)
    waiting: list[asyncio.Future[R]] = field(default_factory=list)


class Together(Generic[A, R]):
    """Gathers what is asked for until the writer comes to it: then it is one statement instead of many.

    Only for a writer that puts what waits into one transaction anyway: elsewhere a lock that one row waits for
    would hold up its neighbours. When a piece fails, each is tried once more by itself: a row that cannot be
    handled stops no other.
    """

    def __init__(self, writer: Writing, work: Callable[[Connection, Sequence[A]], Sequence[R]]) -> None:
        """`work` gives one result for each of what it is given, in the same order."""
        self._writer = writer
        self._work = work
        self._open: _Piece[A, R] | None = None
        # A writer may come to it on a thread of its own.
        self._mutex = threading.Lock()

    def ask(self, about: A, *, alone: bool = False) -> asyncio.Future[R]:
        """The future is done after the commit. Raises what the writer raises at once (`WriterClosed`).

        `alone`: no piece is shared, for what has failed already.
        """
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        if alone or not self._writer.groups:
            self._hand_in(_Piece([about], [future]))
            return future
        with self._mutex:
            piece = self._open
            if joins := piece is not None:
                piece.asked.append(about)
                piece.waiting.append(future)
            else:
                piece = self._open = _Piece([about], [future])
        if not joins:
            self._hand_in(piece)
        return future

    def _hand_in(self, piece: _Piece[A, R]) -> None:
        try:
            done = self._writer.hand_in(lambda connection: self._begun(connection, piece))
        except BaseException:
            self._close(piece)
            raise
        done.add_done_callback(lambda done: self._tell(piece, done))

    def _begun(self, connection: Connection, piece: _Piece[A, R]) -> Sequence[R]:
        self._close(piece)
        return self._work(connection, piece.asked)

    def _close(self, piece: _Piece[A, R]) -> None:
        """Nothing more joins it, so that it is the same where it is done anew."""
        with self._mutex:
            if self._open is piece:
                self._open = None

    def _tell(self, piece: _Piece[A, R], done: asyncio.Future[Sequence[R]]) -> None:
        # A writer that could not begin has not come to it: nobody may join what nobody does any more.
        self._close(piece)
        error = asyncio.CancelledError() if done.cancelled() else done.exception()
        if error is None:
            for future, result in zip(piece.waiting, done.result(), strict=True):
                _end(future, result)
        elif len(piece.waiting) == 1 or isinstance(error, asyncio.CancelledError):
            for future in piece.waiting:
                _fail(future, error)
        else:
            self._each_by_itself(piece)

    def _each_by_itself(self, piece: _Piece[A, R]) -> None:
        for about, future in zip(piece.asked, piece.waiting, strict=True):
            try:
                self._hand_in(_Piece([about], [future]))
            except Exception as error:
                _fail(future, error)


def _end(future: asyncio.Future[Any], result: object) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
