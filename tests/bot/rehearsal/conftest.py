"""A room with a server, a real `telegram.Bot` that talks to it, and a few people."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.faults import FaultPlan
from bot.rehearsal.records import Chat, User
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What the server answered to a plain HTTP request."""

    status: int
    body: Any

    @property
    def description(self) -> str:
        return str(self.body["description"])


Call = Callable[..., Awaitable[Answer]]


@pytest.fixture
def clock() -> RehearsalClock:
    return RehearsalClock(MORNING, frozen=True)


@pytest.fixture
def world(clock: RehearsalClock) -> World:
    return World(clock)


@pytest.fixture
def faults() -> FaultPlan:
    return FaultPlan()


@pytest.fixture
async def url(world: World, faults: FaultPlan) -> AsyncIterator[str]:
    server = RoomServer(create_app(world, page_token=None, faults=faults))
    yield await server.start()
    await server.stop()


@pytest.fixture
async def bot(url: str, world: World) -> AsyncIterator[Bot]:
    async with Bot(world.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(url: str, world: World, http: aiohttp.ClientSession) -> Call:
    """Call a method with plain HTTP and JSON."""

    async def call_method(method: str, **parameters: Any) -> Answer:
        async with http.post(f"{url}/bot{world.token}/{method}", json=parameters) as answer:
            return Answer(answer.status, await answer.json())

    return call_method


@pytest.fixture
def anna(world: World) -> User:
    return world.add_user("Anna", username="anna")


@pytest.fixture
def ben(world: World) -> User:
    return world.add_user("Ben", language_code="es")


@pytest.fixture
def reached(world: World, anna: User) -> User:
    """Anna, after she pressed Start; the bot has not read it yet."""
    world.start(anna)
    return anna


@pytest.fixture
def group(world: World, anna: User, ben: User) -> Chat:
    """A plain group of Anna (who made it), Ben and the bot; its first updates are read."""
    chat = world.create_group("Employment table", anna, [ben])
    world.add_bot(chat, anna)
    world.confirm(world.waiting_updates())
    return chat


def heard(world: World) -> list[tuple[str, str]]:
    """What waits for the bot: (kind of update, text of the message if it has one)."""
    return [(update.kind, update.body.get("text", "")) for update in world.waiting_updates()]
