"""The stages of a table's life: played once through the bot, then copied for every test that begins there."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.faults import FaultPlan
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World
from bot.rehearsal.world_store import WorldStore
from tests.acceptance.playing import Played
from tests.bot.conftest import START, TOKEN, Room

Play = Callable[[Played], Awaitable[None]]


async def _convene(table: Played) -> None:
    await table.convene()


async def _open_introductions(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Open the introductions")


async def _introduce(table: Played) -> None:
    for player in table.people.values():
        await player.says("Full shifts.")
        await player.says("Hope: peace. Worry: time.")
    await table.lena.presses("Close and show the answers")


async def _begin_result(table: Played) -> None:
    for player in table.people.values():
        await player.says("Full shifts.")
        await player.says("Hope: peace. Worry: time.")
    await table.lena.presses("Close and show the answers")
    await table.lena.presses("Begin: name the result")


async def _propose(table: Played) -> None:
    for number, player in enumerate(table.people.values()):
        for answer in (f"Residents of town {number}", f"Pay slip {number}", f"{86 + number} percent by 2036"):
            await player.says(answer)
    await table.lena.presses("Close and show the answers")
    await table.propose()


async def _open_vote(table: Played) -> None:
    await table.wait(hours=48)
    await table.lena.presses("Open the vote")


async def _agree(table: Played) -> None:
    await table.vote()
    await table.enter_data()


async def _open_map(table: Played) -> None:
    await table.lena.presses("Open the map questions")


async def _ask_what_to_try(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("End: The map")
    await table.lena.presses("Take it back")
    await table.lena.says("/table")
    await table.lena.presses("Experiments")
    await table.lena.presses("Ask what could be tried")
    for name, player in table.people.items():
        await player.says(f"{name} could open one evening a week.")
        await player.says(f"People on {name}'s late shift could be worse off.")


async def _look_back(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Look back on this cycle")
    await table.lena.presses("Open the questions")


STAGES: dict[str, tuple[str | None, Play]] = {
    "convened": (None, _convene),
    "introducing": ("convened", _open_introductions),
    "introduced": ("introducing", _introduce),
    "naming": ("introducing", _begin_result),
    "clarifying": ("naming", _propose),
    "voting": ("clarifying", _open_vote),
    "agreed": ("voting", _agree),
    "mapping": ("agreed", _open_map),
    "trying": ("mapping", _ask_what_to_try),
    "reflecting": ("convened", _look_back),
}


class Scenes:
    """Folders with what the bot and the pretended Telegram know at each stage."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @asynccontextmanager
    async def open(self, stage: str, folder: Path) -> AsyncIterator[Played]:
        """The table as it stands at this stage, for one test to play on."""
        await self._prepare(stage)
        shutil.copytree(self._folder / stage, folder, dirs_exist_ok=True)
        async with _taken_up(folder) as played:
            yield played

    async def _prepare(self, stage: str) -> None:
        target = self._folder / stage
        if target.exists():
            return
        before, play = STAGES[stage]
        unfinished = self._folder / f"{stage}-unfinished"
        unfinished.mkdir(exist_ok=True)
        if before is not None:
            await self._prepare(before)
            shutil.copytree(self._folder / before, unfinished, dirs_exist_ok=True)
        async with _taken_up(unfinished) as played:
            await play(played)
        unfinished.rename(target)


@asynccontextmanager
async def _taken_up(folder: Path) -> AsyncIterator[Played]:
    with closing(WorldStore(folder / "room.sqlite3")) as store:
        world = World(RehearsalClock(START, frozen=True), store=store, token=TOKEN)
        faults = FaultPlan()
        server = RoomServer(create_app(world, page_token=None, faults=faults))
        url = await server.start()
        try:
            played = Played(Room(world, faults, url, folder))
            await played.start()
            yield played
            await played.stop()
        finally:
            await server.stop()
