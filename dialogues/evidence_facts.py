"""What the record of a table says about the problem-solving of one cycle, counted for the sixteen marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dialogues import discussion
from dialogues.checks.problem_solving import Facts
from dialogues.model import (
    Answer,
    Cycle,
    Disagreement,
    Dot,
    Experiment,
    Indicator,
    IndicatorValue,
    Lever,
    Organisation,
    Reflection,
    Result,
    Round,
    Table,
    Tally,
)
from dialogues.repository import Repository

Counted = dict[str, Any]
CAUSE, OPTION = "S1/condition", "X1"
TOLD_ANEW = ("problem_text", "result")


@dataclass(frozen=True, slots=True)
class _Source:
    repository: Repository
    table: Table
    reflection: Reflection

    @property
    def cycle(self) -> int:
        return self.reflection.cycle


def gather(repository: Repository, reflection: Reflection) -> Facts:
    """The facts of the cycle that a reflection looks back on."""
    of = _Source(repository, repository.get(Table, reflection.table_id), reflection)
    return Facts(**{**_of_problem(of), **_of_causes(of), **_of_options(of), **_of_learning(of)})


def _experiments(of: _Source) -> list[Experiment]:
    """Those that were started by the end of the cycle."""
    found = of.repository.find(Experiment, table_id=of.table.id)
    return [e for e in found if e.started_cycle is not None and e.started_cycle <= of.cycle]


def _of_problem(of: _Source) -> Counted:
    repository, table = of.repository, of.table
    indicator = repository.first(Indicator, table_id=table.id)
    values = repository.find(IndicatorValue, table_id=table.id)
    known = [v for v in values if v.value is not None and v.cycle <= of.cycle]
    stands = repository.count(Result, table_id=table.id, withdrawn=False) > 0
    grassroots = {o.id for o in repository.find(Organisation, table_id=table.id, grassroots=True)}
    heard = discussion.open_answers(repository, table, of.cycle)
    ever = repository.count(
        Answer,
        table_id=table.id,
        organisation_id=tuple(grassroots),
        tier=discussion.SEEN_BY_THE_TABLE,
        passed=False,
    )
    return {
        "has_number": stands and indicator is not None and (indicator.baseline is not None or bool(known)),
        "groups_named": indicator is not None and bool(indicator.groups),
        "group_value": any(v.group is not None for v in known),
        "grassroots_heard": any(a.organisation_id in grassroots and not a.passed for a in heard),
        "grassroots_ever_heard": ever > 0,
        "definitions_settled": _settled(of),
        "text_revisited": of.reflection.upstream in TOLD_ANEW or _amended(of),
    }


def _settled(of: _Source) -> bool:
    """A disagreement was settled within the cycle."""
    cycle = of.repository.first(Cycle, table_id=of.table.id, number=of.cycle)
    if cycle is None:
        return False
    found = of.repository.find(Disagreement, table_id=of.table.id)
    times = [d.settled_at for d in found if d.settled_at is not None and d.how is not None]
    return any(cycle.opened_at <= at and (cycle.ended_at is None or at < cycle.ended_at) for at in times)


def _amended(of: _Source) -> bool:
    """The sentence of the result was voted on again in the cycle."""
    rounds = [r.id for r in of.repository.find(Round, table_id=of.table.id, topic="result")]
    found = of.repository.find(Tally, round_id=rounds, cycle=of.cycle)
    return any(tally.ballot_round > 1 for tally in found)


def _of_causes(of: _Source) -> Counted:
    named = of.repository.find(Answer, table_id=of.table.id, prompt=CAUSE, passed=False)
    cards = [e for e in _experiments(of) if e.hypothesis]
    return {
        "causes": len(named),
        "boxes": len({a.choice for a in named}),
        "hypotheses": len(cards),
        "measured_hypotheses": sum(1 for e in cards if e.measure),
        "predictions": sum(1 for e in cards if e.prediction),
    }


def _of_options(of: _Source) -> Counted:
    said = of.repository.find(Answer, table_id=of.table.id, prompt=OPTION, passed=False)
    cards = of.repository.find(Experiment, table_id=of.table.id)
    started = [e for e in _experiments(of) if e.closed_cycle is None or e.closed_cycle >= of.cycle]
    return {
        "options": max(len(said), len(cards)),
        "option_organisations": len({a.organisation_id for a in said} | {e.organisation_id for e in cards}),
        "dots": of.repository.count(Dot, table_id=of.table.id),
        "started": len(started),
        "started_complete": sum(1 for e in started if e.measure and e.prediction),
        "started_above_program": sum(1 for e in started if e.level != "program"),
        "system_levers": of.repository.count(Lever, table_id=of.table.id, kind="system"),
    }


def _of_learning(of: _Source) -> Counted:
    ended = [e for e in _experiments(of) if e.closed_cycle == of.cycle]
    decided = [
        e
        for e in of.repository.find(Experiment, table_id=of.table.id, decided_cycle=of.cycle)
        if e.decision is not None
    ]
    values = of.repository.find(IndicatorValue, table_id=of.table.id, cycle=of.cycle, group=None)
    return {
        "ended": len(ended),
        "ended_compared": sum(1 for e in ended if e.result and e.prediction),
        "value_updated": bool(values) and values[-1].value is not None,
        "decided": bool(decided) or of.reflection.decisions is not None,
        "decided_with_reason": any(e.why for e in decided),
        "upstream_changed": of.reflection.upstream is not None,
    }
