"""Every arrow of the trust machine, granted and refused guard by guard; generated from the chart itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dialogues import advancing, guards_of_trust, machines
from dialogues.checks.privacy import Sealed
from dialogues.context import Context
from dialogues.machines import TRUST, Arrow, Moved, NotFromHere, Refused
from dialogues.model import (
    Answer,
    Disagreement,
    Experiment,
    Organisation,
    Person,
    Pulse,
    Reflection,
    Request,
    Result,
    RoleAcknowledgement,
    Round,
    Seat,
    Table,
    Tally,
    Tier,
)
from dialogues.surroundings import Surroundings
from storage.database import open_migrated
from storage.repository import SqlRepository

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Stand:
    """A table of three organisations (one of them grassroots) whose facts a test sets one by one."""

    def __init__(self, repository: SqlRepository) -> None:
        self.repository = repository
        self.ctx = Context(repository, Surroundings(NOW, lambda: "t" * 22, "bot"))
        self.id = repository.add(Table(name="Lake", chat_id=-1, lifecycle="working", cycle=2)).id
        self.seats = [self._seat(n) for n in range(3)]
        self.round = self._round("introductions", "ratified")

    @property
    def table(self) -> Table:
        return self.repository.get(Table, self.id)

    def add(self, noun: type[Any], **values: Any) -> Any:
        return self.repository.add(noun(table_id=self.id, **values))

    def _seat(self, n: int) -> Seat:
        person = self.repository.add(Person(telegram_id=n + 1, name=f"P{n}", language="en"))
        organisation = self.add(Organisation, name=f"O{n}", name_key=f"o{n}", sector="s", grassroots=n == 0)
        seat: Seat = self.add(
            Seat, person_id=person.id, organisation_id=organisation.id, holds_vote=True, joined_at=NOW
        )
        return seat

    def _round(self, topic: str, state: str) -> Round:
        made: Round = self.add(Round, topic=topic, cycle=1, state=state, opened_at=NOW)
        return made

    def at(self, stage: str) -> None:
        self.repository.put(replace(self.table, trust_stage=stage))

    def introduce(self, people: int = 3) -> None:
        for seat in self.seats[:people]:
            for prompt, tier in (("M1", Tier.NAMED), ("T10", Tier.FACILITATOR)):
                self.add(
                    Answer,
                    round_id=self.round.id,
                    seat_id=seat.id,
                    organisation_id=seat.organisation_id,
                    prompt=prompt,
                    tier=tier,
                    text=Sealed("x"),
                    answered_at=NOW,
                )

    def differ(self, **ended: Any) -> Disagreement:
        seat = self.seats[0]
        made: Disagreement = self.add(
            Disagreement,
            organisation_id=seat.organisation_id,
            seat_id=seat.id,
            topic="counties",
            cycle=1,
            formings=0,
            opened_at=NOW,
            **ended,
        )
        return made

    def settle(self) -> None:
        self.differ(how="a floor", settled_at=NOW, settled_formings=0)

    def pulse(self, mean: str = "4.2", **other: Any) -> Pulse:
        means = {f"t{n}": Decimal(mean) for n in range(1, 9)}
        counts = {"formings": 0, "respondents": 6, "organisations": 3, "asked": 3, "differing": 0}
        leverage = {"grassroots_t7": Decimal("4.0"), "others_t7": Decimal("4.2")}
        round_ = self._round("pulse", "ratified")
        values: dict[str, Any] = {"suppressed": False, "overall": Decimal(mean)} | means | counts | leverage
        made: Pulse = self.add(Pulse, round_id=round_.id, cycle=2, closed_at=NOW, **(values | other))
        return made

    def ratify(self, topic: str) -> None:
        self._round(topic, "ratified")

    def result(self, *, withdrawn: bool = False) -> None:
        self.add(Result, statement="x", round_id=self.round.id, cycle=1, ratified_at=NOW, withdrawn=withdrawn)

    def know_roles(self, people: int = 3) -> None:
        for seat in self.seats[:people]:
            self.add(RoleAcknowledgement, organisation_id=seat.organisation_id, seat_id=seat.id, at=NOW)

    def reflect(self, state: str = "delivered") -> None:
        self.add(Reflection, cycle=1, state=state, opened_at=NOW, closed_at=NOW)

    def block(self, state: str = "amending") -> None:
        blocked = self._round("result", state)
        self.add(
            Tally,
            round_id=blocked.id,
            ballot_round=1,
            cycle=1,
            outcome="blocked",
            eligible=3,
            counted=3,
            quorum_met=True,
            blocks=(1,),
            counted_at=NOW,
        )

    def try_out(self, **other: Any) -> Experiment:
        self.ratify("harm")
        whole: dict[str, Any] = {
            "organisation_id": self.seats[0].organisation_id,
            "title": "trial weeks",
            "level": "practice",
            "state": "running",
            "doer": "two teams",
            "hypothesis": "if, then, because",
            "measure": "still there",
            "prediction": "24 of 40",
            "ends_on": date(2027, 2, 1),
            "started_cycle": 2,
            "started_at": NOW,
        }
        made: Experiment = self.add(Experiment, **(whole | other))
        return made

    def asked(self, trigger: str) -> machines.Outcome:
        _, outcome = advancing.move_trust(self.ctx, self.table, trigger, self.seats[0])
        return outcome


Fact = Callable[[Stand], object]


def nothing(_stand: Stand) -> None:
    """The fact is as it is without doing anything."""


# guard → how it comes to hold, and how it does not
FACTS: dict[str, tuple[Fact, Fact]] = {
    "introductions_done": (lambda s: s.introduce(), lambda s: s.introduce(2)),
    "difference_surfaced": (lambda s: s.differ(), nothing),
    "result_stands": (lambda s: s.result(), lambda s: s.result(withdrawn=True)),
    "differences_closed": (
        lambda s: s.differ(until=date(2027, 1, 1), settled_at=NOW),
        lambda s: s.differ(until=date(2026, 11, 22), settled_at=NOW),
    ),
    "pulse_answered": (lambda s: s.pulse(), lambda s: s.pulse(organisations=1)),
    "safe_to_speak": (nothing, lambda s: s.pulse(t6=Decimal("3.49"))),
    "partners_trusted": (nothing, lambda s: s.pulse(t3=Decimal("2.99"))),
    "roles_known": (lambda s: s.know_roles(), lambda s: s.know_roles(2)),
    "document_ratified": (lambda s: s.ratify("document"), nothing),
    "difference_settled": (lambda s: s.settle(), lambda s: s.differ()),
    "pulse_conditions": (nothing, lambda s: s.pulse(grassroots_t7=Decimal("3.49"))),
    "experiment_running": (lambda s: s.try_out(), lambda s: s.try_out(prediction=None)),
    "reflection_delivered": (lambda s: s.reflect(), lambda s: s.reflect("cancelled")),
    "no_block_open": (nothing, lambda s: s.block()),
    "pulse_has_dropped": (lambda s: (s.pulse("4.2"), s.pulse("3.7")), lambda s: s.pulse("4.2")),
    "block_outlasted_rounds": (lambda s: s.block("parked"), lambda s: s.block()),
    "result_is_withdrawn": (lambda s: s.result(withdrawn=True), lambda s: s.result()),
    "work_has_lapsed": (nothing, lambda s: s.try_out()),
    "table_has_ended": (
        lambda s: s.repository.put(replace(s.table, lifecycle="adjourned")),
        nothing,
    ),
}
STEPS = [(arrow, source) for arrow in TRUST.arrows for source in arrow.sources]
REFUSALS = [(arrow, source, guard) for arrow, source in STEPS for guard in arrow.guards]


def named(value: object) -> str:
    return f"{value.trigger}-to-{value.target}" if isinstance(value, Arrow) else str(value)


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    engine = open_migrated(f"sqlite:///{tmp_path / 'test.db'}")
    with engine.begin() as connection:
        yield Stand(SqlRepository(connection))
    engine.dispose()


def test_every_guard_of_the_chart_has_its_facts() -> None:
    assert {guard for arrow in TRUST.arrows for guard in arrow.guards} == set(FACTS)


@pytest.mark.parametrize(("arrow", "source"), STEPS, ids=named)
def test_an_arrow_is_granted_when_all_its_guards_hold(stand: Stand, arrow: Arrow, source: str) -> None:
    stand.at(source)
    for guard in arrow.guards:
        FACTS[guard][0](stand)
    outcome = stand.asked(arrow.trigger)
    (logged,) = stand.repository.find(Request, machine="trust")
    assert outcome == Moved(source, arrow.target)
    assert stand.table.trust_stage == arrow.target
    assert (logged.outcome, logged.source, logged.target) == ("allowed", source, arrow.target)


@pytest.mark.parametrize(("arrow", "source", "guard"), REFUSALS, ids=named)
def test_an_arrow_is_refused_for_each_guard_that_does_not_hold(
    stand: Stand, arrow: Arrow, source: str, guard: str
) -> None:
    stand.at(source)
    for other in arrow.guards:
        FACTS[other][0 if other != guard else 1](stand)
    outcome = stand.asked(arrow.trigger)
    assert isinstance(outcome, Refused)
    assert {s.rule for s in outcome.shortfalls} == {guard}
    assert stand.table.trust_stage == source
    (logged,) = stand.repository.find(Request, machine="trust")
    assert (logged.outcome, logged.reasons) == ("refused", (guard,))


@pytest.mark.parametrize("trigger", sorted({arrow.trigger for arrow in TRUST.arrows}))
@pytest.mark.parametrize("state", TRUST.states)
def test_a_trigger_starts_only_where_the_chart_says(stand: Stand, trigger: str, state: str) -> None:
    stand.at(state)
    starts = state in {s for a in TRUST.arrows if a.trigger == trigger for s in a.sources}
    assert isinstance(stand.asked(trigger), NotFromHere) is not starts


ORDER = machines.TRUST_STAGES
JUMPS = [(a, b) for a in ORDER for b in ORDER if ORDER.index(b) > ORDER.index(a) + 1]


@pytest.mark.parametrize(("source", "wanted"), JUMPS)
def test_more_than_one_step_is_refused_before_any_guard(stand: Stand, source: str, wanted: str) -> None:
    stand.at(source)
    person = stand.repository.get(Person, stand.seats[0].person_id)
    advancing.request(stand.ctx, person, stand.table, stand.seats[0], ORDER.index(wanted))
    (logged,) = stand.repository.find(Request, machine="trust")
    paradox = (source, wanted) == ("forming", "performing")
    assert logged.reasons == (("skip_stage", "form_perform_paradox") if paradox else ("skip_stage",))
    assert (logged.target, logged.outcome, stand.table.trust_stage) == (wanted, "refused", source)


def rules(stand: Stand, stage: str) -> list[str]:
    stand.at(stage)
    outcome = stand.asked("advance")
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
    [{"overall": Decimal("3.99")}, {"t8": Decimal("3.49")}, {"grassroots_t7": Decimal("3.0")}, {"t4": None}],
)
def test_low_overall_low_item_and_unequal_leverage_read_the_same(stand: Stand, other: dict[str, Any]) -> None:
    stand.pulse(**other)
    assert rules(stand, "norming").count("pulse_conditions") == 1


def test_a_pulse_or_a_difference_before_the_last_forming_does_not_count(stand: Stand) -> None:
    stand.introduce()
    stand.pulse(differing=2)
    stand.settle()
    assert guards_of_trust.latest_pulse(stand.ctx, stand.table) is not None
    stand.at("norming")
    advancing.seat_changed(stand.ctx, stand.table, stand.seats[1], advancing.JOINED)
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
    advancing.seat_changed(stand.ctx, stand.table, stand.seats[0], advancing.REPLACED)
    (logged,) = stand.repository.find(Request, machine="trust")
    assert (logged.source, logged.target, logged.outcome) == ("forming", "forming", "automatic")
    assert logged.reasons == (advancing.REPLACED,)
    assert stand.ctx.effects == []


@pytest.mark.parametrize("hidden", ["now", "before"])
def test_why_trust_dropped_is_not_named_of_what_may_not_be_shown(stand: Stand, hidden: str) -> None:
    stand.at("performing")
    stand.pulse("4.5", suppressed=hidden == "before")
    pulse = stand.pulse("3.5", suppressed=hidden == "now")
    advancing.pulse_closed(stand.ctx, stand.table, pulse)
    (logged,) = stand.repository.find(Request, machine="trust")
    assert (logged.trigger, logged.reasons) == ("trust_dropped", ("pulse_conditions",))
    assert stand.table.trust_stage == "storming"


def test_a_good_pulse_moves_nothing_and_logs_nothing(stand: Stand) -> None:
    stand.at("performing")
    advancing.pulse_closed(stand.ctx, stand.table, stand.pulse())
    assert stand.repository.find(Request, machine="trust") == []


def test_who_takes_the_seat_anew_has_not_acknowledged_the_role(stand: Stand) -> None:
    stand.know_roles()
    assert len(guards_of_trust.roles_known(stand.ctx, stand.table)) == 3
    later = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    stand.repository.put(replace(stand.seats[0], joined_at=later))
    stand.repository.put(replace(stand.seats[1], present=False))
    assert guards_of_trust.roles_known(stand.ctx, stand.table) == {stand.seats[2].organisation_id}
