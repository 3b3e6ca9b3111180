"""Rehearsals kept under a name: the pretended Telegram and the bot's database, both of the same moment."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.rehearsal.world_store import WorldStore
from storage.backup import CopyUnusable, copy_database, look_into

Json = dict[str, Any]
FOLDER = "saved"
LONGEST_NAME = 60
ABOUT, TELEGRAM, DATABASE = "about.json", "telegram.db", "tablekeeper.db"


class NameUnusable(ValueError):
    """A rehearsal is kept under a name of 1 to 60 characters."""


class NameTaken(ValueError):
    """A rehearsal of this name is kept already. Choose another name, or delete that one first."""


class NoSuchRehearsal(LookupError):
    """No rehearsal is kept under this name. It may have been deleted in another window."""


class RehearsalDamaged(ValueError):
    """This rehearsal cannot be opened: its files are damaged. Delete it, or put its folder back from a backup."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept rehearsal. `instant` is the room's clock in seconds; `kind` what the room held."""

    name: str
    kind: str
    saved_at: str
    instant: float
    frozen: bool


class SavedRehearsals:
    """What is kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def all(self) -> list[Saved]:
        """Every kept rehearsal, newest first; what cannot be read is left out."""
        found = [self._about(path) for path in self._folder.glob(f"*/{ABOUT}")]
        return sorted((one for one in found if one), key=lambda one: one.saved_at, reverse=True)

    def save(
        self, name: str, kind: str, clock: tuple[float, bool], world: WorldStore, database: Path
    ) -> None:
        """Keeps both halves of the room; whole or not at all. Raises `NameUnusable` or `NameTaken`."""
        name = name.strip()
        if not 1 <= len(name) <= LONGEST_NAME:
            raise NameUnusable(str(NameUnusable.__doc__))
        place = self._place(name)
        if place.exists():
            raise NameTaken(str(NameTaken.__doc__))
        about = Saved(name, kind, datetime.now(UTC).isoformat(timespec="seconds"), *clock)
        with self._new(place) as fresh:
            world.copy_to(fresh / TELEGRAM)
            copy_database(database, fresh / DATABASE)
            (fresh / ABOUT).write_text(json.dumps(asdict(about), ensure_ascii=False), "utf-8")

    def find(self, name: str) -> Saved:
        """The kept rehearsal, looked into; raises `NoSuchRehearsal` or `RehearsalDamaged`."""
        place = self._place(name)
        if not place.exists():
            raise NoSuchRehearsal(str(NoSuchRehearsal.__doc__))
        about = self._about(place / ABOUT)
        try:
            look_into(place / DATABASE)
            self.world(name).close()
        except (CopyUnusable, OSError, sqlite3.Error):
            about = None
        if about is None:
            raise RehearsalDamaged(str(RehearsalDamaged.__doc__))
        return about

    def world(self, name: str) -> WorldStore:
        """The kept pretended Telegram, to be read and closed."""
        path = self._place(name) / TELEGRAM
        if not path.is_file():
            raise FileNotFoundError(path)
        store = WorldStore(path)
        store.load()
        return store

    def put_database(self, name: str, database: Path) -> None:
        """Copies the kept database to where the bot looks for it, which must be free."""
        copy_database(self._place(name) / DATABASE, database)

    def delete(self, name: str) -> None:
        """Forgets a rehearsal; raises `NoSuchRehearsal`."""
        place = self._place(name)
        if not place.exists():
            raise NoSuchRehearsal(str(NoSuchRehearsal.__doc__))
        shutil.rmtree(place)

    def _place(self, name: str) -> Path:
        """The folder of a name: readable, and never outside of ours whatever the name holds."""
        readable = re.sub(r"[^a-z0-9]+", "-", name.strip().lower()).strip("-")[:40] or "rehearsal"
        told_apart = hashlib.sha256(name.strip().encode()).hexdigest()[:8]
        return self._folder / f"{readable}-{told_apart}"

    @contextmanager
    def _new(self, place: Path) -> Iterator[Path]:
        fresh = place.with_name(f".{place.name}")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        try:
            yield fresh
            os.replace(fresh, place)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise

    @staticmethod
    def _about(path: Path) -> Saved | None:
        try:
            return Saved(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
