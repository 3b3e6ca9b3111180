"""Plays a scenario in a room of its own: as fast as it goes, or so that people can watch it in the browser."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.scenario.failures import StoppedEarly
from bot.rehearsal.scenario.hours import beginning
from bot.rehearsal.scenario.nouns import Scenario
from bot.rehearsal.scenario.reading import read
from bot.rehearsal.scenario.tempo import Tempo
from bot.rehearsal_room import RehearsalRoom
from bot.scenario_stage import Scene
from bot.settings import Settings

Json = dict[str, Any]
Tell = Callable[[str], None]


async def play_to_record(settings: Settings, file: Path, out: Path, tell: Tell) -> str:
    """Plays the file to its end without pausing and writes the record; gives the last word.

    Raises `ScenarioWrong`, `CannotPlay`, `OutOfTime` or `BotStumbled`.
    """
    scenario = read(file)
    with tempfile.TemporaryDirectory(prefix="tablekeeper-", dir=_in_memory()) as folder:
        async with _room(settings, scenario, Path(folder), kept=False) as room:
            scene = Scene(room, scenario, None, tell)
            played = await scene.play()
            return _written(played, scene, out)


async def play_to_watch(
    settings: Settings,
    file: Path,
    out: Path | None,
    *,
    tempo: Tempo,
    port: int,
    stopped: asyncio.Future[None],
    tell: Tell,
) -> None:
    """Plays in a room that can be watched, and leaves it open until `stopped` is done.

    Raises as `play_to_record`, and `StoppedEarly`.
    """
    scenario = read(file)
    with tempfile.TemporaryDirectory(prefix="tablekeeper-") as folder:
        room = _room(settings, scenario, Path(folder), port=port)
        async with room:
            tell(f"The rehearsal room is open: {room.address}")
            scene, playing = await room.stage.put_on(scenario, tempo, tell)
            await asyncio.wait((playing, stopped), return_when=asyncio.FIRST_COMPLETED)
            if not playing.done() or playing.cancelled():
                raise StoppedEarly(str(StoppedEarly.__doc__))
            played = playing.result()
            tell(played if out is None else _written(played, scene, out))
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


def _written(played: str, scene: Scene, out: Path) -> str:
    out.write_text(json.dumps(scene.record(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return f"{played} The record is in {out}."
