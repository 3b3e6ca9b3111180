"""Every arrow of the round machine, granted and refused guard by guard; generated from the chart itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dialogues import machines
from dialogues.checks import consensus
from dialogues.machines import ROUND, Moved, Outcome, Refused
from dialogues.model import Objection, Question, Seat
from dialogues.moves import move_round
from tests.dialogues import fallback_facts
from tests.dialogues.stand import NOW, Stand
from tests.dialogues.walking import Fact, Facts, Walk, named, nothing, steps, taken_back

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
A_RESULT = "Households in Mill County with safe water rise from 81% (2025) to 90% by June 2031"


def counted(outcome: str) -> Fact:
    return lambda s: s.count_vote(outcome)


def notice(until: datetime) -> Fact:
    return lambda s: s.change_round(notice_until=until)


def objection(*, settled: bool) -> Fact:
    return lambda s: s.raise_in_round(
        Objection, organisation_id=s.seats[1].organisation_id, reason="x", settled=settled, raised_at=NOW
    )


def question(*, answered: bool, missing: bool = False) -> Fact:
    return lambda s: s.raise_in_round(Question, text="x", answered=answered, missing=missing, asked_at=NOW)


# What each guard needs to hold, and what it refuses with when it does not
FACTS = {
    "table_is_open": Facts(nothing, lambda s: s.change_table(lifecycle="paused")),
    "no_other_round_on_topic": Facts(
        lambda s: s.opened("result", "withdrawn"), lambda s: s.opened("result", "parked")
    ),
    "reminders_left": Facts(
        lambda s: s.change_round(reminders=1), lambda s: s.change_round(reminders=2), "2", "2"
    ),
    "reminder_gap_kept": Facts(
        lambda s: s.remind("round", 24 * HOUR), lambda s: s.remind("round", 24 * HOUR - MINUTE)
    ),
    "extensions_left": Facts(
        lambda s: s.change_round(extensions=1), lambda s: s.change_round(extensions=2), "2", "2"
    ),
    "enough_answered": Facts(lambda s: s.answer_round(1, 2), lambda s: s.answer_round(1), "1", "2"),
    "grassroots_heard": Facts(lambda s: s.change_round(reminders=1), nothing),
    "text_is_valid": Facts(lambda s: s.propose(A_RESULT), lambda s: s.propose("Better water")),
    "settled_by_silence": Facts(lambda s: s.change_round(topic="map"), nothing),
    "nothing_to_agree": Facts(lambda s: s.change_round(topic="pulse"), nothing, rule="settled_by_reveal"),
    "objection_window_over": Facts(notice(NOW), notice(NOW + MINUTE), need="1"),
    "nobody_objects": Facts(objection(settled=True), objection(settled=False)),
    "notice_is_over": Facts(notice(NOW), notice(NOW + 2 * HOUR), need="2"),
    "questions_answered": Facts(question(answered=True), question(answered=False)),
    # A code that is no language is told as it is.
    "text_in_each_language": Facts(
        lambda s: s.propose_in("en", "zz", at=("en", "zz")),
        lambda s: s.propose_in("en", at=("en", "zz")),
        "zz",
    ),
    "point_is_missing": Facts(question(answered=False, missing=True), question(answered=False)),
    "not_reopened_before": Facts(nothing, lambda s: s.sent_back()),
    "block_stands": Facts(lambda s: s.block_round(released=False), lambda s: s.block_round(released=True)),
    "blocks_released": Facts(
        lambda s: s.block_round(released=True), lambda s: s.block_round(released=False), "0", "1"
    ),
    "quorum_missed": Facts(counted(consensus.NO_QUORUM), counted(consensus.PASSED), rule="vote_not_counted"),
    "support_unmet": Facts(counted(consensus.BLOCKED), counted(consensus.PASSED), rule="vote_not_counted"),
    "confirmation_needed": Facts(
        counted(consensus.PASSED_PROVISIONAL), counted(consensus.PASSED), rule="vote_not_counted"
    ),
    "vote_passed": Facts(counted(consensus.PASSED), nothing, rule="vote_not_counted"),
    "ballot_rounds_left": Facts(
        lambda s: s.change_round(ballot_round=2), lambda s: s.change_round(ballot_round=3), "3", "3"
    ),
    "all_confirmed": Facts(lambda s: s.confirm(True, True), lambda s: s.confirm(True, False), "1", "2"),
    "idle_long_enough": Facts(
        lambda s: s.change_round(opened_at=NOW - 30 * DAY),
        lambda s: s.change_round(opened_at=NOW - 30 * DAY + MINUTE),
        have="29",
        need="30",
    ),
    **fallback_facts.FACTS,
    **taken_back(ROUND),
}


def refused(stand: Stand, trigger: str) -> list[str]:
    """What is missing; nothing when the trigger is granted."""
    _, outcome = move_round(stand.ctx, stand.table, stand.round, trigger, None)
    return [s.rule for s in outcome.shortfalls] if isinstance(outcome, Refused) else []


class TestRound(Walk):
    chart = ROUND
    facts = FACTS

    def at(self, stand: Stand, state: str) -> None:
        stand.in_round(state)

    def subject(self, stand: Stand) -> tuple[int, str]:
        return stand.round_id, stand.round.state

    def ask(self, stand: Stand, trigger: str, seat: Seat | None) -> Outcome:
        return move_round(stand.ctx, stand.table, stand.round, trigger, seat)[1]


@pytest.mark.parametrize(("arrow", "source"), steps(ROUND), ids=named)
def test_a_round_is_closed_in_its_final_states_alone(
    stand: Stand, arrow: machines.Arrow, source: str
) -> None:
    walk = TestRound()
    walk.prepare(stand, arrow, source)
    if isinstance(walk.ask(stand, arrow.trigger, None), Moved):
        assert stand.round.closed_at == (NOW if arrow.target in machines.ROUND_FINAL else None)


def test_scores_under_three_send_a_text_back_too(stand: Stand) -> None:
    stand.in_round("voting")
    stand.count_vote(consensus.NEEDS_DISCUSSION)
    assert refused(stand, "close_vote") == []
    assert stand.round.state == "amending"


def test_no_vote_is_closed_that_was_not_counted_in_this_ballot_round(stand: Stand) -> None:
    stand.in_round("voting")
    stand.count_vote(consensus.PASSED)
    stand.change_round(ballot_round=2)
    assert set(refused(stand, "close_vote")) == {"vote_not_counted"}
    assert stand.round.state == "voting"


def test_the_deadline_stands_for_the_answers_that_are_missing(stand: Stand) -> None:
    stand.in_round("collecting")
    stand.change_round(deadline=NOW, reminders=1)
    assert refused(stand, "close_collection") == []


def test_grassroots_are_heard_once_they_have_answered_also_without_a_reminder(stand: Stand) -> None:
    stand.in_round("collecting")
    stand.answer_round(0, 1)
    assert refused(stand, "close_collection") == []


@pytest.mark.parametrize(("hour", "rests"), [(7, True), (8, False), (19, False), (20, True)])
def test_nobody_is_reminded_in_quiet_hours(stand: Stand, hour: int, *, rests: bool) -> None:
    stand.in_round("collecting")
    stand.ctx.now = datetime(2026, 11, 23, hour, 0, tzinfo=UTC)
    assert refused(stand, "remind") == (["reminder_gap_kept"] if rests else [])


def test_where_nobody_was_asked_to_confirm_nothing_is_confirmed(stand: Stand) -> None:
    stand.in_round("provisional")
    assert refused(stand, "confirm") == ["all_confirmed"]


def test_what_was_confirmed_of_an_earlier_text_does_not_count(stand: Stand) -> None:
    stand.in_round("provisional")
    stand.confirm(True, True)
    stand.change_round(ballot_round=2)
    assert refused(stand, "confirm") == ["all_confirmed"]


def test_a_round_that_somebody_asked_something_of_is_not_idle(stand: Stand) -> None:
    stand.in_round("parked")
    stand.change_round(opened_at=NOW - 60 * DAY)
    stand.remind("round", 3 * DAY)
    assert refused(stand, "expire") == ["idle_long_enough"]


def test_a_block_that_was_raised_again_after_its_release_stands(stand: Stand) -> None:
    stand.in_round("amending")
    stand.block_round(released=True)
    stand.change_round(ballot_round=4)
    assert refused(stand, "recall_vote") == ["blocks_released", "ballot_rounds_left"]
    stand.in_round("amending")
    stand.block_round(released=True)
    stand.count_again()
    assert refused(stand, "recall_vote") == ["blocks_released"]


def test_a_text_that_only_worried_somebody_is_changed_not_voted_on_again(stand: Stand) -> None:
    stand.in_round("amending")
    stand.count_vote(consensus.NEEDS_DISCUSSION)
    assert refused(stand, "recall_vote") == ["blocks_released"]


def test_two_texts_of_one_topic_run_side_by_side_under_titles_of_their_own(stand: Stand) -> None:
    stand.in_round("drafted")
    stand.change_round(title="Rides")
    stand.opened("result", "voting", title="Shifts")
    assert refused(stand, "open") == []
    stand.in_round("drafted")
    stand.change_round(title="rides")
    assert refused(stand, "open") == ["no_other_round_on_topic"]


def test_a_revived_round_has_its_ballot_rounds_again(stand: Stand) -> None:
    stand.in_round("amending")
    stand.change_round(ballot_round=5, first_ballot_round=4)
    assert refused(stand, "amend") == []
    stand.in_round("amending")
    stand.change_round(ballot_round=6, first_ballot_round=4)
    assert refused(stand, "amend") == ["ballot_rounds_left"]
