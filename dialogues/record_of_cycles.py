"""The cycles of a table's record: problem-solving, participation, flags, the indicator, what stood at the end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dialogues import cycle_ends, discussion, problem_solving_story
from dialogues.checks.problem_solving import STAGES
from dialogues.checks.progress import progress as how_far
from dialogues.model import Cycle, Indicator, IndicatorValue, Table
from dialogues.repository import Repository

Json = dict[str, Any]


def cycles(repository: Repository, table: Table) -> list[Json]:
    """One entry a cycle that has opened, the running one as it stands now."""
    return [_cycle(repository, table, cycle) for cycle in _opened(repository, table)]


def series(repository: Repository, table: Table) -> list[Json]:
    """The newest value of the indicator in each cycle, for all people together; cycles without one left out."""
    found = _values(repository, table)
    return [{"cycle": n, "value": _number(v)} for n, v in sorted(found.items()) if v is not None]


def progress(repository: Repository, table: Table) -> list[Json]:
    """How far the indicator had come in each cycle, from the value of that cycle alone."""
    return [
        {"cycle": cycle.number, "status": done["status"], "pct": done["pct"]}
        for cycle in _opened(repository, table)
        for done in [_indicator(repository, table, cycle.number)]
    ]


def _opened(repository: Repository, table: Table) -> list[Cycle]:
    """The cycles that were stored; the running one of an older table is made up from the table."""
    stored = sorted(repository.find(Cycle, table_id=table.id), key=lambda cycle: cycle.number)
    if table.cycle and all(cycle.number != table.cycle for cycle in stored):
        stored.append(cycle_ends.row(repository, table, table.cycle))
    return stored


def _cycle(repository: Repository, table: Table, cycle: Cycle) -> Json:
    stood = cycle_ends.standing(repository, table, cycle)
    heard = discussion.of_cycle(repository, table, cycle.number)
    return {
        "n": cycle.number,
        "problem_solving": _problem_solving(repository, table, cycle.number),
        "participation": {
            "dominant": [f"o{id}" for id in heard.dominant],
            "silent": [f"o{id}" for id in heard.silent],
        },
        "flags": cycle_ends.flags(repository, table, cycle),
        "indicator": _indicator(repository, table, cycle.number),
        "trust_stage_at_end": stood.trust_stage,
        "lifecycle_at_end": stood.lifecycle,
        "result_ratified": stood.result_ratified,
        "document_ratified": stood.document_ratified,
    }


def _problem_solving(repository: Repository, table: Table, number: int) -> Json:
    found = problem_solving_story.of_cycle(repository, table, number)
    return {
        "evidence_by": found.by,
        "scores": {stage: float(found.scores[stage]) for stage in STAGES},
        "bands": found.bands,
        "self_rating": {stage: _number(found.ratings.get(stage)) for stage in STAGES},
        "weakest": found.weakest,
        "blind_spots": list(found.blind_spots),
    }


def _indicator(repository: Repository, table: Table, number: int) -> Json:
    indicator = repository.first(Indicator, table_id=table.id)
    latest = _values(repository, table).get(number)
    baseline, target = (indicator.baseline, indicator.target) if indicator else (None, None)
    done = how_far(baseline, target, latest)
    return {"latest": _number(latest), "status": done.status, "pct": _number(done.pct)}


def _values(repository: Repository, table: Table) -> Mapping[int, Decimal | None]:
    """The newest value of each cycle, for all people together; None where it was marked missing."""
    return {v.cycle: v.value for v in repository.find(IndicatorValue, table_id=table.id, group=None)}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
