"""The rehearsal room: a local Bot API server, its page, and the unchanged bot talking to it over HTTP.

Everything is kept in one folder, so that a killed room goes on where it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, TextIO

from pydantic import SecretStr

from bot.rehearsal import machines_in_room, table_in_room
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.moving_on import move_on
from bot.rehearsal.room_api import RoomHooks
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World
from bot.rehearsal.world_store import WorldStore
from bot.room_doings import RoomDoings
from bot.saved_rehearsals import SavedRehearsals
from bot.scenario_stage import ScenarioStage
from bot.settings import Settings
from bot.wiring import Method, Tablekeeper
from storage import timers
from storage.repository import SqlRepository

HOST = "127.0.0.1"
PORTS_TRIED = 20
BOT_ID = 7000000001


class RoomTaken(RuntimeError):
    """Another rehearsal runs in this folder. Stop it, or name another folder with --dir."""


class Example(Protocol):
    """Who fills the room: `seed` plays people into it; `hooks` adds to what the page shows."""

    async def seed(self, room: RehearsalRoom, kind: str) -> None:
        """Fills an empty room: with the table as it stands in the middle ("example"), or with people
        and a group in which nothing has happened yet ("empty")."""

    def hooks(self, room: RehearsalRoom) -> Mapping[str, Any]:
        """`guide`, `seat_labels` and `state` of `RoomHooks`, as far as there are any."""


class RehearsalRoom:
    """One room: `async with RehearsalRoom(...)`, or `start` and `stop`.

    `example` None leaves an empty room. The clock runs with real time and can be moved on. `kept` False
    forgets the pretended Telegram at the end: for rooms that nobody comes back to.
    """

    def __init__(
        self,
        settings: Settings,
        method: Method,
        *,
        folder: Path,
        port: int,
        example: Example | None = None,
        clock: RehearsalClock | None = None,
        kept: bool = True,
        tell: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._settings = settings
        self._method = method
        self._folder = folder
        self._port = port
        self._example = example
        self._tell = tell
        self._kept = kept
        self._lock: TextIO | None = None
        self._store: WorldStore | None = None
        self._restarting = asyncio.Lock()
        self.clock = clock or RehearsalClock()
        self.stage = ScenarioStage(self)
        self.saved = SavedRehearsals(folder)
        self.kind = "example"
        self.world: World
        self.bot: Tablekeeper
        self.url = ""

    async def __aenter__(self) -> RehearsalRoom:
        await self.start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.stop()

    @property
    def address(self) -> str:
        """What to open in a browser; it carries the key that keeps others out."""
        return f"{self.url}/?key={self._keys['page']}"

    async def start(self) -> None:
        """Opens the server, then the bot on it. Raises `RoomTaken` or OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._folder / "lock")
        try:
            await self._open()
        except BaseException:
            await self.stop()
            raise

    async def _open(self) -> None:
        self._keys = _keys(self._folder / "keys.json")
        if self._kept:
            self._store = WorldStore(self._folder / "telegram.db")
        self.world = World(self.clock, store=self._store, token=self._keys["bot"])
        self._server = RoomServer(create_app(self.world, page_token=self._keys["page"], hooks=self._hooks()))
        self.url = await self._listen()
        filled = self._seeded.exists()
        if filled:
            self.kind = self._seeded.read_text("utf-8") or self.kind
        else:
            self._empty()
        await self._start_bot()
        if not filled:
            await self._fill(self._seed)

    async def stop(self) -> None:
        """Ends what is played, the bot, then the server."""
        await self.stage.stop()
        if hasattr(self, "bot"):
            await self.bot.stop()
        if hasattr(self, "_server"):
            await self._server.stop()
        if self._store is not None:
            self._store.close()
        if self._lock is not None:
            self._lock.close()

    async def restart(self, kind: str) -> None:
        """Empties everything and begins again today: with the example table, or with nothing ("empty")."""
        await self.begin_again(kind, self._seed)

    async def begin_again(
        self,
        kind: str,
        fill: Callable[[], Awaitable[None]] | None = None,
        *,
        at: datetime | None = None,
        frozen: bool = False,
    ) -> None:
        """Empties everything, begins at that instant (None: now) and lets `fill` play people in.

        `kind` says what the room holds from now on; whatever was played by itself is ended.
        """
        async with self._restarting:
            async with self._emptied(kind):
                self.clock.begin_again(at, frozen=frozen)
            await self._fill(fill)

    @contextlib.asynccontextmanager
    async def _emptied(self, kind: str) -> AsyncIterator[None]:
        """Everything is empty and nobody acts; at the end the bot begins with what was put there."""
        await self.stage.stop()
        await self.bot.stop()
        self._empty()
        self.kind = kind
        try:
            yield
        finally:
            await self._start_bot()

    async def save(self, name: str) -> None:
        """Keeps the room as it is under a name; raises what `SavedRehearsals.save` raises."""
        if self._store is None:
            raise ValueError("This room is not kept, so nothing of it can be.")
        if self.stage.is_playing:
            raise ValueError("The play is going on. Pause it, then save.")
        async with self._restarting:
            await self.settle()
            # Nothing is awaited from here on, so nobody can act between the two copies.
            clock = (self.clock.now().timestamp(), self.clock.frozen)
            self.saved.save(name, self.kind, clock, self._store, self._database)

    async def open_saved(self, name: str) -> None:
        """Puts a kept rehearsal in the place of this one, at the instant at which it was kept."""
        kept = self.saved.find(name)
        async with self._restarting:
            async with self._emptied(kept.kind):
                self.saved.put_database(name, self._database)
                with contextlib.closing(self.saved.world(name)) as world:
                    self.world.take_over(world)
                self.clock.begin_again(datetime.fromtimestamp(kept.instant, UTC), frozen=kept.frozen)
            await self._fill(None)

    def tell(self, line: str) -> None:
        """A line for whoever started the room."""
        self._tell(line)

    async def settle(self) -> None:
        """Returns when the bot has nothing to do and nothing to say any more."""
        await self.bot.settle()

    @contextlib.contextmanager
    def repository(self) -> Iterator[SqlRepository]:
        """The bot's nouns, for looking only: what is written through it is not kept."""
        with self.bot.reading() as connection:
            yield SqlRepository(connection)

    @property
    def _seeded(self) -> Path:
        return self._folder / "seeded"

    @property
    def _database(self) -> Path:
        return self._folder / "tablekeeper.db"

    def _empty(self) -> None:
        self._seeded.unlink(missing_ok=True)
        self.world.clear()
        for ending in ("", "-wal", "-shm"):
            self._database.with_name(self._database.name + ending).unlink(missing_ok=True)

    async def _fill(self, fill: Callable[[], Awaitable[None]] | None) -> None:
        """Fills the room; only a finished filling is remembered, so a killed one is begun again."""
        if fill is not None:
            await fill()
        await self.settle()
        self._seeded.write_text(self.kind, "utf-8")

    async def _seed(self) -> None:
        if self._example is not None:
            self._tell("Setting the table …")
            await self._example.seed(self, self.kind)

    async def _start_bot(self) -> None:
        here = self._settings.model_copy(
            update={
                "telegram_bot_token": SecretStr(self._keys["bot"]),
                "telegram_api_url": self.url,
                "telegram_proxy_url": None,
                "database_url": SecretStr(f"sqlite:///{self._database}"),
            }
        )
        self.bot = Tablekeeper(
            here,
            self._method,
            clock=self.clock,
            rates=None,
            pending_updates=self.world.pending_updates,
            tell=self._tell,
        )
        await self.bot.start()

    def _hooks(self) -> RoomHooks:
        self.world.on_change(lambda: self.bot.stir() if hasattr(self, "bot") else None)
        hooks: dict[str, Any] = {
            "next_deadline": self.next_deadline,
            "next_cycle": lambda: table_in_room.next_cycle(self),
            "move_on": self.move_on,
            "zone": lambda: table_in_room.zone(self),
            "guide": lambda: table_in_room.guide(self),
            "seat_labels": lambda: table_in_room.seat_labels(self),
            "state": lambda: machines_in_room.state(self),
            "play": self.stage.view,
            "doings": RoomDoings(self).by_name(),
        }
        if self._example is not None:
            hooks |= {"restart": self.restart} | dict(self._example.hooks(self))
        return RoomHooks(**hooks)

    @property
    def is_running(self) -> bool:
        """Whether the bot is there to be looked into; while the room starts over it is not."""
        return hasattr(self, "bot") and self.bot.is_running

    def next_deadline(self) -> datetime | None:
        """When the bot will next do something by itself; None if never."""
        if not self.is_running:
            return None
        with self.bot.reading() as connection:
            return timers.next_due(connection)

    async def move_on(self, instant: datetime) -> None:
        """Moves the clock; what comes due on the way happens at its own time. Raises ValueError for the past."""
        if instant < self.clock.now():
            raise ValueError("The rehearsal clock only goes forward.")
        await move_on(self.clock, instant, self.next_deadline, self.settle)

    async def _listen(self) -> str:
        for port in range(self._port, self._port + PORTS_TRIED):
            try:
                return await self._server.start(HOST, port)
            except OSError as error:
                if error.errno != errno.EADDRINUSE or self._port == 0:
                    raise
        return await self._server.start(HOST, 0)


def _locked(path: Path) -> TextIO:
    """Holds the folder for this process; the system lets go of it when the process ends, however it ends."""
    file = path.open("w")
    try:
        import fcntl
    except ImportError:  # a system without file locks
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise RoomTaken(str(RoomTaken.__doc__)) from None
    return file


def _keys(path: Path) -> dict[str, str]:
    """The key of the page and the token of the pretended bot; the same ones after a restart."""
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(path.read_text())
        if isinstance(kept, dict) and {"page", "bot"} <= kept.keys():
            return {"page": str(kept["page"]), "bot": str(kept["bot"])}
    keys = {"page": secrets.token_urlsafe(16), "bot": f"{BOT_ID}:{secrets.token_urlsafe(24)}"}
    file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w") as writing:
        json.dump(keys, writing)
    return keys
