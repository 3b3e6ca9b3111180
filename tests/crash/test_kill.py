"""`kill -9` at each named point and at random: nothing is lost, and nothing comes twice without saying so."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from pydantic import SecretStr

from bot.crash_points import VARIABLE, CrashPoint
from dialogues.model import Table, Timer
from storage.database import open_engine
from storage.repository import SqlRepository
from tests.bot.conftest import START, Room, stored
from tests.crash.losses import AT_RANDOM, KilledAgainAndAgain
from tests.crash.tallying_method import TALLYING_METHOD

DEATHS = (*CrashPoint, None, None)


async def test_killed_again_and_again_nothing_is_lost(room: Room, database: str) -> None:
    """Invariants 1, 2 and 5; the whole of it: `python -m tests.benchmarks crash_losses`."""
    play = KilledAgainAndAgain(room, database, tables=20, each=10, seed=5)
    losses = await play.play(DEATHS)
    assert losses.kills == {point.value: 1 for point in CrashPoint} | {AT_RANDOM: 2}
    assert losses.harm == {}
    # Killed between taking a row and settling it, at least that row is in doubt, and said to be.
    assert losses.unsure > 0
    assert 0 < losses.repeats <= losses.unsure
    assert losses.arrived_twice <= losses.repeats


async def test_a_timer_that_was_being_decided_at_a_kill_fires_once(room: Room, database: str) -> None:
    group = room.group("Work", room.person("Anna"))
    room.world.confirm(room.world.waiting_updates())
    engine = open_engine(database)
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        table = repository.add(Table(name="Work", chat_id=group.id))
        repository.add(Timer(table_id=table.id, kind="deadline", subject_id=7, due=START))
    engine.dispose()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.one_bot", room.url, database,
        env=os.environ | {VARIABLE: CrashPoint.BEFORE_COMMIT.value},
    )  # fmt: skip
    async with asyncio.timeout(60):
        assert await process.wait() == -signal.SIGKILL
    assert room.texts(group) == []
    settings = room.settings(database_url=SecretStr(database))
    for _ in range(2):
        async with room.bot(TALLYING_METHOD, settings=settings) as bot:
            await bot.settle()
            assert stored(bot, Timer) == []
    assert room.texts(group) == ["Reminder deadline 7"]
