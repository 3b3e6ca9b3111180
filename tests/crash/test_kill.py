"""`kill -9` at each named point: nothing is lost, and nothing is done or said twice without saying so."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter

import pytest

from bot.courier.workshop import Workshop
from bot.crash_points import VARIABLE, CrashPoint
from bot.rehearsal.records import User
from dialogues.model import Answer
from tests.bot.conftest import Room, stored
from tests.bot.small_method import FILE

WORDS = [f"answer {number}" for number in range(6)]
NOTICE = "Perhaps you have this already (en):\n\n"


async def run_until_killed(room: Room, point: CrashPoint, arrival: int) -> None:
    """Runs the bot in another process, which kills itself at the given arrival at the point."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.one_bot", room.url, f"sqlite:///{room.folder / 'tablekeeper.db'}",
        env=os.environ | {VARIABLE: f"{point.value}:{arrival}"},
    )  # fmt: skip
    async with asyncio.timeout(30):
        assert await process.wait() == -signal.SIGKILL


def written(room: Room) -> tuple[User, User]:
    anna, ben = room.person("Anna"), room.person("Ben")
    for person in (anna, ben):
        room.world.start(person)
        for words in WORDS:
            room.world.say(person, person, words)
    return anna, ben


@pytest.mark.parametrize("point", CrashPoint, ids=lambda point: point.value)
@pytest.mark.parametrize("arrival", [1, 5])
async def test_killed_at_a_point_nothing_is_lost(room: Room, point: CrashPoint, arrival: int) -> None:
    """Invariants 1, 2 and 5."""
    people = written(room)
    await run_until_killed(room, point, arrival)
    async with room.bot() as bot:
        await bot.settle()
        kept = Counter(answer.seat_id for answer in stored(bot, Answer))
        assert sorted(kept.values()) == [len(WORDS)] * 2
    in_doubt = 0
    for person in people:
        texts = room.texts(person)
        heard = [text.removeprefix(NOTICE) for text in texts]
        silently = [text for text in texts if not text.startswith(NOTICE)]
        assert [text.partition(": ")[2] for text in dict.fromkeys(heard)][1:] == WORDS
        assert len(silently) == len(set(silently))
        in_doubt += len(texts) - len(silently)
    if point in (CrashPoint.BEFORE_SEND, CrashPoint.AFTER_SEND):
        assert in_doubt > 0
    elif point is not CrashPoint.AFTER_SETTLE:
        # After one message has been settled, that of another chat may still have been on its way.
        assert in_doubt == 0


@pytest.mark.parametrize("point", CrashPoint, ids=lambda point: point.value)
async def test_killed_while_a_file_is_on_its_way(room: Room, point: CrashPoint) -> None:
    """Invariant 5, for files: the first thing this bot sends is one."""
    anna = room.person("Anna")
    room.world.start(anna)
    room.world.confirm(room.world.waiting_updates())
    room.world.say(anna, anna, FILE)
    await run_until_killed(room, point, 1)
    async with room.bot(workshop=Workshop("tests.bot.small_papers")) as bot:
        await bot.settle()
    files = [message for message in room.said(anna) if "document" in message.content]
    assert files[0].words.endswith("A file")
    silently = [message for message in files if message.words == "A file"]
    assert len(silently) <= 1
    assert len(files) == {CrashPoint.AFTER_SEND: 2}.get(point, 1)
    assert (len(silently) < len(files)) == (point in (CrashPoint.BEFORE_SEND, CrashPoint.AFTER_SEND))


async def test_killed_at_one_point_after_the_other(room: Room) -> None:
    people = written(room)
    for point in CrashPoint:
        room.world.say(people[0], people[0], f"before {point.value}")
        await run_until_killed(room, point, 1)
    async with room.bot() as bot:
        await bot.settle()
        kept = Counter(answer.message_id for answer in stored(bot, Answer))
        assert len(stored(bot, Answer)) == 2 * len(WORDS) + len(CrashPoint)
        assert max(kept.values()) <= 2  # message ids count anew in each chat
    for person in people:
        silently = [text for text in room.texts(person) if not text.startswith(NOTICE)]
        assert len(silently) == len(set(silently))
