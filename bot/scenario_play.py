"""Plays a scenario in a room of its own: as fast as it goes, or so that people can watch it in the browser."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.example import table_state
from bot.rehearsal.scenario.acting import Hall
from bot.rehearsal.scenario.director import play_all
from bot.rehearsal.scenario.failures import BotStumbled, StoppedEarly
from bot.rehearsal.scenario.heard import Listener
from bot.rehearsal.scenario.hours import Hours, beginning
from bot.rehearsal.scenario.nouns import Scenario
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.reading import read
from bot.rehearsal.scenario.recording import record_of_play
from bot.rehearsal_room import RehearsalRoom
from bot.settings import Settings
from storage import parked

Json = dict[str, Any]
Tell = Callable[[str], None]


class Watched:
    """What the page of a watched play shows beside the chats."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    async def seed(self, room: RehearsalRoom, kind: str) -> None:
        """The players fill the room themselves."""

    def hooks(self, room: RehearsalRoom) -> Mapping[str, Any]:
        """Who sits where, and where the table stands. The room is not begun again from the page."""
        organisations = {m.name: self._scenario.org(m.org).name for m in self._scenario.members}
        roles = {self._scenario.facilitator: "Facilitator", self._scenario.coordinator: "Coordinator"}
        labels = organisations | roles
        steps = [
            "The players act by themselves. Pick a seat to look over somebody's shoulder.",
            "Do not write or press anything yourself: the play would lose its thread.",
        ]
        return {
            "guide": lambda: {"title": self._scenario.title, "steps": steps},
            "seat_labels": lambda: {
                u.id: labels.get(u.first_name, "Guest") for u in room.world.users.values() if not u.is_bot
            },
            "state": lambda: table_state(room),
            "restart": None,
        }


async def play_to_record(settings: Settings, file: Path, out: Path, tell: Tell) -> str:
    """Plays the file to its end without pausing and writes the record; gives the last word.

    Raises `ScenarioWrong`, `CannotPlay`, `OutOfTime` or `BotStumbled`.
    """
    scenario = read(file)
    with tempfile.TemporaryDirectory(prefix="tablekeeper-", dir=_in_memory()) as folder:
        async with _room(settings, scenario, Path(folder), kept=False) as room:
            return await _play(room, scenario, out, 0.0, tell)


async def play_to_watch(
    settings: Settings,
    file: Path,
    out: Path | None,
    *,
    speed: float,
    port: int,
    stopped: asyncio.Future[None],
    tell: Tell,
) -> None:
    """Plays `speed` acts a second in a room that can be watched, and leaves it open until `stopped` is done.

    Raises as `play_to_record`, and `StoppedEarly`.
    """
    scenario = read(file)
    with tempfile.TemporaryDirectory(prefix="tablekeeper-") as folder:
        room = _room(settings, scenario, Path(folder), port=port, example=Watched(scenario))
        async with room:
            tell(f"The rehearsal room is open: {room.address}")
            playing = asyncio.ensure_future(_play(room, scenario, out, 1 / speed, tell))
            await asyncio.wait((playing, stopped), return_when=asyncio.FIRST_COMPLETED)
            if not playing.done():
                playing.cancel()
                await asyncio.gather(playing, return_exceptions=True)
                raise StoppedEarly(str(StoppedEarly.__doc__))
            tell(playing.result())
            tell("The room stays open. Ctrl+C closes it.")
            await stopped


def _in_memory() -> str | None:
    """Where what is thrown away afterwards need not wait for a disk; None: the usual place for such files."""
    memory = "/dev/shm"  # noqa: S108 - the folder made in it is private, and removed at the end
    return memory if os.access(memory, os.W_OK | os.X_OK) else None


def _room(settings: Settings, scenario: Scenario, folder: Path, **how: Any) -> RehearsalRoom:
    from bot.method import the_method

    clock = RehearsalClock(beginning(scenario), frozen=True)
    return RehearsalRoom(settings, the_method(), folder=folder, clock=clock, **({"port": 0} | how))


async def _play(room: RehearsalRoom, scenario: Scenario, out: Path | None, pause: float, tell: Tell) -> str:
    listener = Listener(room.world)
    hall = Hall(room.world, room.settle, pause)
    hours = Hours(room.clock, room.next_deadline, room.settle, scenario)
    play = Play(scenario, hall, hours, room.repository, tell)
    await play_all(play)
    with room.bot.reading() as connection:
        if parked.count(connection):
            raise BotStumbled(str(BotStumbled.__doc__))
    played = f"Played to the end: {hall.acts} acts, {len(listener.heard)} messages."
    if out is None:
        return played
    _write(record_of_play(play, listener), out)
    return f"{played} The record is in {out}."


def _write(record: Json, out: Path) -> None:
    out.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
