"""An update whose parts are of another kind than the Bot API tells is kept, and decides nothing."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from bot.desk import ParkedAway
from bot.ingress.soundness import Unsound, _fields, sound
from dialogues.events import Event, Pressed, Who, Wrote
from dialogues.model import Person
from storage import parked
from tests.bot.conftest import START, Room, reading, stored
from tests.bot.test_desk import update


def misplaced(path: tuple[str, ...], value: Any, **more: Any) -> dict[str, Any]:
    one: Any = update(70_001, "jobs")
    one["message"] |= more
    place = one
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return dict(one)


@pytest.mark.parametrize("more", [{}, {"via_bot": {"id": 5, "is_bot": True, "first_name": "B"}}])
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("message", "from", "id"), "1 OR 1=1"),
        (("message", "from", "id"), 2**70),
        (("message", "from", "id"), 1.5),
        (("message", "from", "id"), True),
        (("message", "message_id"), "five"),
        (("message", "message_id"), -(2**63) - 1),
        (("message", "text"), {"a": 1}),
        (("message", "from", "first_name"), ["Anna"]),
        (("message", "date"), 10**20),
        (("message", "date"), "now"),
    ],
)
async def test_it_is_parked_and_nothing_else_happens(
    room: Room, path: tuple[str, ...], value: Any, more: dict[str, Any]
) -> None:
    async with room.bot() as bot:
        await bot.settle()
        (taken,) = await bot.desk.take([misplaced(path, value, **more)])
        assert isinstance(taken, ParkedAway)
        (kept,) = reading(bot, parked.newest)
        assert kept.attempts == 1
        assert stored(bot, Person) == []
        await bot.settle()


@pytest.mark.parametrize("id", [2**70, -(2**63), "-1001", True, 1.5, {"a": 1}])
async def test_a_group_that_is_no_group_of_telegrams_is_parked_too(room: Room, id: Any) -> None:
    chat = {"id": id, "type": "supergroup", "title": "A table"}
    async with room.bot() as bot:
        await bot.settle()
        (taken,) = await bot.desk.take([misplaced(("message", "chat"), chat)])
        assert isinstance(taken, ParkedAway)
        (kept,) = reading(bot, parked.newest)
        assert kept.attempts == 1, "it was tried out instead of being looked at"
        assert stored(bot, Person) == []


@pytest.mark.parametrize("id", ["the secret of Anna", 987654321987654321])
def test_what_is_unsound_is_named_by_its_place_and_never_by_what_stands_there(id: Any) -> None:
    who = Who(telegram_id=id, name="Anna", language="en")
    event = Wrote(at=START, who=who, text="x", message_id=1, reply_to=None, forwarded=False)
    with pytest.raises(Unsound, match=r"Who\.telegram_id") as refused:
        sound(event)
    assert "secret" not in str(refused.value)
    assert "98765" not in str(refused.value)


@pytest.mark.parametrize("arguments", ["12", ["1", "2"], None, {"1": "2"}])
def test_words_of_a_press_that_are_no_row_of_words_are_unsound(arguments: Any) -> None:
    who = Who(telegram_id=7, name="Anna", language="en")
    event = Pressed(at=START, who=who, verb="go", arguments=arguments, message_id=1, group=None)
    with pytest.raises(Unsound, match=r"Pressed\.arguments"):
        sound(event)


async def test_a_press_with_a_strange_id_is_not_answered(room: Room) -> None:
    anna = room.person()
    press = {
        "id": {"a": 1},
        "from": {"id": anna.id, "is_bot": False, "first_name": "Anna"},
        "chat_instance": "1",
    }
    async with room.bot() as bot:
        await bot.settle()
        await bot.desk.take([{"update_id": 70_002, "callback_query": press | {"data": "x"}}])
        await bot.settle()
    assert room.world.queries == {}


def test_every_event_can_be_looked_at() -> None:
    for kind in get_args(Event):
        assert _fields(kind), kind
