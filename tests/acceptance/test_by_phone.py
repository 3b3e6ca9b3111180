"""A whole table facilitated from a phone by taps alone: no more of them than docs/facilitating.md says.

What comes out is what the ordinary play makes of the same file.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

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
from tests.acceptance.play_by_phone import PlayByPhone

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


@asynccontextmanager
async def room_of(scenario: Scenario, folder: Path) -> AsyncIterator[RehearsalRoom]:
    """An empty room on the scenario's first day."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    clock = RehearsalClock(beginning(scenario), frozen=True)
    async with RehearsalRoom(settings, the_method(), folder=folder, port=0, clock=clock, kept=False) as room:
        yield room


async def play(folder: Path, kind: type[Play]) -> tuple[Play, Json]:
    """The whole scenario, and its record."""
    scenario = read(SCENARIO)
    async with room_of(scenario, folder) as room:
        scene = Scene(room, scenario, None, lambda _chapter: None, kind=kind)
        await scene.play()
        return scene.played, scene.record()


@pytest.fixture(scope="module")
def by_phone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tally, Json]:
    """What the facilitator's taps came to, and the record."""
    played, record = asyncio.run(play(tmp_path_factory.mktemp("by-phone"), PlayByPhone))
    assert isinstance(played, PlayByPhone)
    return played.phone.tally, record


def test_no_kind_of_tap_is_done_more_often_than_is_written(by_phone: tuple[Tally, Json]) -> None:
    tally, _ = by_phone
    spent = {kind: tally.taps[kind] for kind in KINDS} | {ALL: tally.taps.total(), TEXTS: tally.texts}
    promised = written()
    assert {*spent} == {*promised}
    assert promised[ALL] == sum(promised[kind] for kind in KINDS)
    assert {kind: n for kind, n in spent.items() if n > promised[kind]} == {}, "\n".join(tally.told)


def test_the_panel_is_never_asked_for_by_its_command(by_phone: tuple[Tally, Json]) -> None:
    assert by_phone[0].commands == 0


def test_the_record_is_that_of_the_ordinary_play(by_phone: tuple[Tally, Json], tmp_path: Path) -> None:
    _, ordinary = asyncio.run(play(tmp_path, Play))
    assert by_phone[1] | {"messages": []} == ordinary | {"messages": []}


def test_the_record_is_what_a_checker_expects(by_phone: tuple[Tally, Json], tmp_path: Path) -> None:
    """`TABLEKEEPER_EXPECTED_RECORD` names a file of expectations, with its check_record.py beside it."""
    record = tmp_path / "record.json"
    record.write_text(json.dumps(by_phone[1]), "utf-8")
    assert by_phone[1]["table"]["cycle"] == 3
    expected = os.environ.get("TABLEKEEPER_EXPECTED_RECORD")
    if expected:
        checker = Path(expected).with_name("check_record.py")
        ran = subprocess.run(  # noqa: S603
            [sys.executable, checker, expected, record],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout
