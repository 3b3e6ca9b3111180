"""`kill -9` while a choice is put into a check without names: it is counted once, and so is who has taken part."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.crash_points import VARIABLE, CrashPoint
from dialogues.model import CheckMark, UnnamedCheck
from tests.acceptance.scenes import Scenes
from tests.acceptance.test_unnamed import closes, opens, puts_in

POINTS = (CrashPoint.BEFORE_COMMIT, CrashPoint.BEFORE_CONFIRM, CrashPoint.BEFORE_SEND, CrashPoint.AFTER_SEND)


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("scenes"))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.value)
async def test_the_mark_and_the_choice_live_or_die_together(
    scenes: Scenes, tmp_path: Path, point: CrashPoint
) -> None:
    async with scenes.open("clarifying", tmp_path) as table:
        await opens(table)
        for name in list(table.people)[:4]:
            await puts_in(table, name, "Yes")
        marigold = table["Marigold"]
        await marigold.presses("No")
        message = table.stage.bot_messages(marigold.user)[-1]
        await table.stop()
        table.world.press(marigold.user, message, data="unnamed:1:put:2")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.crash.one_bot", table.room.url,
            f"sqlite:///{table.room.folder / 'tablekeeper.db'}", "whole",
            env=os.environ | {VARIABLE: point.value},
        )  # fmt: skip
        async with asyncio.timeout(90):
            assert await process.wait() == -signal.SIGKILL
        await table.start()
        await table.settle()
        assert all(mark.taken for mark in table.find(CheckMark))
        await closes(table)
        assert table.one(UnnamedCheck).told == {"took_part": 5, "yes_least": 3, "yes_most": 5}
