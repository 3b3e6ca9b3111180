"""A member leaves a table: what was said stays, the seat is vacant, and facilitators hear it."""

from __future__ import annotations

from dialogues.model import Answer, Seat
from tests.acceptance import acts, people
from tests.acceptance.playing import Played


async def test_a_member_leaves_and_what_was_said_stays(clarifying: Played) -> None:
    ottilie = clarifying["Ottilie"]
    seat = people.seat_of(clarifying, ottilie)
    said = clarifying.find(Answer, seat_id=seat.id)
    await ottilie.says("/privacy")
    await ottilie.presses("Leave Lake Alder table")
    assert "What you said stays" in ottilie.reads()
    assert clarifying.one(Seat, id=seat.id).present
    await ottilie.presses("Yes, I leave")
    assert not clarifying.one(Seat, id=seat.id).present
    assert clarifying.find(Answer, seat_id=seat.id) == said
    assert "Lake Alder Council" in clarifying.lena.reads()
    await acts.forges(clarifying, ottilie, "leave:1:now")
    assert "has done its work" in (acts.toast(clarifying, ottilie) or "")


async def test_no_leaves_everything_as_it_was(clarifying: Played) -> None:
    ottilie = clarifying["Ottilie"]
    seats = clarifying.find(Seat)
    await ottilie.says("/privacy")
    await ottilie.presses("Leave Lake Alder table")
    await ottilie.presses("No, I stay")
    assert "Nothing has changed" in ottilie.reads()
    assert clarifying.find(Seat) == seats


async def test_whoever_sits_for_no_organisation_is_not_offered_it(clarifying: Played) -> None:
    await clarifying.carl.says("/privacy")
    buttons = clarifying.stage.bot_messages(clarifying.carl.user)[-1].buttons
    assert not any(b.text.startswith("Leave") for b in buttons)
