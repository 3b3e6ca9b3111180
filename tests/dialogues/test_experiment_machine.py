"""Every arrow of the experiment machine, granted and refused guard by guard; generated from the chart itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogues.checks.privacy import Sealed
from dialogues.machines import EXPERIMENT, Moved, Outcome, Refused
from dialogues.model import Answer, Seat, Tier
from dialogues.moves import move_experiment
from tests.dialogues.stand import NOW, Stand
from tests.dialogues.walking import Fact, Facts, Walk, nothing, taken_back

TODAY, DAY = NOW.date(), timedelta(days=1)


def without(part: str) -> Facts:
    """The card has everything but this part."""
    return Facts(nothing, lambda s: s.change_experiment(**{part: None}))


def ends(in_days: int) -> Fact:
    return lambda s: s.change_experiment(ends_on=TODAY + in_days * DAY)


# What each guard needs to hold, and what it refuses with when it does not
FACTS = {
    "table_is_open": Facts(nothing, lambda s: s.change_table(lifecycle="paused")),
    "ran_before": Facts(lambda s: s.change_experiment(existing=True), nothing),
    "not_while_forming": Facts(lambda s: s.change_table(trust_stage="storming"), nothing),
    "work_may_start": Facts(
        lambda s: s.change_table(lifecycle="mapping"), lambda s: s.change_table(lifecycle="naming_result")
    ),
    "card_has_doer": without("doer"),
    "card_has_hypothesis": without("hypothesis"),
    "card_has_measure": without("measure"),
    "card_has_prediction": without("prediction"),
    "card_ends_in_time": Facts(ends(180), ends(181), need="180"),
    "harm_is_asked": Facts(lambda s: s.ratify("harm"), lambda s: s.opened("harm", "collecting"), "0", "2"),
    "start_is_agreed": Facts(lambda s: s.change_experiment(agreed="at the meeting of May"), nothing),
    **taken_back(EXPERIMENT),
}


class TestExperiment(Walk):
    chart = EXPERIMENT
    facts = FACTS

    def at(self, stand: Stand, state: str) -> None:
        stand.in_experiment(state)

    def subject(self, stand: Stand) -> tuple[int, str]:
        return stand.experiment_id, stand.experiment.state

    def ask(self, stand: Stand, trigger: str, seat: Seat | None) -> Outcome:
        return move_experiment(stand.ctx, stand.table, stand.experiment, trigger, seat)[1]


def missing(stand: Stand, facts: dict[str, Fact]) -> list[str]:
    """What a start lacks when these facts stand for those of their guards; nothing when it starts."""
    stand.in_experiment("drafted")
    for guard, fact in {g: f.hold for g, f in FACTS.items() if g != "ran_before"}.items():
        (facts.get(guard) or fact or nothing)(stand)
    _, outcome = move_experiment(stand.ctx, stand.table, stand.experiment, "start", None)
    assert isinstance(outcome, Moved | Refused)
    return [s.rule for s in outcome.shortfalls] if isinstance(outcome, Refused) else []


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (180, False), (181, True)])
def test_it_ends_today_at_the_earliest_and_in_half_a_year_at_the_latest(
    stand: Stand, days: int, *, late: bool
) -> None:
    assert missing(stand, {"card_ends_in_time": ends(days)}) == (["card_ends_in_time"] if late else [])


def test_two_thirds_who_said_who_could_be_worse_off_stand_for_a_closed_round(stand: Stand) -> None:
    def say(first: int, last: int) -> Fact:
        return lambda s: [
            s.add(
                Answer,
                round_id=s.introductions.id,
                seat_id=seat.id,
                organisation_id=seat.organisation_id,
                prompt="X4",
                tier=Tier.UNNAMED,
                text=Sealed("x"),
                answered_at=NOW,
            )
            for seat in s.seats[first:last]
        ]

    assert missing(stand, {"harm_is_asked": say(0, 1)}) == ["harm_is_asked"]
    assert missing(stand, {"harm_is_asked": say(1, 2)}) == []


@pytest.mark.parametrize(("state", "agreed"), [("voting", False), ("parked", False), ("ratified", True)])
def test_a_vote_on_the_card_agrees_to_its_start_once_it_is_ratified(
    stand: Stand, state: str, *, agreed: bool
) -> None:
    vote = stand.opened("experiment", state)
    found = missing(stand, {"start_is_agreed": lambda s: s.change_experiment(round_id=vote.id)})
    assert found == ([] if agreed else ["start_is_agreed"])


def test_work_that_ran_before_is_registered_also_while_forming_and_with_half_a_card(stand: Stand) -> None:
    stand.in_experiment("drafted")
    stand.change_experiment(existing=True, hypothesis=None)
    _, outcome = move_experiment(stand.ctx, stand.table, stand.experiment, "register", None)
    assert outcome == Moved("drafted", "running")


def test_an_empty_sentence_is_no_hypothesis(stand: Stand) -> None:
    found = missing(stand, {"card_has_hypothesis": lambda s: s.change_experiment(hypothesis="")})
    assert found == ["card_has_hypothesis"]
