"""The whole bot and the pretended Telegram in one process, taken up at a stage of a table's life."""

from __future__ import annotations

import asyncio
import itertools
import logging
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection
from telegram.request import BaseRequest

from bot import wiring
from bot.courier.workshop import Made, Workshop
from bot.desk import ParkedAway, Taken
from bot.method import the_method
from bot.rehearsal.bot_api import BotApi
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.odd_content import ONE_PIXEL
from bot.rehearsal.records import Chat, Json, Message, User
from bot.rehearsal.world import World
from bot.rehearsal.world_store import WorldStore
from bot.settings import Settings
from bot.wiring import Method, Tablekeeper
from dialogues.model import Invitation, Organisation, Person, Round, Seat, Table
from storage.database import open_engine
from storage.repository import SqlRepository
from tests.acceptance.scenes import Scenes
from tests.bot.conftest import START, TOKEN, stored
from tests.support.in_process import InProcess
from tests.support.requests_held import REQUESTS_HELD

FIRST_UPDATE = 50_000_000
FIRST_MESSAGE = 500_000
# Every other message of the bot is older than what a person presses.
NEWEST = 12
DATABASE = "tablekeeper.db"
BYSTANDERS = "The other table"


class OnePixel(Workshop):
    """Gives the same small file for every order: how files look is not what is tried here."""

    async def make(self, _order: object) -> Made:
        return Made(ONE_PIXEL)


@cache
def _method() -> Method:
    return the_method()


async def prepare(scenes: Scenes, stage: str, folder: Path) -> None:
    """Puts into `folder` what the bot knows at this stage, with another table that nobody here sits at."""
    async with scenes.open(stage, folder):
        pass
    engine = open_engine(f"sqlite:///{folder / DATABASE}")
    with engine.begin() as connection:
        _seat_bystanders(SqlRepository(connection))
    engine.dispose()


def _seat_bystanders(repository: SqlRepository) -> None:
    table = repository.add(
        Table(name=BYSTANDERS, chat_id=-1009999, lifecycle="naming_result", cycle=1, cycle_opened_at=START)
    )
    for number, roles in enumerate((("facilitator",), ("coordinator",), ("member",), ("member",))):
        person = repository.add(
            Person(telegram_id=880_000 + number, name=f"Bystander {number}", language="en")
        )
        name = f"Organisation {number}"
        body = repository.add(
            Organisation(table_id=table.id, name=name, name_key=name.casefold(), sector="health")
        )
        repository.add(
            Seat(
                table_id=table.id,
                person_id=person.id,
                organisation_id=body.id,
                roles=roles,
                holds_vote=True,
                joined_at=START,
            )
        )
    for topic, state in (("result", "voting"), ("introductions", "collecting"), ("map", "synthesizing")):
        repository.add(Round(table_id=table.id, topic=topic, cycle=1, state=state, opened_at=START))


class Playground:
    """What a play of strange updates needs: who there is, what has been said, and where updates are handed in."""

    def __init__(self, world: World, bot: Tablekeeper) -> None:
        self.world = world
        self.bot = bot
        self.group = next(chat for chat in world.chats.values() if chat.is_group)
        self.people = [u for u in world.users.values() if not u.is_bot]
        self.people += [world.add_user(name) for name in ("Stranger", "Passer-by")]
        self.taken: list[Json] = []
        self.tampered: set[int] = set()
        self.outcomes: list[Taken] = []
        self.errors: list[str] = []
        self._updates = itertools.count(FIRST_UPDATE)
        self._messages = itertools.count(FIRST_MESSAGE)

    def next_update(self) -> int:
        return next(self._updates)

    def next_message(self) -> int:
        return next(self._messages)

    def now(self) -> int:
        return self.world.unix_now()

    def person(self, number: int) -> User:
        return self.people[number % len(self.people)]

    def said(self, chat: User | Chat) -> list[Message]:
        """The newest messages of the bot there."""
        return [m for m in self.world.messages(chat) if m.from_id == self.world.bot.id][-NEWEST:]

    def buttons(self, chat: User | Chat) -> list[tuple[Message, str]]:
        """What can be pressed there, the newest first."""
        shown = [(m, b.data) for m in reversed(self.said(chat)) for b in m.buttons if b.data]
        return [(message, str(data)) for message, data in shown]

    def tokens(self) -> list[str]:
        return [one.token for one in self.find(Invitation)]

    def find(self, noun: type[Any], **equals: object) -> list[Any]:
        return stored(self.bot, noun, **equals)

    async def hands_in(self, updates: Sequence[Json]) -> None:
        """The desk takes them at once; returns when the bot is quiet."""
        self.taken += updates
        self.outcomes += await self.bot.desk.take(updates)
        await self.bot.settle()

    async def passes(self, time: timedelta) -> None:
        self.world.clock.advance(time)
        await self.bot.settle()

    @property
    def parked(self) -> int:
        return sum(isinstance(one, ParkedAway) for one in self.outcomes)


class _Ears(logging.Handler):
    """Hears every line that tells of an error."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record.getMessage())


@asynccontextmanager
async def running(database: Path, folder: Path, world: World | None = None) -> AsyncIterator[Tablekeeper]:
    """The bot on a copy of a database, with the pretended Telegram in the same process."""
    shutil.copy(database, folder / DATABASE)
    world = world or World(RehearsalClock(START, frozen=True), token=TOKEN)
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url="http://127.0.0.1:1",
        database_url=SecretStr(f"sqlite:///{folder / DATABASE}"),
    )
    api = BotApi(world)
    with pytest.MonkeyPatch.context() as patched:

        def transport(_settings: Settings) -> BaseRequest:
            return InProcess(api, lambda: 0.0)

        patched.setattr(wiring, "make_request", transport)
        bot = Tablekeeper(
            settings,
            _method(),
            clock=world.clock,
            rates=None,
            pending_updates=world.pending_updates,
            first_pause_seconds=0.01,
            workshop=OnePixel(),
        )
    world.on_change(bot.stir)
    try:
        async with bot:
            await bot.settle()
            yield bot
            await bot.settle()
    finally:
        await api.close()


@asynccontextmanager
async def playing(stage: Path, folder: Path) -> AsyncIterator[Playground]:
    """A fresh copy of a prepared stage, running. What goes wrong beside the plays is in its `errors`."""
    world = World(RehearsalClock(START, frozen=True), token=TOKEN)
    with closing(WorldStore(stage / "room.sqlite3")) as store:
        for kind, _key, body in store.load():
            if kind == "clock":
                world.clock.resume(body)
        world.take_over(store)
    heard: list[str] = []
    ears = _Ears(heard)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: heard.append(f"unhandled: {context.get('message')}"))
    logging.getLogger().addHandler(ears)
    REQUESTS_HELD.take()
    try:
        async with running(stage / DATABASE, folder, world) as bot:
            play = Playground(world, bot)
            play.errors = heard
            yield play
        heard += REQUESTS_HELD.take()
    finally:
        logging.getLogger().removeHandler(ears)
        loop.set_exception_handler(None)


def looking(bot: Tablekeeper) -> Connection:
    """A connection to look with; close it."""
    engine = bot._engine
    assert engine is not None
    return engine.connect()
