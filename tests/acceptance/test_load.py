"""More than seven questions a person in a cycle: said before the tap, never refused (docs/method.md 0)."""

from __future__ import annotations

import pytest

from dialogues.model import Answer, Round
from tests.acceptance.facilitating import Facilitator
from tests.acceptance.people import seat_of
from tests.acceptance.playing import Played
from tests.acceptance.test_experiments import panel

TOO_MUCH = "is a lot for one cycle"
OPTIONAL = "This question is optional"
PEOPLE = ("Ottilie", "Clementine", "Thaddeus", "Philippa", "Marigold")


def weighing(table: Played) -> Played:
    """The question before a round that is too much is answered by the test."""
    assert isinstance(table.lena, Facilitator)
    table.lena.weighs = True
    return table


@pytest.fixture
def asked_back(agreed: Played) -> Played:
    """A table about to open its map, whose facilitator decides in the test."""
    return weighing(agreed)


async def steps_page(table: Played) -> str:
    await table.lena.says("/table")
    await table.lena.presses("Steps and rounds")
    return table.lena.reads()


async def test_the_cost_stands_on_the_page_before_the_tap(asked_back: Played) -> None:
    """Introductions ask 2, the result 3, the map 5: that is more than the rule already."""
    page = await steps_page(asked_back)
    assert "Asks up to 5 questions of a person, about 3 minutes." in page
    assert "That is more than the rule for 5 people of 5." in page
    assert not any(name in page for name in PEOPLE)


async def test_the_question_tells_counts_and_no_names_and_nothing_is_open_yet(asked_back: Played) -> None:
    await asked_back.lena.presses("Open the map questions")
    told = asked_back.lena.reads()
    assert TOO_MUCH in told
    assert "5 people of 5 would then have more than the rule: up to 10 questions and 10 minutes" in told
    assert "at most 7 questions and 10 minutes" in told
    assert not any(name in told for name in PEOPLE)
    assert asked_back.find(Round, topic="map") == []
    assert TOO_MUCH not in asked_back.group_text() + asked_back.carl.has_read()


async def test_within_the_rule_it_opens_at_once(naming: Played) -> None:
    assert TOO_MUCH not in naming.lena.has_read()
    assert OPTIONAL not in "".join(naming[name].has_read() for name in PEOPLE)


async def test_the_pulse_is_never_too_much(mapping: Played) -> None:
    before = mapping.lena.has_read().count(TOO_MUCH)
    await panel(mapping, "Take the pulse")
    assert mapping.lena.has_read().count(TOO_MUCH) == before


async def test_what_the_method_would_do_first_is_said_with_it(mapping: Played) -> None:
    weighing(mapping)
    await panel(mapping, "Ask: what are we not saying?")
    assert "The method would do this first: " in mapping.lena.has_read().rpartition(TOO_MUCH)[2]


# fewer questions


async def leaves_out(table: Played, *questions: str) -> None:
    await table.lena.presses("Open the map questions")
    await table.lena.presses("Ask fewer questions")
    for question in questions:
        await table.lena.presses(question)
    await table.lena.presses("Done")


async def test_fewer_questions_are_asked_and_only_those_are_waited_for(asked_back: Played) -> None:
    await leaves_out(asked_back, "Which parts of the work", "Without asking anyone")
    assert asked_back.one(Round, topic="map").left_out == ("M2", "M3")
    ottilie = asked_back["Ottilie"]
    assert "Will you or your team" in ottilie.reads()
    await ottilie.presses("Yes")
    await ottilie.presses("No")
    await ottilie.says("The county clinic.")
    assert "1 of 5 organisations have answered" in asked_back.group_text().rpartition("The map")[2]
    given = {a.prompt for a in asked_back.find(Answer, seat_id=seat_of(asked_back, ottilie).id)}
    assert not given & {"M2", "M3"}


async def test_what_fits_again_is_not_called_optional(asked_back: Played) -> None:
    await leaves_out(asked_back, "Which parts of the work", "Without asking anyone", "Will you or your team")
    assert OPTIONAL not in asked_back["Ottilie"].reads()
    assert "optional for" not in asked_back.lena.reads()


