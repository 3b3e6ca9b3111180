"""What `tablekeeper backup` and `tablekeeper restore` do and say."""

from __future__ import annotations

import os
import secrets
import shlex
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from bot.settings import Settings
from storage.backup import (
    BESIDE,
    Contents,
    DatabaseInUse,
    copy_database,
    doubt_what_waits,
    look_into,
    put_back,
    sync,
)
from storage.database import known_revisions
from storage.file_lock import DatabaseTaken, FileLock

Tell = Callable[[str], None]


class CannotCopy(RuntimeError):
    """The database could not be copied. Check DATABASE_URL, the file's name, its rights and the free space."""


class PostgresqlHasItsOwn(RuntimeError):
    """PostgreSQL brings its own tools for this, and they are better. Run:"""


def backup(settings: Settings, out: Path, *, force: bool) -> str:
    """Writes a checked copy of the database to `out`, also while the bot runs; gives the last word.

    Raises `CannotCopy`, `PostgresqlHasItsOwn`, or `storage.backup.CopyUnusable` for a damaged database.
    """
    database = _database_file(settings, f"pg_dump --format=custom --file={shlex.quote(str(out))}")
    if not database.is_file():
        raise CannotCopy(f"There is no database at {database}. Start the bot once, or check DATABASE_URL.")
    if out.is_dir():
        raise CannotCopy(f"{out} is a folder. Name a file.")
    if out.resolve() in {Path(f"{database.resolve()}{ending}") for ending in ("", *BESIDE)}:
        raise CannotCopy(f"{out} is the database itself. Name another file.")
    if out.exists() and not force:
        raise CannotCopy(f"{out} is there already. Name another file, or overwrite it with --force.")
    part = _beside(out, "part")
    try:
        copy_database(database, part)
        contents = look_into(part)
        os.replace(part, out)
        sync(out)
    except (sqlite3.Error, OSError) as error:
        raise CannotCopy(f"{CannotCopy.__doc__} ({_reason(error)})") from None
    finally:
        part.unlink(missing_ok=True)
    return f"{out} holds {told(contents)}. It was checked. It holds private answers: keep it like a letter."


def restore(settings: Settings, file: Path, *, only_look: bool, tell: Tell) -> str:
    """Looks into a backup and puts it in the place of the database; gives the last word.

    Raises `storage.backup.CopyUnusable`, `DatabaseInUse`, `CannotCopy` or `PostgresqlHasItsOwn`;
    the database is then as it was.
    """
    tool = "pg_restore --clean --if-exists --no-owner --single-transaction"
    database = _database_file(settings, tool, shlex.quote(str(file)))
    if not file.is_file():
        raise CannotCopy(f"There is no file {file}. Name a backup.")
    if database.exists() and file.samefile(database):
        raise CannotCopy(f"{file} is the database itself. Name a backup.")
    part = _beside(database, "restoring")
    aside = _aside(database)
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        copy_database(file, part)
        contents = look_into(part)
        tell(f"{file} holds {told(contents)}. It was checked and can be put back.")
        if only_look:
            return "Nothing was changed."
        doubt_what_waits(part)
        with _no_bot_beside(settings):
            put_back(part, database, aside)
    except (sqlite3.Error, OSError) as error:
        raise CannotCopy(f"{CannotCopy.__doc__} ({_reason(error)})") from None
    finally:
        for ending in ("", *BESIDE):
            Path(f"{part}{ending}").unlink(missing_ok=True)
    kept = f" What was there before is in {aside}." if aside.exists() else ""
    if contents.revision != known_revisions()[-1]:
        kept += " It is of an older version and is brought up to date at the next start."
    return f"{database} is now what the backup was.{kept} You can start the bot."


def told(contents: Contents) -> str:
    """What a copy holds, in a line; numbers only."""
    counted = (
        f"{contents.tables} tables, {contents.people} people, {contents.answers} answers"
        f" (revision {contents.revision}"
    )
    return counted + (f", last update {contents.last_update} UTC)" if contents.last_update else ")")


def _database_file(settings: Settings, tool: str, last: str = "") -> Path:
    """The SQLite file; raises `PostgresqlHasItsOwn` with the command to run instead."""
    url = make_url(settings.database_url.get_secret_value())
    if url.get_backend_name() != "sqlite":
        command = " ".join(filter(None, (tool, f"--dbname={shlex.quote(without_password(url))}", last)))
        hint = "It asks for the password, or finds it in PGPASSWORD or in a .pgpass file."
        raise PostgresqlHasItsOwn(f"{PostgresqlHasItsOwn.__doc__}\n  {command}\n{hint}")
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise CannotCopy("DATABASE_URL names no plain file. Write it like sqlite:///tablekeeper.db")
    return Path(url.database)


def without_password(url: URL) -> str:
    """The address as PostgreSQL's own tools take it, with nothing in it that opens anything."""
    kept = {name: value for name, value in url.query.items() if name in ("host", "port", "sslmode")}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, kept)
    return plain.render_as_string(hide_password=True)


@contextmanager
def _no_bot_beside(settings: Settings) -> Iterator[None]:
    """None runs, and none starts meanwhile; raises `DatabaseInUse`."""
    lock = FileLock(settings.database_url.get_secret_value())
    try:
        lock.hold()
    except DatabaseTaken:
        raise DatabaseInUse(str(DatabaseInUse.__doc__)) from None
    try:
        yield
    finally:
        lock.release()


def _aside(database: Path) -> Path:
    return database.with_name(f"{database.name}.before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}")


def _beside(path: Path, word: str) -> Path:
    """A name nobody has, in the same folder, so that it can take the other's place in one step."""
    return path.with_name(f"{path.name}.{word}-{secrets.token_hex(4)}")


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
