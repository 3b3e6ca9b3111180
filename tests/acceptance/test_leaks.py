"""Nothing private, and nothing that tells it by subtraction, reaches anybody who may not see it.

Every private input carries a mark of its own; everything the bot sends, to whomever, is heard: messages and
their edits, buttons, notices, files, what pictures are made of; log lines and metrics as well.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.method import the_method
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.scenario.hours import beginning
from bot.rehearsal.scenario.reading import read_text
from bot.rehearsal_room import RehearsalRoom
from bot.scenario_stage import Scene
from bot.settings import Settings
from dialogues.documents_panel import DOCUMENTS
from dialogues.model import Answer
from tests.acceptance import acts
from tests.acceptance.eavesdropping import eavesdropping
from tests.acceptance.leak_watch import LeakWatch
from tests.acceptance.playing import Played
from tests.acceptance.random_people import RandomPeople
from tests.acceptance.scenes import STAGES, Scenes

SCENARIO = Path(__file__).parents[2] / "docs" / "scenarios" / "harbor-road.json"
STEPS = 90
TABLES = 6


class CuriousPeople(RandomPeople):
    """They also ask for files, for their data, delete an answer or are forgotten; a watch looks after each act."""

    def __init__(self, table: Played, seed: int, watch: LeakWatch) -> None:
        super().__init__(table, seed)
        self.watch = watch

    async def play(self, steps: int) -> None:
        for _ in range(steps):
            await super().play(1)
            if self.chance.random() < 0.15:
                await self.chance.choice((self._file, self._file, self._own_data, self._drop, self._forget))()
            self.watch.look()
        self.watch.look_at_figures()

    async def _file(self) -> None:
        name = self.chance.choice((*DOCUMENTS, "pictures"))
        self.done.append(f"Lena takes {name}")
        await acts.forges(self.table, self.table.lena, f"paper:1:{name}")

    async def _own_data(self) -> None:
        await self._somebody().says("/mydata")

    async def _drop(self) -> None:
        said = self.table.find(Answer, passed=False)
        player = self._somebody()
        if said and self.table.stage.bot_messages(player.user):
            self.done.append(f"{player.user.first_name} deletes an answer")
            await acts.forges(self.table, player, f"drop_answer:{self.chance.choice(said).id}")

    async def _forget(self) -> None:
        player = self.chance.choice([*self.table.people.values()])
        if self.chance.random() < 0.3:
            self.done.append(f"{player.user.first_name} is forgotten")
            await player.says("/forgetme")
            await player.presses("Forget me")
            await player.presses("Yes, forget me for good")


def test_random_people_hear_nothing_that_is_not_theirs(scenes: Scenes) -> None:
    """RANDOM_PLAYS plays another number of tables, and lets chance choose."""
    plays = os.environ.get("RANDOM_PLAYS")
    checked: list[int] = []

    @settings(
        max_examples=int(plays or TABLES),
        derandomize=plays is None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(seed=st.integers(0, 2**32), stage=st.sampled_from(sorted({*STAGES} - {"convened"})))
    def play(seed: int, stage: str) -> None:
        checked.append(asyncio.run(_play(scenes, stage, seed)))

    play()
    assert sum(checked) > 0, "nothing marked was heard at all: the test looks at the wrong place"


async def _play(scenes: Scenes, stage: str, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder, eavesdropping() as ear:
        async with scenes.open(stage, Path(folder)) as table:
            watch = LeakWatch(table.bot, table.world, ear)
            people = CuriousPeople(table, seed, watch)
            await people.play(STEPS)
            watch.look_at_logs()
            assert watch.found == [], people.done[-8:]
            return watch.checked


def planted(scenario: Any) -> Any:
    """The scenario with a mark of its own in each text that somebody says for an organisation."""
    number = iter(range(1, 10_000))

    def marked(value: Any) -> Any:
        if isinstance(value, list):
            return [value[0], marked(value[1])]
        return f"{value.rstrip('.')} mark{next(number)}mark."

    said = scenario["answers_by_org"]
    return scenario | {
        "answers_by_org": {org: {prompt: marked(v) for prompt, v in of.items()} for org, of in said.items()}
    }


class WatchedRoom(RehearsalRoom):
    """Looks after each act."""

    watch: LeakWatch | None = None

    async def settle(self) -> None:
        await super().settle()
        if self.watch is not None:
            self.watch.look()


def scenario_files() -> list[Path]:
    """The example table of the repository; LEAK_SCENARIOS names others, with colons between them."""
    return [SCENARIO, *(Path(p) for p in os.environ.get("LEAK_SCENARIOS", "").split(":") if p)]


def text_at(file: Path) -> str:
    return file.read_text("utf-8")


@pytest.mark.parametrize("file", scenario_files(), ids=lambda file: file.stem)
async def test_a_played_table_hears_nothing_that_is_not_theirs(file: Path, tmp_path: Path) -> None:
    scenario = read_text(json.dumps(planted(json.loads(text_at(file)))), file.name)
    clock = RehearsalClock(beginning(scenario), frozen=True)
    own = Settings(_env_file=None)  # type: ignore[call-arg]
    with eavesdropping() as ear:
        room = WatchedRoom(own, the_method(), folder=tmp_path, clock=clock, port=0, kept=False)
        async with room:
            watch = room.watch = LeakWatch(room.bot, room.world, ear)
            await Scene(room, scenario, None, lambda _: watch.look_at_figures()).play()
            watch.look()
            watch.look_at_figures()
            watch.look_at_logs()
            assert watch.checked > 100
            assert watch.found == []
