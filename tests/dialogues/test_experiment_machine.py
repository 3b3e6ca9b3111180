"""Starting, registering and closing: each guard on its own; a cycle without work; a review that is overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dialogues import advancing, guards_of_experiments, machines
from dialogues.checks.privacy import Sealed
from dialogues.machines import Moved, NotFromHere, Refused
from dialogues.model import Answer, Experiment, OperatingDocument, Reflection, Request, Round, Tier
from dialogues.moves import move_experiment, move_reflection
from storage.database import open_migrated
from storage.repository import SqlRepository
from tests.dialogues.test_trust_machine import NOW, Stand


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    engine = open_migrated(f"sqlite:///{tmp_path / 'test.db'}")
    with engine.begin() as connection:
        yield Stand(SqlRepository(connection))
    engine.dispose()


def whole(stand: Stand) -> Experiment:
    """A whole card, agreed, at a table that may start it."""
    stand.at("storming")
    return stand.try_out(state="drafted", started_cycle=None, started_at=None, agreed="on Monday, by all")


def start(stand: Stand, card: Experiment) -> machines.Outcome:
    _, outcome = move_experiment(stand.ctx, stand.table, card, "start", stand.seats[0])
    return outcome


def _forming(stand: Stand, card: Experiment) -> Experiment:
    stand.at("forming")
    return card


def _naming(stand: Stand, card: Experiment) -> Experiment:
    stand.repository.put(replace(stand.table, lifecycle="naming_result"))
    return card


def _harm_not_asked(stand: Stand, card: Experiment) -> Experiment:
    stand.repository.remove(Round, topic="harm")
    return card


LACKS: dict[str, Callable[[Stand, Experiment], Experiment]] = {
    "not_while_forming": _forming,
    "work_may_start": _naming,
    "card_has_doer": lambda _, card: replace(card, doer=None),
    "card_has_hypothesis": lambda _, card: replace(card, hypothesis=""),
    "card_has_measure": lambda _, card: replace(card, measure=None),
    "card_has_prediction": lambda _, card: replace(card, prediction=None),
    "card_ends_in_time": lambda _, card: replace(card, ends_on=date(2027, 5, 23)),
    "harm_is_asked": _harm_not_asked,
    "start_is_agreed": lambda _, card: replace(card, agreed=None),
}


def test_every_guard_of_a_start_is_tried() -> None:
    assert set(machines.guards_of("experiment", "start")) == set(LACKS)


def test_a_whole_card_starts_and_closes_once(stand: Stand) -> None:
    card = whole(stand)
    assert start(stand, card) == Moved("drafted", "running")
    running = stand.repository.get(Experiment, card.id)
    assert start(stand, running) == NotFromHere("running")
    _, outcome = move_experiment(stand.ctx, stand.table, running, "close", stand.seats[0])
    assert outcome == Moved("running", "closed")


@pytest.mark.parametrize("guard", LACKS)
def test_a_start_is_refused_for_each_thing_that_is_missing(stand: Stand, guard: str) -> None:
    outcome = start(stand, LACKS[guard](stand, whole(stand)))
    assert isinstance(outcome, Refused)
    assert [s.rule for s in outcome.shortfalls] == [guard]
    (logged,) = stand.repository.find(Request, machine="experiment")
    assert (logged.outcome, logged.reasons) == ("refused", (guard,))


def test_the_last_day_is_at_most_180_days_away_and_not_past(stand: Stand) -> None:
    for day, holds in ((date(2027, 5, 22), True), (date(2026, 11, 23), True), (date(2026, 11, 22), False)):
        card = replace(whole(stand), ends_on=day)
        missing = guards_of_experiments.of_experiment(stand.ctx, stand.table, card)("card_ends_in_time")
        assert (missing is None) is holds, day


def test_a_ratified_vote_is_an_agreement_and_a_parked_one_is_none(stand: Stand) -> None:
    for state, agreed in (("ratified", True), ("parked", False)):
        round_ = stand.add(Round, topic="experiment", cycle=1, state=state, opened_at=NOW)
        card = replace(whole(stand), agreed=None, round_id=round_.id)
        assert guards_of_experiments.is_agreed(stand.ctx, card) is agreed


def test_only_work_that_ran_before_is_registered_and_that_also_while_forming(stand: Stand) -> None:
    bare = stand.try_out(state="drafted", hypothesis=None, existing=True, started_at=None)
    _, outcome = move_experiment(stand.ctx, stand.table, bare, "register", stand.seats[0])
    assert outcome == Moved("drafted", "running")
    _, outcome = move_experiment(stand.ctx, stand.table, replace(bare, existing=False), "register", None)
    assert isinstance(outcome, Refused)
    assert [s.rule for s in outcome.shortfalls] == ["ran_before"]


def test_two_thirds_of_the_organisations_are_enough_for_harm_to_be_asked(stand: Stand) -> None:
    for number, asked in ((1, False), (2, True)):
        seat = stand.seats[number]
        stand.add(
            Answer,
            round_id=stand.round.id,
            seat_id=seat.id,
            organisation_id=seat.organisation_id,
            prompt="X4",
            tier=Tier.UNNAMED,
            text=Sealed("x"),
            answered_at=NOW,
        )
        assert guards_of_experiments.harm_is_asked(stand.ctx, stand.table) is asked


def test_a_look_back_decides_about_every_ended_experiment_or_says_why_not(stand: Stand) -> None:
    ended = stand.try_out(state="closed", closed_cycle=2, closed_at=NOW)
    reflection = stand.add(Reflection, cycle=2, state="deciding", decisions="x", opened_at=NOW)

    def feed_back() -> machines.Outcome:
        _, outcome = move_reflection(stand.ctx, stand.table, reflection, "feed_back", stand.seats[0])
        return outcome

    refused = feed_back()
    assert isinstance(refused, Refused)
    assert [(s.rule, s.have) for s in refused.shortfalls] == [("experiments_decided", "1")]
    stand.repository.put(replace(ended, why="nobody has counted"))
    assert feed_back() == Moved("deciding", "feeding_back")


@pytest.mark.parametrize(("closed_days_ago", "lapsed"), [(None, False), (89, False), (90, True), (200, True)])
def test_work_has_lapsed_when_nothing_ran_for_a_cycle(
    stand: Stand, closed_days_ago: int | None, lapsed: bool
) -> None:
    stand.at("performing")
    closed = None if closed_days_ago is None else NOW - timedelta(days=closed_days_ago)
    state = "running" if closed is None else "closed"
    stand.try_out(state=state, started_at=NOW - timedelta(days=300), closed_at=closed)
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.table.trust_stage == ("norming" if lapsed else "performing")
    moves = [(r.trigger, r.reasons, r.outcome) for r in stand.repository.find(Request, machine="trust")]
    assert moves == ([("work_lapsed", ("no_experiment_for_a_cycle",), "automatic")] if lapsed else [])


@pytest.mark.parametrize(("months", "lapsed"), [(6, True), (12, False), (None, False)])
def test_work_has_lapsed_when_the_review_of_the_document_is_overdue(
    stand: Stand, months: int | None, lapsed: bool
) -> None:
    stand.at("performing")
    stand.try_out()
    ratified = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)
    stand.add(Round, topic="document", cycle=1, state="ratified", opened_at=ratified, closed_at=ratified)
    stand.add(OperatingDocument, review_months=months, changed_at=ratified)
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.table.trust_stage == ("norming" if lapsed else "performing")


def test_a_table_that_does_not_perform_has_nothing_to_lose(stand: Stand) -> None:
    stand.at("norming")
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.repository.find(Request, machine="trust") == []


def test_months_are_counted_to_the_last_day_there_is() -> None:
    later = guards_of_experiments._months_later
    assert later(datetime(2027, 8, 31, tzinfo=UTC), 6) == datetime(2028, 2, 29, tzinfo=UTC)
    assert later(datetime(2027, 1, 15, tzinfo=UTC), 12) == datetime(2028, 1, 15, tzinfo=UTC)
