"""Whatever people do, in any order: nothing breaks, nobody is stuck, nothing private shows, nothing is lost."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.acceptance.random_people import RandomPeople, leaks, stuck
from tests.acceptance.scenes import STAGES, Scenes

STEPS = 120
TABLES = 24


def test_random_people_break_nothing(scenes: Scenes) -> None:
    """Thousands of steps in all; a failure names the last acts and hypothesis the seed that repeats them.

    The same plays every time, so that a change is judged by what it changed; RANDOM_PLAYS sets another number
    of tables and lets chance choose.
    """
    plays = os.environ.get("RANDOM_PLAYS")

    @settings(
        max_examples=int(plays or TABLES),
        derandomize=plays is None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(seed=st.integers(0, 2**32), stage=st.sampled_from(sorted(STAGES)))
    def play(seed: int, stage: str) -> None:
        asyncio.run(_play(scenes, stage, seed))

    play()


async def _play(scenes: Scenes, stage: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with scenes.open(stage, Path(folder)) as table:
            people = RandomPeople(table, seed)
            for _ in range(3):
                await people.play(STEPS // 3)
                assert leaks(table) == [], people.done[-6:]
                await table.lena.says("/table")
                before = table.lena.reads()
                assert stuck(table) == [], people.done[-6:]
                await table.restart()
                await table.lena.says("/table")
                assert table.lena.reads() == before
