"""The table of docs/scenarios/lake-alder.json, played to its end; what docs/facilitating.md says it may cost."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from bot.method import the_method
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.scenario.hours import beginning
from bot.rehearsal.scenario.nouns import Scenario
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.reading import read
from bot.rehearsal_room import RehearsalRoom
from bot.scenario_stage import Scene
from bot.settings import Settings
from tests.acceptance.phone import CHOICES, MARKS, NAVIGATION, STEPS, WAYS, Tally

Json = dict[str, Any]
DOCS = Path(__file__).parents[2] / "docs"
SCENARIO = DOCS / "scenarios" / "lake-alder.json"
KINDS = (STEPS, WAYS, CHOICES, NAVIGATION, MARKS)
ALL, TEXTS = "all", "texts written"


def written() -> dict[str, int]:
    """The numbers of docs/facilitating.md by what they are for."""
    text = (DOCS / "facilitating.md").read_text("utf-8")
    rows = re.findall(r"^\| ([a-z, ]+?)(?::[^|]*)? \| (\d+) \|$", text, re.MULTILINE)
    return {name: int(number) for name, number in rows}


def spent(tally: Tally) -> dict[str, int]:
    """What was needed, by the same names."""
    return {kind: tally.taps[kind] for kind in KINDS} | {ALL: tally.taps.total(), TEXTS: tally.texts}


@asynccontextmanager
async def room_of(scenario: Scenario, folder: Path) -> AsyncIterator[RehearsalRoom]:
    """An empty room on the scenario's first day."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    clock = RehearsalClock(beginning(scenario), frozen=True)
    async with RehearsalRoom(settings, the_method(), folder=folder, port=0, clock=clock, kept=False) as room:
        yield room


def played(kind: type[Play]) -> tuple[Play, Json]:
    """The whole scenario, and its record; not for a test that runs in a loop of its own."""

    async def play(folder: Path) -> tuple[Play, Json]:
        scenario = read(SCENARIO)
        async with room_of(scenario, folder) as room:
            scene = Scene(room, scenario, None, lambda _chapter: None, kind=kind)
            await scene.play()
            return scene.played, scene.record()

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(play(Path(folder)))


@cache
def ordinary_record() -> Json:
    """The record of the ordinary play, without its messages."""
    return without_messages(played(Play)[1])


def without_messages(record: Json) -> Json:
    """A record as the table left it, whatever was shown on the way."""
    return record | {"messages": []}
