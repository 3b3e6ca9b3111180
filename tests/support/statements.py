"""What SQLite is asked, and a commit that fails: by the means the driver itself has."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from storage.sqlite_writer import SqliteWriter
from storage.unit_of_work import Writing


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection."""
    driver: Any = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def driver_of_writer(writer: Writing) -> sqlite3.Connection:
    """The connection on which a served bot writes."""
    assert isinstance(writer, SqliteWriter)
    return driver_of(writer.connection)


@contextmanager
def told(driver: sqlite3.Connection, hear: Callable[[str], None]) -> Iterator[None]:
    """`hear` gets every statement before it runs, with its values in it."""
    driver.set_trace_callback(hear)
    try:
        yield
    finally:
        driver.set_trace_callback(None)


@contextmanager
def commits_refused(driver: sqlite3.Connection, most: int = 1_000) -> Iterator[list[str]]:
    """SQLite refuses the next commits, as with a full disk; the list holds one word for each."""
    refused: list[str] = []

    def judge(action: int, what: str | None, *_others: str | None) -> int:
        if action != sqlite3.SQLITE_TRANSACTION or what != "COMMIT" or len(refused) >= most:
            return sqlite3.SQLITE_OK
        refused.append(what)
        return sqlite3.SQLITE_DENY

    driver.set_authorizer(judge)
    try:
        yield refused
    finally:
        driver.set_authorizer(None)


@contextmanager
def hearing(connection: Connection, hear: Callable[[str], None]) -> Iterator[None]:
    """`hear` gets every statement that goes to the database, whichever it is."""
    if connection.dialect.name == "sqlite":
        with told(driver_of(connection), hear):
            yield
        return

    def before(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        hear(statement)

    event.listen(connection, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", before)
