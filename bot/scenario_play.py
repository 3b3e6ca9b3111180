"""Plays a scenario in a room of its own, and writes the table's record."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.scenario.acting import Hall
from bot.rehearsal.scenario.director import play_all
from bot.rehearsal.scenario.heard import Listener
from bot.rehearsal.scenario.hours import Hours, instant_of
from bot.rehearsal.scenario.nouns import Scenario
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.reading import read
from bot.rehearsal.scenario.recording import record_of_play
from bot.rehearsal_room import RehearsalRoom
from bot.settings import Settings

Json = dict[str, Any]
Tell = Callable[[str], None]


async def play_scenario(settings: Settings, file: Path, out: Path, tell: Tell) -> None:
    """Plays the file to its end without pausing and writes the record.

    Raises `ScenarioWrong`, `CannotPlay` or `OutOfTime`.
    """
    from bot.method import the_method

    scenario = read(file)
    clock = RehearsalClock(instant_of(scenario.as_of, scenario.time_zone), frozen=True)
    with tempfile.TemporaryDirectory(prefix="tablekeeper-") as folder:
        room = RehearsalRoom(settings, the_method(), folder=Path(folder), port=0, clock=clock, kept=False)
        async with room:
            listener = Listener(room.world)
            play = _play_in(room, scenario, tell)
            await play_all(play)
            write(record_of_play(play, listener), out)


def write(record: Json, out: Path) -> None:
    """Writes a record as people read it."""
    out.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _play_in(room: RehearsalRoom, scenario: Scenario, tell: Tell) -> Play:
    hall = Hall(room.world, room.settle)
    hours = Hours(room.clock, room.next_deadline, room.settle, scenario)
    return Play(scenario, hall, hours, room.repository, tell)
