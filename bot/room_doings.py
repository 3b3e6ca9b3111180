"""What is done with a whole room from its page: a scenario, a fresh table, rehearsals kept and opened again."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.rehearsal import table_form
from bot.rehearsal.scenario.failures import CannotPlay
from bot.rehearsal.scenario.reading import read_text
from bot.rehearsal.scenario.tempo import Tempo
from bot.rehearsal.transcript.writing import transcript, written
from bot.scenario_stage import Scene

if TYPE_CHECKING:
    from bot.rehearsal_room import RehearsalRoom

Json = dict[str, Any]
Doing = Callable[[Json], Awaitable[Json]]


class RoomDoings:
    """Each takes the JSON that the page sends; they raise ValueError or LookupError with a sentence to show."""

    def __init__(self, room: RehearsalRoom) -> None:
        self._room = room

    def by_name(self) -> Mapping[str, Doing]:
        """The doings as the page asks for them."""
        return {
            "scenario": self._scenario,
            "play": self._play,
            "form": self._form,
            "fresh": self._fresh,
            "saved": self._saved,
            "save": self._save,
            "open": self._open,
            "delete": self._delete,
            "export": self._export,
        }

    async def _scenario(self, asked: Json) -> Json:
        scenario = read_text(str(asked["text"]), str(asked.get("name") or "the scenario"))
        await self._room.stage.put_on(scenario, Tempo(paused=True), self._room.tell)
        return {}

    async def _play(self, asked: Json) -> Json:
        return self._room.stage.direct(asked)

    async def _form(self, _asked: Json) -> Json:
        return table_form.choices()

    async def _fresh(self, asked: Json) -> Json:
        """Sets a table up as the form says; what the bot does not let its people do is told."""
        scenario = table_form.scenario_of(asked, self._room.clock.now())
        stuck: list[str] = []

        async def fill() -> None:
            try:
                await Scene(self._room, scenario, None, self._room.tell).seat_everybody()
            except CannotPlay as error:
                stuck.append(str(error))

        await self._room.begin_again("form", fill)
        if stuck:
            raise ValueError(f"The table is set up in part: {stuck[0]} Go on by hand, or begin again.")
        return {}

    async def _saved(self, _asked: Json) -> Json:
        return {"saved": [asdict(one) for one in self._room.saved.all()]}

    async def _save(self, asked: Json) -> Json:
        await self._room.save(str(asked["name"]))
        return await self._saved({})

    async def _open(self, asked: Json) -> Json:
        await self._room.open_saved(str(asked["name"]))
        return {}

    async def _delete(self, asked: Json) -> Json:
        self._room.saved.delete(str(asked["name"]))
        return await self._saved({})

    async def _export(self, _asked: Json) -> Json:
        """The rehearsal as a golden transcript, and what the file may be called."""
        if not self._room.world.acts:
            raise ValueError(
                "Nobody has done anything in this room that could be exported. Begin again first."
            )
        body = transcript(self._room.world)
        name = re.sub(r"[^a-z0-9]+", "_", body["title"].lower()).strip("_") or "rehearsal"
        return {"name": f"{name}.yaml", "text": written(body)}
