"""A rehearsal is kept whole, opened where it was, deleted; what cannot be is said in one sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.players import Player, Stage
from bot.rehearsal.transcript.writing import transcript
from bot.rehearsal_room import RehearsalRoom
from bot.room_doings import RoomDoings
from bot.running import RehearsalFolderForeign, _clear
from bot.saved_rehearsals import NameTaken, NameUnusable, NoSuchRehearsal, RehearsalDamaged
from bot.settings import Settings
from dialogues.model import Answer, Person
from tests.bot.small_method import SMALL_METHOD


def opened(folder: Path) -> RehearsalRoom:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    return RehearsalRoom(settings, SMALL_METHOD, folder=folder, port=0)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[RehearsalRoom]:
    async with opened(tmp_path / "room") as room:
        room.world.start(room.world.add_user("Anna"))
        await room.settle()
        yield room


def anna(room: RehearsalRoom) -> Player:
    user = next(user for user in room.world.users.values() if user.first_name == "Anna")
    return Player(Stage(room.world, room.settle), user)


def answers(room: RehearsalRoom) -> int:
    with room.repository() as repository:
        return repository.count(Answer)


async def test_it_is_opened_where_it_was_and_goes_on(room: RehearsalRoom) -> None:
    await anna(room).says("jobs")
    await room.save("Monday evening")
    kept_at, acts = room.clock.now(), len(transcript(room.world)["steps"])
    await anna(room).says("homes")
    assert answers(room) == 2
    before = room.world.epoch
    await room.open_saved("Monday evening")
    assert room.world.epoch > before, "the pages have to read all of it anew"
    assert answers(room) == 1
    assert abs(room.clock.now() - kept_at).total_seconds() < 30
    assert len(transcript(room.world)["steps"]) - acts <= 1, "the clock is set, nobody has acted"
    assert [m.words for m in room.world.messages(anna(room).user)][-2:] == ["jobs", "Kept 1: jobs"]
    await anna(room).says("schools")
    assert anna(room).reads() == "Kept 2: schools"
    before = room.world.epoch
    await room.open_saved("Monday evening")
    assert room.world.epoch > before, "a second time too"


async def test_it_outlives_the_room_and_a_fresh_beginning(room: RehearsalRoom, tmp_path: Path) -> None:
    await anna(room).says("jobs")
    await room.save("Monday evening")
    await room.stop()
    _clear(tmp_path / "room")
    async with opened(tmp_path / "room") as again:
        with again.repository() as repository:
            assert repository.count(Person) == 0
        assert [one.name for one in again.saved.all()] == ["Monday evening"]
        await again.open_saved("Monday evening")
        assert answers(again) == 1


async def test_nothing_but_a_rehearsal_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", "utf-8")
    with pytest.raises(RehearsalFolderForeign):
        _clear(tmp_path)
    assert (tmp_path / "letters.txt").exists()


async def test_names_are_asked_for_kindly(room: RehearsalRoom) -> None:
    do = RoomDoings(room).by_name()
    assert len((await do["save"]({"name": "../../etc: ¿sí?"}))["saved"]) == 1
    with pytest.raises(NameTaken, match="Choose another name"):
        await do["save"]({"name": " ../../etc: ¿sí? "})
    for name in ("  ", "x" * 61):
        with pytest.raises(NameUnusable):
            await do["save"]({"name": name})
    with pytest.raises(NoSuchRehearsal):
        await do["open"]({"name": "Tuesday"})
    assert (await do["delete"]({"name": "../../etc: ¿sí?"}))["saved"] == []
    with pytest.raises(NoSuchRehearsal):
        await do["delete"]({"name": "../../etc: ¿sí?"})


async def test_a_damaged_one_is_not_opened_and_the_room_stays(room: RehearsalRoom, tmp_path: Path) -> None:
    await anna(room).says("jobs")
    await room.save("Monday evening")
    (database,) = (tmp_path / "room" / "saved").glob("*/tablekeeper.db")
    database.write_bytes(b"no database" * 100)
    with pytest.raises(RehearsalDamaged, match="cannot be opened"):
        await room.open_saved("Monday evening")
    await anna(room).says("homes")
    assert anna(room).reads() == "Kept 2: homes"
