"""The decisions of a table's record: every text that was put to the table, its votes and its confirmations."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dialogues import elements, phrases, result_coach, texts
from dialogues.checks.consensus import PASSED, PASSED_PROVISIONAL
from dialogues.checks.measurable import as_contract_line
from dialogues.fallback import rules
from dialogues.model import Ballot, Confirmation, Proposal, Round, Table, Tally
from dialogues.repository import Repository

Json = dict[str, Any]
KINDS = ("result", "purpose", "document", "experiment", "reopening")


def decisions(repository: Repository, table: Table) -> list[Json]:
    """One entry a text that is settled by a vote, also one that failed its check; in the order of opening."""
    rounds = repository.find(Round, table_id=table.id)
    proposed = [r for r in rounds if r.proposal_id is not None]
    return [_decision(repository, table, r) for r in proposed if elements.topic(r.topic).settled_by == "vote"]


def _decision(repository: Repository, table: Table, round_: Round) -> Json:
    tallies = repository.find(Tally, round_id=round_.id)
    confirmed = _confirmed(repository, round_)
    newest = repository.find(Proposal, round_id=round_.id)[-1]
    what = _what(round_)
    return {
        "topic": f"t{round_.id}",
        "title": _title(table, round_),
        "what": what,
        "stakes": texts.stakes(round_),
        "commits_organisations": round_.commits,
        "state": round_.state,
        "ratified_cycle": _ratified_cycle(repository, round_, tallies, confirmed),
        "check": _check(table, newest.text, round_.opened_at) if what == "result" else None,
        "rounds": [_ballot_round(repository, n, tally) for n, tally in enumerate(tallies, start=1)],
        "confirmations": [{"organisation": f"o{c.organisation_id}", "cycle": c.cycle} for c in confirmed],
    }


def _what(round_: Round) -> str:
    if round_.topic == "adjourning":
        return "adjournment"
    return round_.topic if round_.topic in KINDS else "other"


def _title(table: Table, round_: Round) -> str:
    named = phrases.render(table.languages[0], f"topics.{round_.topic}", "UTC", {})
    return round_.title or html.unescape(named)


def _check(table: Table, statement: str, on: datetime) -> Json | None:
    if not result_coach.can_judge(table, statement):
        return None
    line = as_contract_line("", result_coach.best_reading(table, statement, on.date()))
    return {key: value for key, value in line.items() if key != "id"}


def _confirmed(repository: Repository, round_: Round) -> list[Confirmation]:
    """Those given to what the latest ballot round agreed, in the order in which they came."""
    asked = repository.find(Confirmation, round_id=round_.id, ballot_round=round_.ballot_round)
    given = [(c.confirmed_at, c.id, c) for c in asked if c.confirmed_at is not None]
    return [c for _, _, c in sorted(given, key=lambda one: one[:2])]


def _ratified_cycle(
    repository: Repository, round_: Round, tallies: list[Tally], confirmed: list[Confirmation]
) -> int | None:
    """When it was ratified: by its vote, the last confirmation or the fallback rule; a superseded text keeps it."""
    if round_.state not in ("ratified", "superseded") or not tallies:
        return None
    by_fallback = rules.use_of(repository, round_)
    if by_fallback is not None:
        return by_fallback.cycle
    if tallies[-1].outcome == PASSED_PROVISIONAL:
        return max((c.cycle or 0 for c in confirmed), default=None)
    return tallies[-1].cycle if tallies[-1].outcome == PASSED else None


def _ballot_round(repository: Repository, n: int, tally: Tally) -> Json:
    cast = repository.find(Ballot, round_id=tally.round_id, ballot_round=tally.ballot_round)
    counted: Mapping[str, int] = {f"o{b.organisation_id}": b.score for b in cast if b.counts}
    return {
        "n": n,
        "cycle": tally.cycle,
        "counted": counted,
        "ignored": [f"s{b.seat_id}" for b in cast if not b.counts],
        "eligible": tally.eligible,
        "quorum_met": tally.quorum_met,
        "blocks": [f"o{o}" for o in tally.blocks],
        "below_three": [f"o{o}" for o in tally.below_three],
        "outcome": tally.outcome,
        "confirmations_needed": [f"o{o}" for o in tally.to_confirm],
    }