async def test_a_round_without_a_question_is_not_opened(asked_back: Played) -> None:
    await leaves_out(
        asked_back,
        "Which parts of the work",
        "Without asking anyone",
        "Will you or your team",
        "Are you expected to speak",
        "Who is affected or needed",
    )
    assert "Nothing would be left to ask" in asked_back.lena.has_read()
    assert TOO_MUCH in asked_back.lena.reads()
    assert asked_back.find(Round, topic="map") == []


# later


async def next_cycle(table: Played) -> None:
    """The days of the cycle go by, and the facilitator opens the next one without a look back."""
    await table.wait(days=91)
    assert "You moved The map" not in table.lena.has_read()
    await table.lena.presses("Next cycle without looking back")
    await table.wait(hours=1)
    assert "You moved The map" in table.lena.has_read()


async def test_later_opens_nothing_and_brings_it_up_when_the_next_cycle_opens(asked_back: Played) -> None:
    before = asked_back.group_text()
    await asked_back.lena.presses("Open the map questions")
    await asked_back.lena.presses("Ask in the next cycle")
    assert "I bring it up again on " in asked_back.lena.reads()
    assert [r.state for r in asked_back.find(Round, topic="map")] == ["withdrawn"]
    assert asked_back.group_text() == before
    await next_cycle(asked_back)
    await asked_back.lena.presses("Ask: The map")
    assert asked_back.find(Round, topic="map")[-1].state == "collecting"


async def test_what_was_opened_moves_to_the_next_cycle_while_nobody_has_answered(mapping: Played) -> None:
    await mapping.lena.presses("Move it to the next cycle")
    assert mapping.one(Round, topic="map").state == "withdrawn"
    await next_cycle(mapping)
    await mapping.lena.presses("Ask: The map")
    assert mapping.find(Round, topic="map")[-1].state == "collecting"


async def test_what_somebody_has_answered_is_not_moved(mapping: Played) -> None:
    await mapping["Ottilie"].presses("Rules and policy")
    await mapping["Ottilie"].presses("Done")
    await mapping.lena.presses("Move it to the next cycle")
    assert mapping.one(Round, topic="map").state == "collecting"
    assert "Somebody has answered already" in mapping.lena.reads()


# opened knowingly


async def test_from_the_eighth_question_on_each_is_optional_and_passed_with_one_tap(mapping: Played) -> None:
    """Two of the introductions and three of the result were asked before; two more are within the rule."""
    marigold = mapping["Marigold"]
    assert OPTIONAL not in marigold.reads()
    await marigold.presses("Rules and policy")
    await marigold.presses("Done")
    assert OPTIONAL not in marigold.reads()
    await marigold.presses("Yes")
    assert OPTIONAL in marigold.reads()
    await marigold.presses("Pass on this round")
    given = {a.prompt: a.passed for a in mapping.find(Answer, seat_id=seat_of(mapping, marigold).id)}
    assert [p for p, passed in given.items() if passed] == ["M4", "M5", "M6"]


async def test_who_comes_back_to_the_round_is_still_told(mapping: Played) -> None:
    marigold = mapping["Marigold"]
    await marigold.presses("Pass")
    await marigold.presses("Pass")
    await marigold.says("/settings")
    await marigold.presses("🌴 I'm away")
    await marigold.says("/answer")
    assert OPTIONAL in marigold.has_read().rpartition("When are you back")[2]


# a look back


async def test_a_look_back_tells_its_cost_before_its_questions_are_opened(asked_back: Played) -> None:
    """P1 to P7; the self-rating (P8) does not count. The introductions and the result were five before."""
    cost = (
        "Asks up to 7 questions of a person, about 10 minutes. That is more than the rule for 5 people of 5."
    )
    await asked_back.lena.says("/table")
    await asked_back.lena.presses("Look back on this cycle")
    told = asked_back.lena.reads()
    assert cost in told
    assert "Looking back on cycle 1" in told
    assert not any(name in told for name in PEOPLE)
    assert "Question 1 of" not in asked_back["Ottilie"].reads(), "nothing is open yet"
    assert cost in await steps_page(asked_back)


async def test_a_look_back_alone_is_within_the_rule(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Look back on this cycle")
    assert "Asks up to 7 questions of a person, about 10 minutes." in convened.lena.reads()
    assert "more than the rule" not in convened.lena.reads(), "what is begun is not counted twice"
