"""Every arrow of the experiment machine; a cycle without work, and a review that is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dialogues import advancing, guards_of_experiments
from dialogues.checks.privacy import Sealed
from dialogues.machines import EXPERIMENT, Outcome
from dialogues.model import Answer, Experiment, OperatingDocument, Request, Round, Seat, Tier
from dialogues.moves import move_experiment
from tests.dialogues.stand import NOW, Stand
from tests.dialogues.walking import Fact, Facts, Walk, nothing


def card(stand: Stand) -> Experiment:
    """The card that is moved: the first there is."""
    return stand.repository.find(Experiment, table_id=stand.id)[0]


def changed(**values: Any) -> Fact:
    """A fact of the card itself."""
    return lambda stand: stand.repository.put(replace(card(stand), **values))


def _at_table(**values: Any) -> Fact:
    return lambda stand: stand.change_table(**values)


FACTS = {
    "table_is_open": Facts(nothing, _at_table(lifecycle="draft")),
    "ran_before": Facts(changed(existing=True), nothing),
    "not_while_forming": Facts(_at_table(trust_stage="storming"), _at_table(trust_stage="forming")),
    "work_may_start": Facts(_at_table(lifecycle="mapping"), _at_table(lifecycle="naming_result")),
    "card_has_doer": Facts(nothing, changed(doer=None)),
    "card_has_hypothesis": Facts(nothing, changed(hypothesis="")),
    "card_has_measure": Facts(nothing, changed(measure=None)),
    "card_has_prediction": Facts(nothing, changed(prediction=None)),
    "card_ends_in_time": Facts(nothing, changed(ends_on=date(2027, 5, 23)), need="180"),
    "harm_is_asked": Facts(nothing, lambda s: s.repository.remove(Round, topic="harm"), "0", "2"),
    "start_is_agreed": Facts(changed(agreed="on Monday, by all"), nothing),
}


class TestExperiment(Walk):
    chart = EXPERIMENT
    facts = FACTS

    def at(self, stand: Stand, state: str) -> None:
        stand.try_out(state=state)

    def subject(self, stand: Stand) -> tuple[int, str]:
        return card(stand).id, card(stand).state

    def ask(self, stand: Stand, trigger: str, seat: Seat | None) -> Outcome:
        return move_experiment(stand.ctx, stand.table, card(stand), trigger, seat)[1]


@pytest.mark.parametrize(
    ("day", "holds"), [(date(2027, 5, 22), True), (date(2026, 11, 23), True), (date(2026, 11, 22), False)]
)
def test_the_last_day_is_at_most_180_days_away_and_not_past(stand: Stand, day: date, *, holds: bool) -> None:
    guard = guards_of_experiments.of_experiment(stand.ctx, stand.table, stand.try_out(ends_on=day))
    assert (guard("card_ends_in_time") is None) is holds


@pytest.mark.parametrize(("state", "agreed"), [("ratified", True), ("parked", False), ("provisional", False)])
def test_only_a_ratified_vote_is_an_agreement(stand: Stand, state: str, *, agreed: bool) -> None:
    round_ = stand.opened("experiment", state)
    assert guards_of_experiments.is_agreed(stand.ctx, stand.try_out(round_id=round_.id)) is agreed


def test_two_thirds_of_the_organisations_are_enough_for_harm_to_be_asked(stand: Stand) -> None:
    for number, asked in ((1, False), (2, True)):
        seat = stand.seats[number]
        stand.add(
            Answer,
            round_id=stand.introductions.id,
            seat_id=seat.id,
            organisation_id=seat.organisation_id,
            prompt="X4",
            tier=Tier.UNNAMED,
            text=Sealed("x"),
            answered_at=NOW,
        )
        assert guards_of_experiments.harm_is_asked(stand.ctx, stand.table) is asked


@pytest.mark.parametrize(("days_ago", "lapsed"), [(None, False), (89, False), (90, True), (200, True)])
def test_work_has_lapsed_when_nothing_ran_for_a_cycle(
    stand: Stand, days_ago: int | None, *, lapsed: bool
) -> None:
    stand.change_table(trust_stage="performing")
    closed = None if days_ago is None else NOW - timedelta(days=days_ago)
    state = "running" if closed is None else "closed"
    stand.try_out(state=state, started_at=NOW - timedelta(days=300), closed_at=closed)
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.table.trust_stage == ("norming" if lapsed else "performing")
    moves = [(r.trigger, r.reasons, r.outcome) for r in stand.repository.find(Request, machine="trust")]
    assert moves == ([("work_lapsed", ("no_experiment_for_a_cycle",), "automatic")] if lapsed else [])


@pytest.mark.parametrize(("months", "lapsed"), [(6, True), (12, False), (None, False)])
def test_work_has_lapsed_when_the_review_of_the_document_is_overdue(
    stand: Stand, months: int | None, *, lapsed: bool
) -> None:
    stand.change_table(trust_stage="performing")
    stand.try_out()
    ratified = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)
    stand.opened("document", "ratified", closed_at=ratified)
    stand.add(OperatingDocument, review_months=months, changed_at=ratified)
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.table.trust_stage == ("norming" if lapsed else "performing")


def test_a_table_that_does_not_perform_has_nothing_to_lose(stand: Stand) -> None:
    stand.change_table(trust_stage="norming")
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.repository.find(Request, machine="trust") == []
