"""A part of a unit of work that can be undone by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

from storage.database import BY_HAND
from storage.remembered import remembered_of

T = TypeVar("T")


def in_savepoint(connection: Connection, work: Callable[[], T]) -> T:
    """What `work` gives. When it raises, what it has written is undone, and nothing else."""
    if connection.dialect.name != "sqlite":
        with connection.begin_nested():
            return work()
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
