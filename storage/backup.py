"""Copies of a SQLite database: made while the bot writes, looked into, and put back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import inspect

from storage import letters
from storage.database import known_revisions, make_private_file, open_engine

PATIENCE_SECONDS = 10.0
# What SQLite lays beside a database; each belongs to the file whose name it begins with.
BESIDE = ("-wal", "-shm", "-journal")
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class CopyUnusable(RuntimeError):
    """This file cannot be put back. Choose another backup; the present database is as it was."""


class DatabaseInUse(RuntimeError):
    """Something works on the database, most likely the bot. Stop it, then try again."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds. `last_update`: when the last update was taken in, UTC, as the database has it."""

    revision: str
    tables: int
    people: int
    answers: int
    last_update: str | None


def copy_database(source: Path, target: Path) -> None:
    """Copies a database into one file of its own, as it was last committed; writers go on meanwhile.

    `target` must not be there. What went wrong leaves no `target`. Raises `sqlite3.Error` or OSError.
    """
    make_private_file(target, exist_ok=False)
    try:
        with closing(_opened(source, "rw")) as reading, closing(_opened(target, "rw")) as writing:
            # In one step it reads one state; in several it would begin again with every commit.
            reading.backup(writing)
            # Without a write-ahead log of its own the copy is one file.
            writing.execute("PRAGMA journal_mode=DELETE")
        sync(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def look_into(copy: Path) -> Contents:
    """Checks every page, every reference and the revision; raises `CopyUnusable` with the reason."""
    try:
        with closing(_opened(copy, "ro")) as reading:
            (health,) = reading.execute("PRAGMA integrity_check(1)").fetchone()
            if health != "ok":
                raise CopyUnusable(f"{CopyUnusable.__doc__} (it is damaged)")
            if reading.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise CopyUnusable(f"{CopyUnusable.__doc__} (something in it refers to what is not there)")
            return _contents(reading)
    except sqlite3.Error as error:
        raise CopyUnusable(f"{CopyUnusable.__doc__} ({error})") from None


def doubt_what_waits(copy: Path) -> None:
    """What waited to be sent when the copy was made has probably been sent since.

    It is sent again with a word of warning, as after a crash, not as if nothing had happened.
    """
    engine = open_engine(f"sqlite:///{copy}")
    try:
        with engine.begin() as connection:
            if inspect(connection).has_table("outbox"):
                letters.doubt_what_waits(connection)
    finally:
        engine.dispose()


def put_back(copy: Path, database: Path, aside: Path) -> None:
    """Makes `database` what `copy` is; what it was is in `aside` afterwards, if it was there at all.

    Raises `DatabaseInUse` while anybody has the database open. A crash on the way leaves either
    the old or the new one whole.
    """
    if not database.exists():
        _move_in(copy, database)
        return
    try:
        with _alone_with(database) as present, closing(_opened(copy, "rw")) as reading:
            make_private_file(aside, exist_ok=False)
            with closing(_opened(aside, "rw")) as kept:
                present.backup(kept)
            sync(aside)
            reading.backup(present)
    except sqlite3.DatabaseError as error:
        aside.unlink(missing_ok=True)
        if getattr(error, "sqlite_errorcode", None) not in DAMAGED:
            raise
        # Too damaged to be read: nobody can work on it, and its files are kept as they are.
        for ending in ("", *BESIDE):
            with suppress(FileNotFoundError):
                os.replace(f"{database}{ending}", f"{aside}{ending}")
        _move_in(copy, database)


def sync(path: Path) -> None:
    """Returns when the file is on the disk, and its name in its folder too."""
    for one in (path, path.absolute().parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _contents(reading: sqlite3.Connection) -> Contents:
    names = {name for (name,) in reading.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    row = None
    if "alembic_version" in names:
        row = reading.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise CopyUnusable(f"{CopyUnusable.__doc__} (it is no database of Tablekeeper)")
    if row[0] not in known_revisions():
        raise CopyUnusable(
            f"{CopyUnusable.__doc__} (its revision {row[0]} is newer than this Tablekeeper: update that first)"
        )

    def asked(noun: str, what: str = "count(*)") -> int | str | None:
        if noun not in names:
            return 0 if what == "count(*)" else None
        # Our own names, none of them from outside.
        value: int | str | None = reading.execute(f'SELECT {what} FROM "{noun}"').fetchone()[0]  # noqa: S608
        return value

    last = asked("seen_update", "max(at)")
    return Contents(
        revision=row[0],
        tables=int(asked("table") or 0),
        people=int(asked("person") or 0),
        answers=int(asked("answer") or 0),
        last_update=None if last is None else str(last).partition(".")[0],
    )


def _opened(path: Path, mode: str, patience: float = PATIENCE_SECONDS) -> sqlite3.Connection:
    """A connection that makes no file by itself."""
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)


@contextmanager
def _alone_with(database: Path) -> Iterator[sqlite3.Connection]:
    """The database, with everybody else kept out until the end; raises `DatabaseInUse`."""
    with closing(_opened(database, "rw", patience=0.0)) as present:
        try:
            # The lock taken by the transaction is then kept until the connection closes.
            present.execute("PRAGMA locking_mode=EXCLUSIVE")
            present.execute("BEGIN EXCLUSIVE")
            present.execute("COMMIT")
            present.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise DatabaseInUse(str(DatabaseInUse.__doc__)) from None
            raise
        yield present


def _move_in(copy: Path, database: Path) -> None:
    os.replace(copy, database)
    sync(database)
