"""A scenario on stage: played in a room by its people, watched, paused and stepped through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.rehearsal.scenario.acting import Hall
from bot.rehearsal.scenario.director import play_all
from bot.rehearsal.scenario.failures import BotStumbled, CannotPlay, OutOfTime
from bot.rehearsal.scenario.heard import Listener
from bot.rehearsal.scenario.hours import Hours, beginning
from bot.rehearsal.scenario.nouns import Scenario
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.recording import record_of_play
from bot.rehearsal.scenario.steps import setting
from bot.rehearsal.scenario.tempo import Tempo
from storage import parked

if TYPE_CHECKING:
    from bot.rehearsal_room import RehearsalRoom

Json = dict[str, Any]
Tell = Callable[[str], None]


class Scene:
    """One play of a scenario in a room whose bot runs; `tempo` None plays as fast as it goes."""

    def __init__(
        self,
        room: RehearsalRoom,
        scenario: Scenario,
        tempo: Tempo | None,
        tell: Tell,
        *,
        kind: type[Play] = Play,
    ) -> None:
        self.tempo = tempo
        self.title = scenario.title
        self.chapter = ""
        self._room = room
        self._tell = tell
        self._listener = Listener(room.world)
        self._hall = Hall(room.world, room.settle, tempo)
        hours = Hours(room.clock, room.next_deadline, room.settle, scenario)
        self.played = kind(scenario, self._hall, hours, room.repository, self._begins)

    @property
    def acts(self) -> int:
        """How many acts were done."""
        return self._hall.acts

    @property
    def last(self) -> str:
        """What was done last, in words."""
        return self._hall.last

    async def play(self) -> str:
        """Plays to the end and gives the last word; raises `CannotPlay`, `OutOfTime` or `BotStumbled`."""
        await play_all(self.played)
        with self._room.bot.reading() as connection:
            if parked.count(connection):
                raise BotStumbled(str(BotStumbled.__doc__))
        return f"Played to the end: {self.acts} acts, {len(self._listener.heard)} messages."

    async def seat_everybody(self) -> None:
        """Only the set-up: an open table with everybody on their seats. Raises `CannotPlay`."""
        await setting.open_table(self.played)
        await setting.seat_everybody(self.played)

    def record(self) -> Json:
        """The record of what was played."""
        return record_of_play(self.played, self._listener)

    def _begins(self, chapter: str) -> None:
        self.chapter = chapter
        self._tell(chapter)


class ScenarioStage:
    """What a room plays by itself, if anything. A new play, or a room that is begun again, ends the old one."""

    def __init__(self, room: RehearsalRoom) -> None:
        self._room = room
        self._scene: Scene | None = None
        self._playing: asyncio.Task[str] | None = None

    async def put_on(self, scenario: Scenario, tempo: Tempo, tell: Tell) -> tuple[Scene, asyncio.Task[str]]:
        """Empties the room and begins the play at the scenario's day, by a clock that stands still."""
        await self._room.begin_again("scenario", at=beginning(scenario), frozen=True)
        self._scene = Scene(self._room, scenario, tempo, tell)
        self._playing = asyncio.create_task(self._scene.play(), name="scenario")
        self._playing.add_done_callback(self._ended)
        return self._scene, self._playing

    @property
    def is_playing(self) -> bool:
        """Whether acts follow by themselves at this moment."""
        tempo = None if self._scene is None else self._scene.tempo
        under_way = self._playing is not None and not self._playing.done()
        return under_way and tempo is not None and tempo.playing

    async def stop(self) -> None:
        """Ends the play where it is; what was said stays."""
        playing, self._playing, self._scene = self._playing, None, None
        if playing is not None:
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)

    def direct(self, asked: Json) -> Json:
        """Play, pause, step or another speed; raises ValueError or LookupError with what to do instead."""
        if self._scene is None or self._scene.tempo is None or self._playing is None:
            raise LookupError("No scenario is played in this room. Load one first.")
        if self._playing.done():
            raise ValueError("This play is over. Load a scenario to see another.")
        tempo = self._scene.tempo
        match asked.get("do"):
            case "play":
                tempo.play()
            case "pause":
                tempo.pause()
            case "step":
                tempo.step()
            case "speed":
                tempo.set_speed(float(asked["speed"]))
            case _:
                raise ValueError('Say what to do: "play", "pause", "step" or "speed".')
        self._room.world.wake()
        return {}

    def view(self) -> Json | None:
        """Where the play stands, for the page; None when nothing is played."""
        scene = self._scene
        if scene is None or scene.tempo is None or self._playing is None:
            return None
        return {
            "title": scene.title,
            "state": self._state(scene.tempo),
            "speed": scene.tempo.speed,
            "acts": scene.acts,
            "chapter": scene.chapter,
            "last": scene.last,
            "problem": self._problem(),
        }

    def _state(self, tempo: Tempo) -> str:
        if self._playing is not None and self._playing.done():
            return "stuck" if self._problem() else "over"
        return "playing" if tempo.playing else "paused"

    def _problem(self) -> str:
        playing = self._playing
        if playing is None or not playing.done() or playing.cancelled():
            return ""
        error = playing.exception()
        return "" if error is None else _said(error)

    def _ended(self, playing: asyncio.Task[str]) -> None:
        if not playing.cancelled():
            playing.exception()  # so that a play nobody waits for ends without a warning
        self._room.world.wake()


def _said(error: BaseException) -> str:
    if isinstance(error, CannotPlay | OutOfTime | BotStumbled):
        return str(error)
    return f"The play ended with an error of its own ({type(error).__name__}). Please report it."
