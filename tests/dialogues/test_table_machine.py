"""Every arrow of the table machine, granted and refused guard by guard; generated from the chart itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from dialogues import structure_facts
from dialogues.guards import of_table
from dialogues.machines import ACTIVE, TABLE, Moved, Outcome, Refused, Shortfall
from dialogues.model import Indicator, Seat
from dialogues.moves import move_table
from tests.dialogues.stand import Stand
from tests.dialogues.walking import Fact, Facts, Walk, nothing, taken_back

VOICE = "NO_COMMUNITY_VOICE"
SOON = date(2027, 1, 1)
REVIEWED_LAST = datetime(2025, 11, 22, 9, 0, tzinfo=UTC)


def paused_from(state: str) -> Fact:
    return lambda s: s.change_table(paused_from=state)


# What each guard needs to hold, and what it refuses with when it does not
FACTS = {
    "roles_are_bound": Facts(
        lambda s: s.change_seat(0, roles=("facilitator", "coordinator")),
        lambda s: s.change_seat(0, roles=("member", "facilitator")),
    ),
    "enough_organisations": Facts(nothing, lambda s: s.change_organisation(2, voting=False), "2", "3"),
    "enough_sectors": Facts(
        lambda s: s.change_organisation(1, sector="t"),
        lambda s: s.change_organisation(1, sector="S"),
        have="1",
        need="2",
    ),
    "introductions_done": Facts(lambda s: s.introduce(), lambda s: s.introduce(2), "2", "3"),
    "result_stands": Facts(lambda s: s.result(), lambda s: s.result(withdrawn=True)),
    "baseline_or_data_plan": Facts(
        lambda s: s.add(Indicator, name="jobs", baseline=Decimal(81)),
        lambda s: s.add(Indicator, name="jobs", plan_owner="Lena"),
    ),
    "community_has_voice": Facts(
        lambda s: s.gap(VOICE, closed_cycle=2), lambda s: s.gap(VOICE, owner="Lena", due=SOON)
    ),
    "gaps_have_owners": Facts(
        lambda s: (s.gap(owner="Lena", due=SOON), s.gap(severity="could")),
        lambda s: (s.gap(owner="Lena", due=SOON), s.gap(owner="Lena")),
        have="1",
        need="2",
    ),
    "map_unopposed": Facts(lambda s: s.ratify("map"), lambda s: s.opened("map", "proposed")),
    "document_ratified": Facts(lambda s: s.ratify("document"), lambda s: s.opened("document", "provisional")),
    "leverage_is_equal": Facts(
        lambda s: (s.check_structure(), s.flag("NO_R"), s.flag("PER_PERSON_VOTING", fixed_cycle=2)),
        lambda s: (s.check_structure(), s.flag("PER_PERSON_VOTING")),
        have="1",
    ),
    "trust_past_forming": Facts(lambda s: s.change_table(trust_stage="storming"), nothing),
    "reopening_voted": Facts(
        lambda s: s.opened("reopening", "ratified", subject="result"),
        lambda s: s.opened("reopening", "ratified", subject="other"),
    ),
    "seats_changed_or_new_gap": Facts(lambda s: s.gap(), lambda s: s.gap(closed_cycle=2)),
    "document_review_due": Facts(
        lambda s: s.document(REVIEWED_LAST, review_months=12),
        lambda s: s.document(REVIEWED_LAST, review_months=13),
    ),
    "adjourning_agreed": Facts(lambda s: s.ratify("adjourning"), lambda s: s.opened("adjourning", "voting")),
    **{f"was_{state}": Facts(paused_from(state), nothing, rule="already_moved") for state in ACTIVE},
    **taken_back(TABLE),
}


class TestTable(Walk):
    chart = TABLE
    facts = FACTS

    def at(self, stand: Stand, state: str) -> None:
        stand.change_table(lifecycle=state)

    def subject(self, stand: Stand) -> tuple[int, str]:
        return stand.id, stand.table.lifecycle

    def ask(self, stand: Stand, trigger: str, seat: Seat | None) -> Outcome:
        return move_table(stand.ctx, stand.table, trigger, seat)[1]


@pytest.mark.parametrize("state", ACTIVE)
def test_a_paused_table_goes_on_where_it_was_and_nowhere_else(stand: Stand, state: str) -> None:
    stand.change_table(lifecycle=state)
    table, _ = move_table(stand.ctx, stand.table, "pause", None)
    assert (table.lifecycle, table.paused_from) == ("paused", state)
    table, outcome = move_table(stand.ctx, table, "resume", None)
    assert outcome == Moved("paused", state)
    assert (stand.table.lifecycle, stand.table.paused_from) == (state, None)


def test_a_data_plan_stands_for_a_baseline(stand: Stand) -> None:
    stand.change_table(lifecycle="naming_result")
    stand.result()
    stand.add(Indicator, name="jobs", plan_owner="Lena", plan_due=SOON)
    assert isinstance(move_table(stand.ctx, stand.table, "result_ratified", None)[1], Moved)


def test_everything_that_is_missing_is_named_at_once(stand: Stand) -> None:
    stand.change_table(lifecycle="convening")
    stand.change_seat(0, holds_vote=False)
    _, outcome = move_table(stand.ctx, stand.table, "begin_result", None)
    assert isinstance(outcome, Refused)
    assert [s.rule for s in outcome.shortfalls] == [
        "enough_organisations",
        "enough_sectors",
        "introductions_done",
    ]


def test_leverage_is_not_equal_before_it_was_checked(stand: Stand) -> None:
    assert of_table(stand.ctx, stand.table)("leverage_is_equal") == Shortfall("leverage_is_equal")
    stand.check_structure()
    assert of_table(stand.ctx, stand.table)("leverage_is_equal") is None


def test_a_review_counts_from_the_vote_or_the_latest_change_and_has_its_day(stand: Stand) -> None:
    due = of_table(stand.ctx, stand.table)
    paper = stand.document(REVIEWED_LAST, review_months=12)
    assert due("document_review_due") is None
    vote = stand.opened("document", "ratified", closed_at=REVIEWED_LAST + timedelta(days=1))
    assert due("document_review_due") == Shortfall("document_review_due")
    stand.repository.put(replace(paper, review_months=None))
    assert due("document_review_due") == Shortfall("document_review_due")
    stand.repository.put(replace(vote, state="superseded"))
    assert due("document_review_due") is None
    stand.ratify("document")
    assert due("document_review_due") == Shortfall("document_review_due")


def test_a_month_without_that_day_ends_earlier(stand: Stand) -> None:
    stand.document(datetime(2026, 8, 31, 9, 0, tzinfo=UTC), review_months=6)
    assert structure_facts.review_on(stand.repository, stand.table) == date(2027, 2, 28)
