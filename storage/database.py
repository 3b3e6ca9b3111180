"""Opening the database and bringing it to the newest revision."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

if TYPE_CHECKING:
    # Alembic is loaded for a migration alone: a start without one needs neither its time nor its memory.
    from alembic.config import Config

READING = "tablekeeper_reading"
# The driver's connection, where its user begins and ends transactions itself.
BY_HAND = "tablekeeper_by_hand"
BUSY_TIMEOUT_MILLISECONDS = 10_000
# On PostgreSQL: between two statements of one transaction, and for the lock of another's.
LONGEST_PAUSE_MILLISECONDS = 30_000
LONGEST_WAIT_MILLISECONDS = 10_000
KEPT_STATEMENTS = 1_000


class DatabaseUnusable(RuntimeError):
    """The database cannot be opened. Check DATABASE_URL, the folder's rights and the free space."""


class DatabaseBehind(RuntimeError):
    """The database is not at the newest revision. Run `tablekeeper migrate` once, then start again."""


def open_engine(url: str | URL) -> Engine:
    """An engine for `url`. On SQLite: WAL, full synchronisation, foreign keys, one writer at a time.

    Parameters never stand in its errors, for they hold what people wrote.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        shared = create_engine(address, hide_parameters=True, pool_pre_ping=True)
        event.listen(shared, "connect", prepare_postgresql)
        return shared
    if address.database:
        make_private_file(Path(address.database))
    # Every statement of the bot stays compiled.
    engine = create_engine(
        address,
        hide_parameters=True,
        connect_args={"cached_statements": KEPT_STATEMENTS},
        json_serializer=to_json,
        json_deserializer=from_json,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_migrated(url: str | URL, tell: Callable[[str], None] = lambda _line: None) -> Engine:
    """An engine at the newest revision.

    SQLite is migrated here; elsewhere raises `DatabaseBehind`. Raises `DatabaseUnusable`.
    """
    address = make_url(url)
    with named_unusable():
        engine = open_engine(address)
        current, newest = revisions(engine)
        if current == newest:
            return engine
        if address.get_backend_name() != "sqlite":
            engine.dispose()
            raise DatabaseBehind(str(DatabaseBehind.__doc__))
        migrate(engine, tell)
    return engine


@contextmanager
def named_unusable() -> Iterator[None]:
    """What keeps a database from being opened is raised as `DatabaseUnusable`, with the reason."""
    try:
        yield
    except (OSError, ImportError, DBAPIError, NoSuchModuleError) as error:
        reason = str(getattr(error, "orig", error))
        raise DatabaseUnusable(f"{DatabaseUnusable.__doc__} ({reason})") from error


def migrate(engine: Engine, tell: Callable[[str], None] = lambda _line: None) -> None:
    """Brings the database to the newest revision in one transaction; `tell` hears each step."""

    from alembic import command

    def report(*, step: Any, **_others: Any) -> None:
        tell(f"Database: {step.up_revision_id} done.")

    with engine.begin() as connection:
        config = migration_config(connection)
        config.attributes["on_version_apply"] = report
        command.upgrade(config, "head")


def known_revisions() -> list[str]:
    """The revisions this code knows, oldest first: the numbers with which their files begin."""
    files = (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*_*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def revisions(engine: Engine) -> tuple[str | None, str]:
    """(revision of this database or None, newest revision)."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        current: str | None = None
        if inspect(connection).has_table("alembic_version"):
            current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return current, known_revisions()[-1]


def migration_config(connection: Connection | None) -> Config:
    """Alembic's configuration; it needs no file beside the package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def to_json(value: Any) -> str:
    """As a JSON column keeps it."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        # Half a character, a number of more than 64 bits.
        return json.dumps(value)


def from_json(text: str) -> Any:
    """What a JSON column has kept."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def make_private_file(path: Path, *, exist_ok: bool = True) -> None:
    """The file holds private answers: nobody but its owner reads it. Raises OSError."""
    if str(path) == ":memory:" or (exist_ok and path.exists()):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    only_new = 0 if exist_ok else os.O_EXCL
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | only_new, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by _begin_sqlite; the driver's own way begins them too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What was deleted must not be found in the file by anybody (docs/decisions/0020).
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def prepare_postgresql(connection: Any, _record: object) -> None:
    """Settings of each new session."""
    # A process that was stopped in the middle of its work must not keep a table from the others for ever.
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = {LONGEST_PAUSE_MILLISECONDS}")
        cursor.execute(f"SET lock_timeout = {LONGEST_WAIT_MILLISECONDS}")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes fails at once unless it took the write lock first.
    if connection.get_execution_options().get(BY_HAND) is not None:
        return
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
