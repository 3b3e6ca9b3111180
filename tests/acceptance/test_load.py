"""More than seven questions a person in a cycle: opened all the same, and said (docs/method.md 0)."""

from __future__ import annotations

from dialogues.model import Round
from tests.acceptance.playing import Played
from tests.acceptance.test_experiments import panel

HEAVY = "questions in this cycle; the rule is at most 7"


async def test_the_questions_of_a_first_cycle_are_counted_without_the_pulse(mapping: Played) -> None:
    """Introductions ask 2, the result 3, the map 5: that is more than the rule already."""
    assert "now asked 10 " + HEAVY in mapping.lena.has_read()
    assert mapping.one(Round, topic="map").state == "collecting"
    before = mapping.lena.has_read().count(HEAVY)
    await panel(mapping, "Take the pulse")
    assert mapping.lena.has_read().count(HEAVY) == before
    assert HEAVY not in mapping.group_text() + mapping.carl.has_read()


async def test_within_the_rule_nothing_is_said(naming: Played) -> None:
    assert HEAVY not in naming.lena.has_read()


async def test_what_the_method_would_do_first_is_said_with_it(mapping: Played) -> None:
    await panel(mapping, "Ask: what are we not saying?")
    told = mapping.lena.has_read()
    assert "now asked 11 " + HEAVY in told
    assert "The method would do this first: " in told.rpartition(HEAVY)[2]


async def test_for_how_many_and_how_long_is_said_as_counts_alone(mapping: Played) -> None:
    """Three typed of the result, two of the introductions, two typed and three tapped of the map."""
    told = mapping.lena.has_read()
    assert "It takes up to " in told
    assert "is too much for 5 people" in told
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa", "Marigold"):
        assert name not in told.partition(HEAVY)[2].partition("move it to the next cycle")[0]


async def test_what_is_too_much_moves_to_the_next_cycle_while_nobody_has_answered(mapping: Played) -> None:
    await mapping.lena.presses("Move it to the next cycle")
    assert mapping.one(Round, topic="map").state == "withdrawn"
    assert "I bring it up again on " in mapping.lena.has_read()
    assert "You moved The map" not in mapping.lena.has_read()
    await mapping.wait(days=91)
    assert "You moved The map" in mapping.lena.has_read()
    await mapping.lena.presses("Ask: The map")
    assert mapping.find(Round, topic="map")[-1].state == "collecting"


async def test_what_somebody_has_answered_is_not_moved(mapping: Played) -> None:
    await mapping["Ottilie"].presses("Rules and policy")
    await mapping["Ottilie"].presses("Done")
    await mapping.lena.presses("Move it to the next cycle")
    assert mapping.one(Round, topic="map").state == "collecting"
    assert "Somebody has answered already" in mapping.lena.reads()
