"""Whatever a facilitator does, in any order: what can be taken back leaves everything as it was before."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rehearsal.players import Player
from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, LastStep
from storage import parked
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.random_people import RandomPeople, leaks, stuck
from tests.acceptance.scenes import STAGES, Scenes
from tests.acceptance.undoing import facts, step
from tests.bot.conftest import reading

STEPS = 60
TABLES = 16


MARK = r"mark\d+mark"


def said_in_private(table: Played, last: LastStep | None) -> set[str]:
    """The marks of answers that are kept with a step."""
    said = " ".join(for_storage(answer.text) for answer in table.find(Answer))
    kept = "" if last is None else f"{last.title} {last.story}"
    return {*re.findall(MARK, said)} & {*re.findall(MARK, kept)}


class RandomUndoers(RandomPeople):
    """Mostly the facilitator acts; most steps that can be taken back are, at once."""

    def __init__(self, table: Played, seed: int) -> None:
        super().__init__(table, seed)
        self.undone: Counter[str] = Counter()

    def _somebody(self) -> Player:
        others = [self.table.carl, *self.table.people.values()]
        return self.chance.choice([*[self.table.lena] * 3 * len(others), *others])

    async def play(self, steps: int) -> None:
        for _ in range(steps):
            before, earlier = facts(self.table), step(self.table)
            await super().play(1)
            last = step(self.table)
            assert said_in_private(self.table, last) == set(), self.done[-3:]
            if last is None or last == earlier or last.stays is not None or self.chance.random() < 0.2:
                continue
            await self.table.lena.says("/table")
            await acts.forges(self.table, self.table.lena, f"go:1:undo_now:{last.id}")
            assert not reading(self.table.bot, parked.newest), self.done[-3:]
            now = step(self.table)
            assert now is not None
            assert now.taken_back, (last, self.table.lena.reads(), self.done[-6:])
            assert facts(self.table) == before, (last.kind, self.done[-3:])
            self.undone[last.kind] += 1


def test_what_is_taken_back_leaves_everything_as_it_was(scenes: Scenes) -> None:
    """The same plays every time; RANDOM_PLAYS sets another number of tables and lets chance choose."""
    plays, undone = os.environ.get("RANDOM_PLAYS"), Counter[str]()

    @settings(
        max_examples=int(plays or TABLES),
        derandomize=plays is None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(seed=st.integers(0, 2**32), stage=st.sampled_from(sorted(STAGES)))
    def play(seed: int, stage: str) -> None:
        undone.update(asyncio.run(_play(scenes, stage, seed)))

    play()
    assert len(undone) >= 5, undone


async def _play(scenes: Scenes, stage: str, seed: int) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        async with scenes.open(stage, Path(folder)) as table:
            people = RandomUndoers(table, seed)
            await people.play(STEPS)
            assert leaks(table) == [], people.done[-6:]
            await table.lena.says("/table")
            assert stuck(table) == [], people.done[-6:]
            return people.undone
