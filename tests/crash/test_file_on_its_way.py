"""`kill -9` while a file is on its way: it comes once, or again with words that say so."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from bot.courier.workshop import Workshop
from bot.crash_points import VARIABLE, CrashPoint
from tests.bot.conftest import Room
from tests.bot.small_method import FILE


@pytest.mark.parametrize("point", CrashPoint, ids=lambda point: point.value)
async def test_killed_while_a_file_is_on_its_way(room: Room, point: CrashPoint) -> None:
    """Invariant 5, for files: the first thing this bot sends is one."""
    anna = room.person("Anna")
    room.world.start(anna)
    room.world.confirm(room.world.waiting_updates())
    room.world.say(anna, anna, FILE)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.one_bot", room.url, f"sqlite:///{room.folder / 'tablekeeper.db'}",
        env=os.environ | {VARIABLE: point.value},
    )  # fmt: skip
    async with asyncio.timeout(90):
        assert await process.wait() == -signal.SIGKILL
    async with room.bot(workshop=Workshop("tests.bot.small_papers")) as bot:
        await bot.settle()
    files = [message for message in room.said(anna) if "document" in message.content]
    silently = [message for message in files if message.words == "A file"]
    in_doubt = point in (CrashPoint.BEFORE_SEND, CrashPoint.AFTER_SEND)
    assert files[0].words.endswith("A file")
    assert len(files) == (2 if point is CrashPoint.AFTER_SEND else 1)
    assert len(silently) == (0 if point is CrashPoint.BEFORE_SEND else 1)
    assert (len(silently) < len(files)) == in_doubt
