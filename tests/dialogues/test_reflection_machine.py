"""Every arrow of the reflection machine, granted and refused guard by guard; generated from the chart itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogues import machines
from dialogues.machines import REFLECTION, Arrow, Moved, Outcome, Refused
from dialogues.model import Indicator, IndicatorValue, Reflection, Seat
from dialogues.moves import move_reflection
from tests.dialogues.stand import NOW, Stand
from tests.dialogues.walking import Facts, Walk, named, nothing, steps, taken_back

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

# What each guard needs to hold, and what it refuses with when it does not
FACTS = {
    "table_is_open": Facts(nothing, lambda s: s.change_table(lifecycle="paused")),
    "no_other_reflection": Facts(
        lambda s: s.reflect("cancelled"),
        lambda s: s.add(Reflection, cycle=1, state="deciding", opened_at=NOW),
    ),
    "cycle_has_begun": Facts(nothing, lambda s: s.change_table(cycle=0)),
    "one_look_back_a_cycle": Facts(
        lambda s: (s.reflect(cycle=1), s.reflect("cancelled", cycle=2)),
        lambda s: s.reflect(cycle=2),
        need="2",
    ),
    "data_is_marked": Facts(lambda s: s.change_reflection(data="missing"), nothing),
    "reminders_left": Facts(
        lambda s: s.change_reflection(reminders=1), lambda s: s.change_reflection(reminders=2), "2", "2"
    ),
    "reminder_gap_kept": Facts(
        lambda s: s.remind("reflection", 24 * HOUR), lambda s: s.remind("reflection", 24 * HOUR - MINUTE)
    ),
    "extensions_left": Facts(
        lambda s: s.change_reflection(extensions=1), lambda s: s.change_reflection(extensions=2), "2", "2"
    ),
    "enough_answered": Facts(lambda s: s.answer_reflection(0, 1), lambda s: s.answer_reflection(0), "1", "2"),
    "looked_back_first": Facts(
        lambda s: s.look_back("P1", "P2", "P3"), lambda s: s.look_back("P1", "P3"), "2", "3"
    ),
    "decisions_taken": Facts(lambda s: s.change_reflection(decisions="x"), nothing),
    "experiments_decided": Facts(
        lambda s: s.tried(state="closed", decision="adopt"), lambda s: s.tried(state="closed"), "1"
    ),
    "something_fed_back": Facts(lambda s: s.change_reflection(upstream="map"), nothing),
    "facilitator_checked": Facts(nothing, None),
    **taken_back(REFLECTION),
}


class TestReflection(Walk):
    chart = REFLECTION
    facts = FACTS

    def at(self, stand: Stand, state: str) -> None:
        stand.in_reflection(state)

    def subject(self, stand: Stand) -> tuple[int, str]:
        return stand.reflection_id, stand.reflection.state

    def ask(self, stand: Stand, trigger: str, seat: Seat | None) -> Outcome:
        return move_reflection(stand.ctx, stand.table, stand.reflection, trigger, seat)[1]


@pytest.mark.parametrize(("arrow", "source"), steps(REFLECTION), ids=named)
def test_a_reflection_is_closed_in_its_final_states_alone(stand: Stand, arrow: Arrow, source: str) -> None:
    walk = TestReflection()
    walk.prepare(stand, arrow, source)
    if isinstance(walk.ask(stand, arrow.trigger, None), Moved):
        assert stand.reflection.closed_at == (NOW if arrow.target in machines.REFLECTION_FINAL else None)


def test_a_value_of_this_cycle_marks_the_data_and_one_of_another_does_not(stand: Stand) -> None:
    indicator = stand.add(Indicator, name="jobs")
    stand.in_reflection("preparing")
    for cycle, granted in ((1, False), (2, True)):
        stand.add(IndicatorValue, indicator_id=indicator.id, cycle=cycle, value=None, entered_at=NOW)
        _, outcome = move_reflection(stand.ctx, stand.table, stand.reflection, "begin", None)
        assert isinstance(outcome, Moved) is granted


def test_a_reason_stands_for_what_is_fed_back(stand: Stand) -> None:
    stand.in_reflection("feeding_back")
    stand.change_reflection(upstream_reason="the hypothesis held")
    _, outcome = move_reflection(stand.ctx, stand.table, stand.reflection, "summarize", None)
    assert isinstance(outcome, Moved)


def test_the_deadline_stands_for_the_answers_that_are_missing(stand: Stand) -> None:
    stand.in_reflection("private_reflection")
    stand.change_reflection(deadline=NOW + MINUTE)
    _, outcome = move_reflection(stand.ctx, stand.table, stand.reflection, "close_reflection", None)
    assert isinstance(outcome, Refused)
    stand.change_reflection(deadline=NOW)
    _, outcome = move_reflection(stand.ctx, stand.table, stand.reflection, "close_reflection", None)
    assert isinstance(outcome, Moved)


def test_an_ended_experiment_may_stay_open_with_a_reason(stand: Stand) -> None:
    stand.in_reflection("deciding")
    stand.change_reflection(decisions="x")
    stand.tried(state="closed", why="nobody has counted")
    _, outcome = move_reflection(stand.ctx, stand.table, stand.reflection, "feed_back", None)
    assert isinstance(outcome, Moved)
