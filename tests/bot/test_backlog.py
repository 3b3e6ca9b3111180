"""3,000 messages wait: they leave at the pace that is allowed, and who answers meanwhile hears at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from concurrent.futures import Future, wait
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, event
from telegram import Bot

from bot.courier.courier import Courier
from bot.courier.envelopes import Envelopes
from bot.courier.pacing import Pacing, Rates
from bot.courier.sending import Sending
from bot.courier.workshop import Workshop
from bot.rehearsal.bot_api import BotApi
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.errors import BotApiError
from bot.rehearsal.flood import PER_SECOND, FloodLimits
from bot.rehearsal.records import Message, User
from bot.rehearsal.world import World
from bot.seal import Seal
from storage import outbox
from storage.database import open_migrated
from storage.outbox import Draft
from storage.unit_of_work import Work, Writer
from tests.bot.conftest import START, TOKEN
from tests.support import virtual_time
from tests.support.in_process import InProcess

T = TypeVar("T")
MESSAGES, GROUPS, PEOPLE = 3_000, 300, 2_000
ANSWERS_EACH_SECOND = 4


class AtOnce(Writer):
    """Returns when the work is committed, so that no virtual time goes by meanwhile."""

    def submit(self, work: Work[T]) -> Future[T]:
        future = super().submit(work)
        wait([future])
        return future


class Strict(FloodLimits):
    """Telegram's limits to the letter; counts how often they had to be enforced."""

    refused = 0

    def check(self, method: str, chat_id: int) -> None:
        try:
            super().check(method, chat_id)
        except BotApiError:
            self.refused += 1
            raise


@dataclass
class Backlog:
    """Everything that waits, the strict server it goes to, and when each message arrived."""

    world: World
    limits: Strict
    writer: Writer
    courier: Courier
    people: list[User]
    groups: list[int]
    arrived: dict[str, float] = field(default_factory=dict)

    def hear(self, message: Message) -> None:
        self.arrived[message.words] = asyncio.get_running_loop().time()

    async def put(self, *drafts: Draft) -> None:
        def write(connection: Connection) -> None:
            outbox.write(connection, drafts, START)

        await self.writer.run(write)
        self.courier.wake()


@asynccontextmanager
async def opened(folder: Path, chance: random.Random) -> AsyncIterator[Backlog]:
    loop = asyncio.get_running_loop()
    world = World(RehearsalClock(START, frozen=True), token=TOKEN)
    limits = Strict(loop.time)
    bot = Bot(TOKEN, request=InProcess(BotApi(world, flood=limits), lambda: chance.uniform(0.02, 0.04)))
    writer = AtOnce(_without_waiting_for_the_disk(open_migrated(f"sqlite:///{folder / 'backlog.db'}")))

    async def tell(_event: object) -> None:
        raise AssertionError("nobody is out of reach here")

    async with bot:
        courier = Courier(
            envelopes=Envelopes(Seal("a secret")),
            writer=writer,
            sending=Sending(bot),
            workshop=Workshop(),
            clock=world.clock,
            pacing=Pacing(Rates()),
            tell=tell,
        )
        people = [world.add_user(f"P{number}") for number in range(PEOPLE)]
        groups = [world.create_group(f"G{number}", people[number]) for number in range(GROUPS)]
        with world.change():
            for person in people:
                person.started = True
            for group in groups:
                group.members[str(world.bot.id)] = "member"
        backlog = Backlog(world, limits, writer, courier, people, [group.id for group in groups])
        world.on_words(backlog.hear)
        yield backlog
        await courier.stop()
    writer.close()


def _without_waiting_for_the_disk(engine: Engine) -> Engine:
    """Nothing here hangs on what a crash leaves; see tests/crash for that."""
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    return engine


async def answer_meanwhile(backlog: Backlog, chance: random.Random, waits: list[float]) -> None:
    """People answer all the time, some of them with a message of the backlog still before them."""
    loop = asyncio.get_running_loop()
    asked: dict[str, float] = {}
    while not backlog.courier.idle:
        text = f"answer {len(asked)}"
        person = chance.choice(backlog.people)
        asked[text] = loop.time()
        await backlog.put(Draft(to_chat_id=person.id, urgency=0, text=text))
        await asyncio.sleep(chance.expovariate(ANSWERS_EACH_SECOND))
    waits.extend(backlog.arrived[text] - at for text, at in asked.items())


async def drain(folder: Path) -> tuple[Backlog, float, list[float]]:
    chance = random.Random(8)
    waits: list[float] = []
    async with opened(folder, chance) as backlog:
        chats = [*backlog.groups * 4, *(person.id for person in backlog.people)]
        chance.shuffle(chats)
        await backlog.put(
            *(
                Draft(to_chat_id=chat, urgency=1 + number % 2, text=f"news {number}")
                for number, chat in enumerate(chats[:MESSAGES])
            )
        )
        await backlog.courier.start()
        backlog.courier.wake()
        await answer_meanwhile(backlog, chance, waits)
        took = max(backlog.arrived.values())
    return backlog, took, waits


def test_a_backlog_drains_at_full_pace_and_answers_come_at_once(tmp_path: Path) -> None:
    """Invariant 4, with a network whose ways take 20 to 40 ms, in virtual time."""
    backlog, took, waits = virtual_time.run(drain(tmp_path), grace=0.0)
    sent = len(backlog.arrived)
    assert sent == MESSAGES + len(waits)
    assert backlog.limits.refused == 0
    assert sent / took >= 0.95 * PER_SECOND
    assert len(waits) > 200
    assert sorted(waits)[int(len(waits) * 0.99)] <= 2.0
