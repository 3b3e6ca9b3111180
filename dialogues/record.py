"""The record of a table: everything true of it that may leave it, as plain JSON values (tablekeeper.record/1).

It is the facilitator's document: no text of tier P or F, no names of people. Ids are ours with a
letter before them: o12, s5, f3, t7, b4, x9.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from dialogues import (
    record_of_cycles,
    record_of_decisions,
    record_of_seats,
    record_of_structure,
    record_of_trust,
    record_of_work,
    result_coach,
)
from dialogues.checks.measurable import as_contract_line
from dialogues.model import (
    Answer,
    Function,
    Gap,
    Indicator,
    Result,
    Role,
    Summary,
    Table,
)
from dialogues.repository import Repository

FORMAT = "tablekeeper.record/1"
ABOUT_FUNCTION = ("FUNCTION_UNCOVERED", "NO_DECISION_MAKER", "NO_DOER", "SINGLE_POINT")
ABOUT_ORGANISATION = ("ORG_WITHOUT_INTEREST", "SECTOR_MONOLITH", "SEAT_VACANT")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Source:
    repository: Repository
    table: Table


def record_of(repository: Repository, table: Table, now: datetime, *, source: str) -> Json:
    """The record as JSON values. `source`: "export" or "rehearsal"; `now` is when it was made."""
    of = _Source(repository, table)
    return {
        "format": FORMAT,
        "source": source,
        "made_at": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "table": {
            "name": table.name,
            "lifecycle": table.lifecycle,
            "trust_stage": table.trust_stage,
            "cycle": table.cycle,
            "time_zone": table.time_zone,
            "languages": list(table.languages),
        },
        "organisations": record_of_seats.organisations(repository, table),
        "seats": record_of_seats.seats(repository, table),
        "result": _result(of),
        "map": _map(of),
        "structure": record_of_structure.structure(repository, table),
        "systems": record_of_work.systems(repository, table),
        "experiments": record_of_work.experiments(repository, table),
        "portfolio": record_of_work.portfolio(repository, table),
        "decisions": record_of_decisions.decisions(repository, table),
        "trust": record_of_trust.trust(repository, table),
        "cycles": record_of_cycles.cycles(repository, table),
        "summaries": [_summary(s) for s in repository.find(Summary, table_id=table.id)],
        "messages": None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _result(of: _Source) -> Json:
    standing = of.repository.find(Result, table_id=of.table.id, withdrawn=False)
    indicator = of.repository.first(Indicator, table_id=of.table.id)
    statement = standing[-1].statement if standing else None
    return {
        "statement": statement,
        "check": _check(of, statement, standing[-1].ratified_at) if statement else None,
        "indicator": {
            "name": indicator.name if indicator else "",
            "unit": indicator.unit if indicator else "",
            "baseline": _number(indicator.baseline) if indicator else None,
            "target": _number(indicator.target) if indicator else None,
            "source": indicator.source if indicator else None,
            "series": record_of_cycles.series(of.repository, of.table),
        },
        "progress": record_of_cycles.progress(of.repository, of.table),
    }


def _check(of: _Source, statement: str, on: datetime) -> Json | None:
    if not result_coach.can_judge(of.table, statement):
        return None
    line = as_contract_line("", result_coach.best_reading(of.table, statement, on.date()))
    return {key: value for key, value in line.items() if key != "id"}


def _map(of: _Source) -> Json:
    functions = of.repository.find(Function, table_id=of.table.id)
    coverage: dict[str, list[str]] = {}
    for answer in of.repository.find(Answer, table_id=of.table.id, prompt="M2"):
        coverage[f"o{answer.organisation_id}"] = [f"f{word}" for word in (answer.choice or "").split()]
    return {
        "functions": [{"id": f"f{f.id}", "label": f.label, "kind": f.kind} for f in functions],
        "coverage": coverage,
        "gaps": [_gap(g) for g in of.repository.find(Gap, table_id=of.table.id)],
    }


def _gap(gap: Gap) -> Json:
    subject = gap.subject
    if subject is not None and gap.code in ABOUT_FUNCTION:
        subject = f"f{subject}"
    elif subject is not None and gap.code in ABOUT_ORGANISATION:
        subject = f"o{subject}"
    elif subject is not None and gap.code == "REP_TYPE_MISMATCH":
        subject = f"s{subject}"
    roles = (None, Role.FACILITATOR.value, Role.COORDINATOR.value)
    return {
        "code": gap.code,
        "subject": subject,
        "severity": gap.severity,
        "owner": gap.owner if gap.owner in roles else f"o{gap.owner}",
        "due": gap.due.isoformat() if gap.due else None,
        "found_cycle": gap.found_cycle,
        "closed_cycle": gap.closed_cycle,
    }


def _summary(summary: Summary) -> Json:
    roles = [Role.FACILITATOR.value, Role.COORDINATOR.value] if summary.delivered_at else []
    return {
        "cycle": summary.cycle,
        "language": summary.language,
        "text": summary.text,
        "delivered_to_roles": roles,
    }
