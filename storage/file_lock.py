"""One process for each SQLite file: two would each send what stands in the outbox."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TextIO

from sqlalchemy.engine import URL, make_url

from storage.database import DatabaseUnusable


class DatabaseTaken(RuntimeError):
    """Another Tablekeeper works on this SQLite file. Stop it first; many processes need PostgreSQL."""


class FileLock:
    """Held from `hold` to `release`; the system lets go of it when the process ends, however it ends."""

    def __init__(self, url: str | URL) -> None:
        """Locks nothing where `url` is no file of SQLite."""
        address = make_url(url)
        here = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
        # Beside the database and not itself: closing a second handle of it would undo SQLite's own locks.
        self._path = Path(f"{address.database}-lock") if here else None
        self._file: TextIO | None = None

    def hold(self) -> None:
        """Raises `DatabaseTaken`, or `DatabaseUnusable` where the folder cannot be written to."""
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("w")
        except OSError as error:
            raise DatabaseUnusable(f"{DatabaseUnusable.__doc__} ({error.strerror})") from None
        with suppress(ImportError):  # a system without file locks
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.close()
                raise DatabaseTaken(f"{self._path}: {DatabaseTaken.__doc__}") from None
        self._file = file

    def release(self) -> None:
        """Lets go. The file stays, for another may already wait for it."""
        if self._file is not None:
            with suppress(ImportError):
                import fcntl

                # A child that is just being started holds the file open too, until it becomes its program.
                fcntl.flock(self._file, fcntl.LOCK_UN)
            self._file.close()
            self._file = None
