"""The rehearsal room: it seeds once, goes on after a stop or a kill, and begins again when asked."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.method import the_method
from bot.rehearsal import table_in_room
from bot.rehearsal.example import EXAMPLE
from bot.rehearsal_room import RehearsalRoom, RoomTaken
from bot.room_doings import RoomDoings
from bot.settings import Settings
from dialogues.model import Answer, Person, Request, Round
from tests.bot.small_method import SMALL_METHOD


class OnePerson:
    """An example of one person who starts the bot."""

    seeded = 0

    async def seed(self, room: RehearsalRoom, kind: str) -> None:
        self.seeded += 1
        if kind == "example":
            room.world.start(room.world.add_user("Anna"))
        await room.settle()

    def hooks(self, room: RehearsalRoom) -> Mapping[str, Any]:
        return {"guide": lambda: {"title": "First", "steps": ["Press Start"]}}


def opened(folder: Path, example: OnePerson | None = None) -> RehearsalRoom:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    return RehearsalRoom(settings, SMALL_METHOD, folder=folder / "room", port=0, example=example)


def anna_of(room: RehearsalRoom) -> Any:
    return next(user for user in room.world.users.values() if user.first_name == "Anna")


def heard(room: RehearsalRoom) -> list[str]:
    return [one.words for one in room.world.messages(anna_of(room)) if one.from_id == room.world.bot.id]


async def test_it_is_seeded_once_and_goes_on_where_it_was(tmp_path: Path) -> None:
    example = OnePerson()
    async with opened(tmp_path, example) as room:
        room.world.say(anna_of(room), anna_of(room), "jobs")
        await room.settle()
    async with opened(tmp_path, example) as room:
        room.world.say(anna_of(room), anna_of(room), "homes")
        await room.settle()
        assert heard(room) == ["Hello Anna", "Kept 1: jobs", "Kept 2: homes"]
    assert example.seeded == 1


async def test_beginning_again_leaves_nothing_of_before(tmp_path: Path) -> None:
    async with opened(tmp_path, OnePerson()) as room:
        room.world.say(anna_of(room), anna_of(room), "jobs")
        await room.settle()
        await room.restart("example")
        assert heard(room) == ["Hello Anna"]
        with room.repository() as repository:
            assert (repository.count(Answer), repository.count(Person)) == (0, 1)
        await room.restart("empty")
        with room.repository() as repository:
            assert repository.count(Person) == 0


async def test_a_seeding_that_was_killed_is_begun_again(tmp_path: Path) -> None:
    example = OnePerson()
    async with opened(tmp_path, example):
        pass
    (tmp_path / "room" / "seeded").unlink()
    async with opened(tmp_path, example) as room:
        assert heard(room) == ["Hello Anna"]
    assert example.seeded == 2


async def test_the_page_asks_for_the_key_and_shows_the_guide(tmp_path: Path) -> None:
    async with opened(tmp_path, OnePerson()) as room, aiohttp.ClientSession() as session:
        async with session.get(f"{room.url}/room/state") as refused:
            assert refused.status == 403
        key = room.address.partition("key=")[2]
        async with session.get(f"{room.url}/room/state", headers={"X-Room-Key": key}) as state:
            assert (await state.json())["guide"]["title"] == "First"


async def test_one_folder_holds_one_room(tmp_path: Path) -> None:
    async with opened(tmp_path):
        with pytest.raises(RoomTaken):
            await opened(tmp_path).start()


async def test_nobody_else_reads_the_keys(tmp_path: Path) -> None:
    async with opened(tmp_path) as room:
        first = room.address.partition("key=")[2]
        assert stat.S_IMODE((tmp_path / "room" / "keys.json").stat().st_mode) == 0o600
    async with opened(tmp_path) as room:
        assert room.address.partition("key=")[2] == first


async def test_on_the_way_of_the_clock_everything_happens_at_its_own_time(tmp_path: Path) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    async with RehearsalRoom(settings, the_method(), folder=tmp_path, port=0, example=EXAMPLE) as room:
        begun = room.clock.now()
        opens = table_in_room.next_cycle(room)
        assert opens is not None
        await room.move_on(opens)
        with room.repository() as repository:
            (round_,) = repository.find(Round, topic="result")
            asked = repository.find(Request, machine="round", subject_id=round_.id)
        reminded = [request.at for request in asked if request.trigger == "remind"]
        assert begun < min(reminded) < max(reminded) < opens
        assert abs(opens - room.clock.now()) < timedelta(minutes=1)
        with pytest.raises(ValueError, match="only goes forward"):
            await room.move_on(begun)


async def test_an_empty_room_has_nothing_to_export(tmp_path: Path) -> None:
    async with opened(tmp_path) as room:
        with pytest.raises(ValueError, match="Nobody has done anything in this room"):
            await RoomDoings(room).by_name()["export"]({})
