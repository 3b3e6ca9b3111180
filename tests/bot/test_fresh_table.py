"""A table from the page's form: its people join through the bot, and what cannot be is told kindly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.method import the_method
from bot.rehearsal import table_in_room
from bot.rehearsal.table_form import FormWrong
from bot.rehearsal_room import RehearsalRoom
from bot.room_doings import RoomDoings
from bot.settings import Settings
from dialogues.model import Organisation, Seat, Table

Json = dict[str, Any]


def filled_in(**changed: Any) -> Json:
    return {
        "name": "River table",
        "time_zone": "America/Bogota",
        "language": "es/en",
        "facilitator": "Inés",
        "coordinator": "Bruno",
        "organisations": [
            {
                "name": "City Works",
                "sector": "government",
                "people": [{"name": "Ana", "type": "decision_maker"}, {"name": "Luis", "type": "doer"}],
            },
            {
                "name": "Neighbours of the river",
                "sector": "community",
                "grassroots": True,
                "people": [{"name": "Rosa", "type": "designee"}],
            },
        ],
    } | changed


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[RehearsalRoom]:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    async with RehearsalRoom(settings, the_method(), folder=tmp_path, port=0) as room:
        yield room


async def test_everybody_sits_where_the_form_says(room: RehearsalRoom) -> None:
    await RoomDoings(room).by_name()["fresh"](filled_in())
    with room.repository() as repository:
        (table,) = repository.find(Table)
        organisations = repository.find(Organisation)
        seats = repository.find(Seat, present=True)
    assert (table.name, table.time_zone, table.languages, table.lifecycle) == (
        "River table",
        "America/Bogota",
        ("es", "en"),
        "convening",
    )
    assert [(o.name, o.sector, o.grassroots) for o in organisations] == [
        ("City Works", "government", False),
        ("Neighbours of the river", "community", True),
    ]
    assert sum(seat.holds_vote for seat in seats) == 2
    labels = table_in_room.seat_labels(room)
    people = {user.first_name: labels.get(user.id) for user in room.world.users.values() if not user.is_bot}
    assert people == {
        "Inés": "Facilitator",
        "Bruno": "Coordinator",
        "Ana": "City Works",
        "Luis": "City Works",
        "Rosa": "Neighbours of the river",
    }
    assert room.kind == "form"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "Give everybody and every organisation a name."),
        ({"time_zone": "Middle/Earth"}, "Choose a time zone from the list"),
        ({"coordinator": "inés"}, "Two people are called inés."),
        ({"facilitator": "I" * 61}, "Keep each name under 61 characters."),
        ({"organisations": []}, "A form takes 1 to 20 organisations"),
        ({"language": "fr"}, "Choose a language from the list."),
        ({"color": "red"}, "Fill in again: color."),
    ],
)
async def test_what_cannot_be_is_told_and_nothing_is_lost(
    room: RehearsalRoom, changed: Json, said: str
) -> None:
    before = room.world.epoch
    with pytest.raises(FormWrong, match=said):
        await RoomDoings(room).by_name()["fresh"](filled_in(**changed))
    assert room.world.epoch == before
