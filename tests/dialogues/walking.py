"""Walks every arrow and every guard of a machine, generated from its chart.

A machine's test derives from `Walk` and gives the facts of each guard. An arrow without facts, facts
without an arrow, or a guard that could not hold or fail before and can now: each fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import pytest

from dialogues import machines, moves, phrases
from dialogues.machines import TAKE_BACK, Arrow, Chart, Moved, NotFromHere, Outcome, Refused, Shortfall
from dialogues.model import Request, Seat
from tests.dialogues.stand import Stand

Fact = Callable[[Stand], object]
A_NUMBER = "77"


@dataclass(frozen=True, slots=True)
class Facts:
    """How a guard comes to hold and how it does not (None: it cannot yet), and what it then refuses with.

    `told` is False where nobody asks for what it guards: it happens by itself, and no person is refused.
    """

    hold: Fact | None
    fail: Fact | None
    have: str = ""
    need: str = ""
    rule: str | None = None
    told: bool = True


def nothing(_stand: Stand) -> None:
    """The fact is as it is without doing anything."""


def taken_back(chart: Chart) -> dict[str, Facts]:
    """The facts of the guards by which a machine takes the last step back."""

    def from_(state: str | None) -> Fact:
        return lambda s: s.stepped(chart.name, state)

    rule = "last_step_stays"
    names = {guard for arrow in chart.arrows if arrow.trigger == TAKE_BACK for guard in arrow.guards}
    found = {
        name: Facts(from_(name.removeprefix("stood_at_")), nothing, rule=rule)
        for name in names
        if name.startswith("stood_at_")
    }
    found["nobody_acted_since"] = Facts(nothing, lambda s: s.acted_on(), rule=rule)
    if "made_by_it" in names:
        found["made_by_it"] = Facts(from_(None), nothing, rule=rule)
    return found


def steps(chart: Chart) -> list[tuple[Arrow, str]]:
    """Every arrow from every state it starts at."""
    return [(arrow, source) for arrow in chart.arrows for source in arrow.sources]


def named(value: object) -> str:
    """An arrow or a word, as the name of a test."""
    return f"{value.trigger}-to-{value.target}" if isinstance(value, Arrow) else str(value)


def generate(metafunc: pytest.Metafunc, chart: Chart) -> None:
    """Gives a test of a walk every arrow with a source, a guard, or a trigger with a state, as it asks."""
    wanted = set(metafunc.fixturenames)
    if "guard" in wanted:
        refusals = [(a, source, guard) for a, source in steps(chart) for guard in a.guards]
        metafunc.parametrize(("arrow", "source", "guard"), refusals, ids=named)
    elif "arrow" in wanted:
        metafunc.parametrize(("arrow", "source"), steps(chart), ids=named)
    elif "trigger" in wanted:
        metafunc.parametrize("trigger", sorted({a.trigger for a in chart.arrows}))
        metafunc.parametrize("state", chart.states)


class Walk:
    """The tests of one machine. Its test class says how the machine is asked, and its guards' facts."""

    chart: ClassVar[Chart]
    facts: ClassVar[Mapping[str, Facts]]

    def at(self, stand: Stand, state: str) -> None:
        """Sets where the machine starts."""
        raise NotImplementedError

    def subject(self, stand: Stand) -> tuple[int, str]:
        """The id of what is moved, and the state it is in."""
        raise NotImplementedError

    def ask(self, stand: Stand, trigger: str, seat: Seat | None) -> Outcome:
        """Asks for a trigger as the dialogues do."""
        raise NotImplementedError

    def asked(self, stand: Stand, trigger: str, *, seated: bool = True) -> tuple[Outcome, Request]:
        """How it went, and what was logged of it."""
        before = stand.repository.find(Request)
        outcome = self.ask(stand, trigger, stand.seats[0] if seated else None)
        (logged,) = [r for r in stand.repository.find(Request) if r not in before]
        assert (logged.machine, logged.subject_id) == (self.chart.name, self.subject(stand)[0])
        assert (logged.trigger, logged.seat_id) == (trigger, stand.seats[0].id if seated else None)
        assert (logged.cycle, logged.at) == (stand.table.cycle, stand.ctx.now)
        return outcome, logged

    def expected(self, guard: str) -> Shortfall:
        """What this guard refuses with when its facts do not hold."""
        facts = self.facts[guard]
        return Shortfall(facts.rule or guard, facts.have, facts.need)

    def prepare(self, stand: Stand, arrow: Arrow, source: str, without: str | None = None) -> None:
        """Stands at `source` with the facts of every guard, and those against the one it is `without`."""
        self.at(stand, source)
        for guard in arrow.guards:
            facts = self.facts[guard]
            fact = facts.fail if guard == without else facts.hold
            if fact is not None:
                fact(stand)

    def test_every_guard_of_the_chart_has_its_facts(self) -> None:
        assert {guard for arrow in self.chart.arrows for guard in arrow.guards} == set(self.facts)

    @pytest.mark.parametrize("seated", [True, False], ids=["by-a-seat", "by-itself"])
    def test_an_arrow_is_granted_when_all_its_guards_hold(
        self, stand: Stand, arrow: Arrow, source: str, *, seated: bool
    ) -> None:
        self.prepare(stand, arrow, source)
        outcome, logged = self.asked(stand, arrow.trigger, seated=seated)
        never = {guard for guard in arrow.guards if self.facts[guard].hold is None}
        if never:
            assert isinstance(outcome, Refused), f"it can hold now: give {never} their facts"
            return
        assert outcome == Moved(source, arrow.target)
        assert self.subject(stand)[1] == arrow.target
        word = "allowed" if seated else "automatic"
        assert (logged.outcome, logged.source, logged.target) == (word, source, arrow.target)

    def test_an_arrow_is_refused_for_each_guard_that_does_not_hold(
        self, stand: Stand, arrow: Arrow, source: str, guard: str
    ) -> None:
        self.prepare(stand, arrow, source, without=guard)
        outcome, logged = self.asked(stand, arrow.trigger)
        if self.facts[guard].fail is None:
            assert outcome == Moved(source, arrow.target), f"it can fail now: give {guard} its facts"
            return
        if isinstance(outcome, Moved):
            others = [a for a, s in steps(self.chart) if (a.trigger, s) == (arrow.trigger, source)]
            assert outcome.target in {a.target for a in others if a != arrow}
            return
        never = {self.expected(other).rule for other in arrow.guards if self.facts[other].hold is None}
        assert isinstance(outcome, Refused)
        assert self.expected(guard) in outcome.shortfalls
        assert {s.rule for s in outcome.shortfalls} - never == {self.expected(guard).rule} - never
        assert self.subject(stand)[1] == source
        assert (logged.outcome, logged.source, logged.target) == ("refused", source, None)
        assert logged.reasons == tuple(s.rule for s in outcome.shortfalls)

    def test_a_trigger_starts_only_where_the_chart_says(self, stand: Stand, trigger: str, state: str) -> None:
        self.at(stand, state)
        outcome, logged = self.asked(stand, trigger)
        starts = state in {s for a, s in steps(self.chart) if a.trigger == trigger}
        assert isinstance(outcome, NotFromHere) is not starts
        assert (trigger in machines.triggers(self.chart.name, state)) is starts
        if not starts:
            assert (logged.outcome, logged.reasons) == ("refused", ("not_from_here",))
            assert self.subject(stand)[1] == state

    def test_every_refusal_is_said_in_every_language_with_the_numbers_it_has(self, stand: Stand) -> None:
        for shortfall in [self.expected(guard) for guard, facts in self.facts.items() if facts.told]:
            for language in phrases.languages():
                text = moves.shortfall_text(stand.ctx, language, shortfall)
                assert shortfall.have in text
                blank = {"have": shortfall.have or A_NUMBER, "need": shortfall.need or A_NUMBER}
                assert stand.ctx.text(language, f"refusals.{shortfall.rule}", **blank) == text
