"""A part of a unit of work that can be undone by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from storage.database import BY_HAND
from storage.remembered import remembered_of

T = TypeVar("T")
_PLACE = "tablekeeper_attempt"


class DoneAnew(BaseException):
    """Something failed where nothing can be undone by itself: the writer undoes all and does it again.

    No `Exception`, so that nobody on the way takes it for the failure and goes on.
    """


@dataclass(slots=True)
class Attempt:
    """How the writer works just now: `careful` makes savepoints; otherwise nothing is expected to fail."""

    careful: bool = False


def attempts(connection: Connection) -> Attempt:
    """From now on savepoints are made through this connection only where the writer says so."""
    attempt = Attempt()
    connection.info[_PLACE] = attempt
    return attempt


def careful_for_good(connection: Connection) -> None:
    """Whoever uses this connection next has savepoints."""
    connection.info.pop(_PLACE, None)


def in_savepoint(connection: Connection, work: Callable[[], T]) -> T:
    """What `work` gives. When it raises, what it has written is undone, and nothing else.

    Raises `DoneAnew` where the writer has made none.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin_nested():
            return work()
    attempt: Attempt | None = connection.info.get(_PLACE)
    if attempt is not None and not attempt.careful:
        try:
            return work()
        except Exception as error:
            raise DoneAnew(str(DoneAnew.__doc__)) from error
    driver: Any = connection.get_execution_options().get(BY_HAND)
    if driver is None:
        driver = connection.connection.driver_connection
    driver.execute("SAVEPOINT part")
    try:
        result = work()
    except BaseException:
        # Where SQLite has already undone everything this raises, and the whole unit fails.
        if (remembered := remembered_of(connection)) is not None:
            remembered.forget()
        driver.execute("ROLLBACK TO part")
        driver.execute("RELEASE part")
        raise
    driver.execute("RELEASE part")
    return result
