"""A room to try the bot in: the local Bot API over HTTP, real files, real telegram.Bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.faults import FaultPlan
from bot.rehearsal.flood import FloodLimits
from bot.rehearsal.records import Chat, Message, User
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World
from bot.settings import Settings
from bot.wiring import Method, Tablekeeper
from storage.repository import SqlRepository
from tests.bot.small_method import SMALL_METHOD

TOKEN = "7000000001:rehearsal-of-the-tests"  # noqa: S105 - opens nothing
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Room:
    """The world, its server's address, and as many runs of the bot as a test needs."""

    def __init__(self, world: World, faults: FaultPlan, url: str, folder: Path) -> None:
        self.world = world
        self.faults = faults
        self.url = url
        self.folder = folder
        self.clock = world.clock

    def settings(self, **others: Any) -> Settings:
        given: dict[str, Any] = {
            "telegram_bot_token": SecretStr(TOKEN),
            "telegram_api_url": self.url,
            "database_url": SecretStr(f"sqlite:///{self.folder / 'tablekeeper.db'}"),
            "telegram_read_seconds": 5.0,
        }
        return Settings(_env_file=None, **(given | others))  # type: ignore[call-arg]

    @asynccontextmanager
    async def bot(self, method: Method = SMALL_METHOD, **others: Any) -> AsyncIterator[Tablekeeper]:
        settings = others.pop("settings", None) or self.settings()
        options = {"rates": None, "first_pause_seconds": 0.01, "clock": self.clock} | others
        bot = Tablekeeper(
            settings,
            method,
            pending_updates=self.world.pending_updates,
            **options,
        )
        self.world.on_change(bot.stir)
        async with bot:
            yield bot

    def person(self, name: str = "Anna", language: str = "en") -> User:
        return self.world.add_user(name, language_code=language)

    def group(self, title: str, creator: User, **kind: Any) -> Chat:
        """A group with the bot in it."""
        chat = self.world.create_group(title, creator, **kind)
        self.world.add_bot(chat, creator)
        return chat

    def said(self, chat: Chat | User) -> list[Message]:
        """What the bot said there."""
        return [one for one in self.world.messages(chat) if one.from_id == self.world.bot.id]

    def texts(self, chat: Chat | User) -> list[str]:
        return [message.words for message in self.said(chat)]


def reading(bot: Tablekeeper, look: Callable[[Connection], Any]) -> Any:
    """What a look into the database shows."""
    with bot.reading() as connection:
        return look(connection)


def stored(bot: Tablekeeper, noun: type[Any], **equals: object) -> list[Any]:
    return list(reading(bot, lambda connection: SqlRepository(connection).find(noun, **equals)))


@asynccontextmanager
async def open_room(folder: Path, *, flood: FloodLimits | None = None) -> AsyncIterator[Room]:
    world = World(RehearsalClock(START, frozen=True), token=TOKEN)
    faults = FaultPlan()
    server = RoomServer(create_app(world, page_token=None, faults=faults, flood=flood))
    url = await server.start()
    try:
        yield Room(world, faults, url, folder)
    finally:
        await server.stop()


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(tmp_path) as opened:
        yield opened
