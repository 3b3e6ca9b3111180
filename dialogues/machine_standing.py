"""Where each machine of a table stands, what moved it last, and what the next step still needs, in plain words.

For whoever looks over the table's shoulder (the rehearsal room): it reads, asks every guard, and moves
nothing. What it tells is what a facilitator is told; no answer and no name of who is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogues import guards, guards_of_experiments, guards_of_trust, machines, phrases, texts
from dialogues.context import Context
from dialogues.history import GRANTED
from dialogues.machines import Arrow, Holds
from dialogues.model import Experiment, Person, Reflection, Request, Round, Seat, Table
from dialogues.repository import NotStored


@dataclass(frozen=True, slots=True)
class Condition:
    """A guard: what has to be so, whether it is, and where it is not what is missing ("" where nothing tells)."""

    holds: bool
    words: str
    missing: str


@dataclass(frozen=True, slots=True)
class Way:
    """A step that leads on from here. It can be gone when all its conditions hold."""

    words: str
    target: str
    conditions: tuple[Condition, ...]

    @property
    def open(self) -> bool:
        """Whether nothing stands in the way."""
        return all(condition.holds for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class LastMove:
    """The latest request to a machine: by whom ("" for by itself), granted or refused, and for what reasons."""

    words: str
    by: str
    source: str
    target: str
    granted: bool
    reasons: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One machine. `title` is "" for the table and its trust, of which there is one each."""

    machine: str
    title: str
    state: str
    last: LastMove | None
    ways: tuple[Way, ...]


def standings(ctx: Context, table: Table, language: str) -> list[Standing]:
    """The table and its trust, then what runs: rounds, a reflection, experiments that are not closed."""
    look = _Look(ctx, table, language)
    found = [
        look.at("table", table.id, "", table.lifecycle, guards.of_table(ctx, table)),
        look.at("trust", table.id, "", table.trust_stage, guards_of_trust.of_trust(ctx, table)),
    ]
    for round_ in ctx.repository.find(Round, table_id=table.id, closed_at=None):
        title = texts.title_in(ctx, language, round_)
        found.append(look.at("round", round_.id, title, round_.state, guards.of_round(ctx, table, round_)))
    for reflection in ctx.repository.find(Reflection, table_id=table.id, closed_at=None):
        holds = guards.of_reflection(ctx, table, reflection)
        found.append(look.at("reflection", reflection.id, "", reflection.state, holds))
    for experiment in ctx.repository.find(Experiment, table_id=table.id, state=("drafted", "running")):
        holds = guards_of_experiments.of_experiment(ctx, table, experiment)
        found.append(look.at("experiment", experiment.id, experiment.title, experiment.state, holds))
    return found


class _Look:
    """One look at one table, in one language."""

    def __init__(self, ctx: Context, table: Table, language: str) -> None:
        self._ctx = ctx
        self._table = table
        self._language = language

    def at(self, machine: str, subject: int, title: str, state: str, holds: Holds) -> Standing:
        arrows = [a for a in machines.CHARTS[machine].arrows if state in a.sources and a.guards]
        ways = tuple(self._way(machine, arrow, holds) for arrow in arrows if _leads_on(machine, arrow))
        last = self._last(machine, subject)
        return Standing(machine, title, self._word("machine_states", machine, state), last, ways)

    def _way(self, machine: str, arrow: Arrow, holds: Holds) -> Way:
        return Way(
            words=self._word("machine_triggers", machine, arrow.trigger),
            target=self._word("machine_states", machine, arrow.target),
            conditions=tuple(self._condition(guard, holds) for guard in arrow.guards),
        )

    def _condition(self, guard: str, holds: Holds) -> Condition:
        shortfall = holds(guard)
        words = self._ctx.label(self._language, f"machine_guards.{guard}")
        if shortfall is None:
            return Condition(True, words, "")
        phrase = f"refusals.{shortfall.rule}"
        if phrase not in phrases.keys(self._language):
            return Condition(False, words, "")
        missing = self._ctx.label(self._language, phrase, have=shortfall.have, need=shortfall.need)
        return Condition(False, words, missing)

    def _last(self, machine: str, subject: int) -> LastMove | None:
        asked = self._ctx.repository.find(
            Request, table_id=self._table.id, machine=machine, subject_id=subject
        )
        if not asked:
            return None
        latest = asked[-1]
        return LastMove(
            words=self._word("machine_triggers", machine, latest.trigger),
            by=self._name(latest.seat_id),
            source=self._word("machine_states", machine, latest.source),
            target="" if latest.target is None else self._word("machine_states", machine, latest.target),
            granted=latest.outcome in GRANTED,
            reasons=self._reasons(latest.reasons),
            at=latest.at,
        )

    def _reasons(self, rules: Sequence[str]) -> tuple[str, ...]:
        """Why in short, as far as there are words for it."""
        known = phrases.keys(self._language)
        said = [
            next((p for p in (f"trust_reasons.{r}", f"machine_guards.{r}") if p in known), None)
            for r in rules
        ]
        return tuple(self._ctx.label(self._language, phrase) for phrase in said if phrase is not None)

    def _name(self, seat_id: int | None) -> str:
        if seat_id is None:
            return ""
        try:
            seat = self._ctx.repository.get(Seat, seat_id)
            return self._ctx.repository.get(Person, seat.person_id).name
        except NotStored:
            return ""

    def _word(self, family: str, machine: str, name: str) -> str:
        return self._ctx.label(self._language, f"{family}.{machine}_{name}")


def _leads_on(machine: str, arrow: Arrow) -> bool:
    """Whether people can ask for it as the next step; a pause, an end or a fall back is not one."""
    if machine == "trust":
        return arrow.trigger == "advance"
    return arrow.trigger not in ("resume", "adjourn", "expire", machines.TAKE_BACK)
