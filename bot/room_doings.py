"""What is done with a whole room from its page: a scenario is put on, played, paused, stepped through."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.rehearsal.scenario.reading import read_text
from bot.rehearsal.scenario.tempo import Tempo

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
        return {"scenario": self._scenario, "play": self._play}

    async def _scenario(self, asked: Json) -> Json:
        scenario = read_text(str(asked["text"]), str(asked.get("name") or "the scenario"))
        await self._room.stage.put_on(scenario, Tempo(paused=True), self._room.tell)
        return {}

    async def _play(self, asked: Json) -> Json:
        return self._room.stage.direct(asked)
