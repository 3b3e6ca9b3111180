"""Every arrow of the trust machine, granted and refused guard by guard; generated from the chart itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dialogues import advancing, guards_of_trust, machines
from dialogues.machines import TRUST, Outcome, Refused
from dialogues.model import Person, Request, Seat
from tests.dialogues.stand import NOW, Stand
from tests.dialogues.walking import Facts, Walk, nothing, taken_back


def tries(stand: Stand, **values: Any) -> None:
    """The table has asked who could be worse off, and tries something."""
    stand.ratify("harm")
    stand.tried(state="running", **values)


# What each guard needs to hold, and what it refuses with when it does not
FACTS = {
    "introductions_done": Facts(lambda s: s.introduce(), lambda s: s.introduce(2), "2", "3"),
    "difference_surfaced": Facts(lambda s: s.differ(), nothing),
    "result_stands": Facts(lambda s: s.result(), lambda s: s.result(withdrawn=True)),
    "differences_closed": Facts(
        lambda s: s.differ(until=date(2027, 1, 1), settled_at=NOW),
        lambda s: s.differ(until=date(2026, 11, 22), settled_at=NOW),
        have="1",
        need="0",
    ),
    "pulse_answered": Facts(lambda s: s.pulse(), lambda s: s.pulse(organisations=1), "1", "2"),
    "safe_to_speak": Facts(nothing, lambda s: s.pulse(t6=Decimal("3.49")), need="3.5"),
    "partners_trusted": Facts(nothing, lambda s: s.pulse(t3=Decimal("2.99")), need="3.0"),
    "roles_known": Facts(lambda s: s.know_roles(), lambda s: s.know_roles(2), "2", "3"),
    "document_ratified": Facts(lambda s: s.ratify("document"), nothing),
    "difference_settled": Facts(lambda s: s.settle(), lambda s: s.differ()),
    "pulse_conditions": Facts(nothing, lambda s: s.pulse(equal_leverage=False)),
    "experiment_running": Facts(tries, lambda s: tries(s, prediction=None)),
    "reflection_delivered": Facts(lambda s: s.reflect(), lambda s: s.reflect("cancelled")),
    "no_block_open": Facts(nothing, lambda s: s.block()),
    "pulse_has_dropped": Facts(
        lambda s: (s.pulse("4.2"), s.pulse("3.7")), lambda s: s.pulse("4.2"), told=False
    ),
    "block_outlasted_rounds": Facts(lambda s: s.block("parked"), lambda s: s.block(), told=False),
    "result_is_withdrawn": Facts(lambda s: s.result(withdrawn=True), lambda s: s.result(), told=False),
    "work_has_lapsed": Facts(nothing, lambda s: s.tried(state="running", started_at=NOW), told=False),
    "table_has_ended": Facts(lambda s: s.change_table(lifecycle="adjourned"), nothing, told=False),
    **taken_back(TRUST),
}


def at(stand: Stand, stage: str) -> None:
    stand.change_table(trust_stage=stage)


class TestTrust(Walk):
    chart = TRUST
    facts = FACTS

    def at(self, stand: Stand, state: str) -> None:
        at(stand, state)

    def subject(self, stand: Stand) -> tuple[int, str]:
        return stand.id, stand.table.trust_stage

    def ask(self, stand: Stand, trigger: str, seat: Seat | None) -> Outcome:
        return advancing.move_trust(stand.ctx, stand.table, trigger, seat)[1]


ORDER = machines.TRUST_STAGES
JUMPS = [(a, b) for a in ORDER for b in ORDER if ORDER.index(b) > ORDER.index(a) + 1]


@pytest.mark.parametrize(("source", "wanted"), JUMPS)
def test_more_than_one_step_is_refused_before_any_guard(stand: Stand, source: str, wanted: str) -> None:
    at(stand, source)
    person = stand.repository.get(Person, stand.seats[0].person_id)
    advancing.request(stand.ctx, person, stand.table, stand.seats[0], ORDER.index(wanted))
    (logged,) = stand.repository.find(Request, machine="trust")
    paradox = (source, wanted) == ("forming", "performing")
    assert logged.reasons == (("skip_stage", "form_perform_paradox") if paradox else ("skip_stage",))
    assert (logged.target, logged.outcome, stand.table.trust_stage) == (wanted, "refused", source)


def rules(stand: Stand, stage: str) -> list[str]:
    at(stand, stage)
    outcome = advancing.move_trust(stand.ctx, stand.table, "advance", stand.seats[0])[1]
    return [s.rule for s in outcome.shortfalls] if isinstance(outcome, Refused) else []


def test_without_a_pulse_low_response_stands_for_all(stand: Stand) -> None:
    found = rules(stand, "storming")
    assert "pulse_answered" in found
    assert not {"safe_to_speak", "partners_trusted", "pulse_conditions"} & set(found)


def test_of_a_suppressed_pulse_no_reason_is_named_and_none_counted(stand: Stand) -> None:
    stand.pulse("2.0", respondents=4, suppressed=True)
    found = rules(stand, "storming")
    assert found.count("pulse_conditions") == 1
    assert not {"safe_to_speak", "partners_trusted"} & set(found)


@pytest.mark.parametrize(
    "other",
    [{"overall": Decimal("3.99")}, {"t8": Decimal("3.49")}, {"equal_leverage": False}, {"t4": None}],
)
def test_low_overall_low_item_and_unequal_leverage_read_the_same(stand: Stand, other: dict[str, Any]) -> None:
    stand.pulse(**other)
    assert rules(stand, "norming").count("pulse_conditions") == 1


def test_a_pulse_or_a_difference_before_the_last_forming_does_not_count(stand: Stand) -> None:
    stand.introduce()
    stand.pulse(differing=2)
    stand.settle()
    assert guards_of_trust.latest_pulse(stand.ctx, stand.table) is not None
    at(stand, "norming")
    advancing.seat_changed(stand.ctx, stand.table, stand.organisation(1), advancing.JOINED)
    assert stand.table.trust_stage == "forming"
    assert guards_of_trust.latest_pulse(stand.ctx, stand.table) is None
    assert rules(stand, "forming") == ["difference_surfaced"]


def test_two_organisations_with_a_t9_of_yes_are_a_difference(stand: Stand) -> None:
    stand.introduce()
    stand.pulse(differing=1)
    assert rules(stand, "forming") == ["difference_surfaced"]
    stand.pulse(differing=2)
    assert rules(stand, "forming") == []


def test_a_changed_seat_is_logged_also_where_the_table_is_forming(stand: Stand) -> None:
    advancing.seat_changed(stand.ctx, stand.table, stand.organisation(0), advancing.REPLACED)
    (logged,) = stand.repository.find(Request, machine="trust")
    assert (logged.source, logged.target, logged.outcome) == ("forming", "forming", "automatic")
    assert logged.reasons == (advancing.REPLACED,)
    assert stand.ctx.effects == []


@pytest.mark.parametrize("hidden", ["now", "before"])
def test_why_trust_dropped_is_not_named_of_what_may_not_be_shown(stand: Stand, hidden: str) -> None:
    at(stand, "performing")
    stand.pulse("4.5", suppressed=hidden == "before")
    pulse = stand.pulse("3.5", suppressed=hidden == "now")
    advancing.pulse_closed(stand.ctx, stand.table, pulse)
    (logged,) = stand.repository.find(Request, machine="trust")
    assert (logged.trigger, logged.reasons) == ("trust_dropped", ("pulse_conditions",))
    assert stand.table.trust_stage == "storming"


def test_a_good_pulse_moves_nothing_and_logs_nothing(stand: Stand) -> None:
    at(stand, "performing")
    advancing.pulse_closed(stand.ctx, stand.table, stand.pulse())
    assert stand.repository.find(Request, machine="trust") == []


def test_who_takes_the_seat_anew_has_not_acknowledged_the_role(stand: Stand) -> None:
    stand.know_roles()
    assert len(guards_of_trust.roles_known(stand.ctx, stand.table)) == 3
    later = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    stand.repository.put(replace(stand.seats[0], joined_at=later))
    stand.repository.put(replace(stand.seats[1], present=False))
    assert guards_of_trust.roles_known(stand.ctx, stand.table) == {stand.seats[2].organisation_id}
