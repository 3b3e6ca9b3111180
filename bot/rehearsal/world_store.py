"""Keeps the pretended Telegram over a restart: one SQLite file, one JSON row per object."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

Row = tuple[str, str, dict[str, Any] | None]


class WorldStore:
    """Rows of (kind, key) → JSON. `save` returns when a killed process cannot lose the rows."""

    def __init__(self, path: str | Path) -> None:
        """Open or create the file. Raises sqlite3.Error if it cannot be used."""
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # With a write-ahead log this outlives a killed process, though not a power cut: a rehearsal needs no more.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS objects"
            " (kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key))"
        )

    def load(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Everything kept, oldest change of each kind first."""
        rows = self._connection.execute("SELECT kind, key, body FROM objects ORDER BY rowid")
        return [(kind, key, json.loads(body)) for kind, key, body in rows]

    def save(self, rows: Iterable[Row]) -> None:
        """Write all rows in one transaction; a body of None removes the row."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for kind, key, body in rows:
                if body is None:
                    self._connection.execute("DELETE FROM objects WHERE kind = ? AND key = ?", (kind, key))
                else:
                    self._connection.execute(
                        "INSERT INTO objects (kind, key, body) VALUES (?, ?, ?)"
                        " ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body",
                        (kind, key, json.dumps(body, ensure_ascii=False)),
                    )
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def copy_to(self, path: Path) -> None:
        """Writes everything into a new file, as it was last saved."""
        with closing(sqlite3.connect(path)) as target:
            self._connection.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")

    def close(self) -> None:
        self._connection.close()
