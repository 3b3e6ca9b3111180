"""The record of a table: everything true of it that may leave it, as plain JSON values (tablekeeper.record/1).

It is the facilitator's document: no text of tier P or F, no names of people. Parts of the method
that are not built yet stand empty. Ids are ours with a letter before them: o12, s5, f3, t7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from dialogues import elements, record_of_trust, result_coach
from dialogues.checks.consensus import PASSED_PROVISIONAL
from dialogues.checks.measurable import as_contract_line
from dialogues.checks.progress import progress
from dialogues.model import (
    Answer,
    Ballot,
    Function,
    Gap,
    Indicator,
    IndicatorValue,
    Organisation,
    Person,
    Proposal,
    RepresentativeType,
    Result,
    Role,
    Round,
    Seat,
    Summary,
    Table,
    Tally,
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
        "organisations": [_organisation(o) for o in repository.find(Organisation, table_id=table.id)],
        "seats": [_seat(of, s) for s in repository.find(Seat, table_id=table.id) if s.organisation_id],
        "result": _result(of),
        "map": _map(of),
        "structure": {
            "bodies": [],
            "raci": [],
            "commitments": [],
            "participation_support": False,
            "document": None,
            "flags": [],
        },
        "systems": {"conditions_named": [], "missing_levels": [], "system_share": None, "flags": []},
        "experiments": [],
        "portfolio": [],
        "decisions": [_decision(of, r) for r in _decided_rounds(of)],
        "trust": record_of_trust.trust(repository, table),
        "cycles": [],
        "summaries": [_summary(s) for s in repository.find(Summary, table_id=table.id)],
        "messages": None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _organisation(organisation: Organisation) -> Json:
    return {
        "id": f"o{organisation.id}",
        "name": organisation.name,
        "sector": organisation.sector,
        "grassroots": organisation.grassroots,
        "voting": organisation.voting,
        "joined_cycle": organisation.joined_cycle,
    }


def _seat(of: _Source, seat: Seat) -> Json:
    """A seat whose M3 and M4 are not answered counts as a designee: nobody has committed anything."""
    return {
        "id": f"s{seat.id}",
        "organisation": f"o{seat.organisation_id}",
        "representative_type": seat.representative_type or RepresentativeType.DESIGNEE.value,
        "secondary_type": seat.secondary_type,
        "voting": seat.holds_vote,
        "language": of.repository.get(Person, seat.person_id).language,
        "present": seat.present,
    }


def _result(of: _Source) -> Json:
    standing = of.repository.find(Result, table_id=of.table.id, withdrawn=False)
    indicator = of.repository.first(Indicator, table_id=of.table.id)
    values = of.repository.find(IndicatorValue, table_id=of.table.id)
    statement = standing[-1].statement if standing else None
    return {
        "statement": statement,
        "check": _check(of, statement, standing[-1].ratified_at) if statement and standing else None,
        "indicator": {
            "name": indicator.name if indicator else "",
            "unit": indicator.unit if indicator else "",
            "baseline": _number(indicator.baseline) if indicator else None,
            "target": _number(indicator.target) if indicator else None,
            "source": indicator.source if indicator else None,
            "series": [{"cycle": v.cycle, "value": _number(v.value)} for v in values if v.value is not None],
        },
        "progress": [_progress(indicator, v) for v in values],
    }


def _progress(indicator: Indicator | None, value: IndicatorValue) -> Json:
    baseline, target = (indicator.baseline, indicator.target) if indicator else (None, None)
    done = progress(baseline, target, value.value)
    return {"cycle": value.cycle, "status": done.status, "pct": _number(done.pct)}


def _check(of: _Source, statement: str, on: datetime) -> Json:
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


def _decided_rounds(of: _Source) -> list[Round]:
    voted = [r for r in of.repository.find(Round, table_id=of.table.id) if r.proposal_id is not None]
    return [r for r in voted if elements.topic(r.topic).settled_by == "vote"]


def _decision(of: _Source, round_: Round) -> Json:
    tallies = of.repository.find(Tally, round_id=round_.id)
    text = of.repository.find(Proposal, round_id=round_.id)[-1].text
    return {
        "topic": f"t{round_.id}",
        "title": round_.topic,
        "what": "result" if round_.topic == "result" else "other",
        "stakes": elements.topic(round_.topic).stakes,
        "commits_organisations": False,
        "state": round_.state,
        "ratified_cycle": tallies[-1].cycle if round_.state == "ratified" and tallies else None,
        "check": _check(of, text, round_.opened_at) if round_.topic == "result" else None,
        "rounds": [_ballot_round(of, t) for t in tallies],
        "confirmations": [],
    }


def _ballot_round(of: _Source, tally: Tally) -> Json:
    cast = of.repository.find(Ballot, round_id=tally.round_id, ballot_round=tally.ballot_round)
    counted: Mapping[str, int] = {f"o{b.organisation_id}": b.score for b in cast if b.counts}
    return {
        "n": tally.ballot_round,
        "cycle": tally.cycle,
        "counted": counted,
        "ignored": [f"s{b.seat_id}" for b in cast if not b.counts],
        "eligible": tally.eligible,
        "quorum_met": tally.quorum_met,
        "blocks": [f"o{o}" for o in tally.blocks],
        "below_three": [f"o{o}" for o in tally.below_three],
        "outcome": tally.outcome,
        "confirmations_needed": [] if tally.outcome != PASSED_PROVISIONAL else sorted(counted),
    }


def _summary(summary: Summary) -> Json:
    roles = [Role.FACILITATOR.value, Role.COORDINATOR.value] if summary.delivered_at else []
    return {
        "cycle": summary.cycle,
        "language": summary.language,
        "text": summary.text,
        "delivered_to_roles": roles,
    }
