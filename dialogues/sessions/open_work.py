"""What is open at a table, as everybody there may read it: the parts agendas and minutes are made of."""

from __future__ import annotations

from datetime import date, timedelta

from dialogues import commitments, house_rules, mapping, rounds, texts
from dialogues.checks import gaps, portfolio
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, shorten
from dialogues.model import Commitment, Experiment, Gap, Table

Line = dict[str, GroupSafe]
LONGEST = 160


def promises(ctx: Context, table: Table) -> list[Line]:
    """Missed ones first, then by their day; those of the coming weeks only, as an agenda has them."""
    soon = commitments.today_at(ctx, table) + timedelta(days=house_rules.AGENDA_DAYS.value)
    found = ctx.repository.find(Commitment, table_id=table.id, status=("open", "due", "missed"))
    near = [c for c in found if c.status == "missed" or c.due <= soon]
    near.sort(key=lambda c: (c.status != "missed", c.due, c.id))
    return [_short(commitments.line(ctx, c)) for c in near]


def all_promises(ctx: Context, table: Table) -> list[Line]:
    """Every promise that stands, by its day, as minutes have them."""
    found = ctx.repository.find(Commitment, table_id=table.id, status=("open", "due", "missed"))
    return [_short(commitments.line(ctx, c)) for c in sorted(found, key=lambda c: (c.due, c.id))]


def _short(line: Line) -> Line:
    return {**line, "what": shorten(str(line["what"]), LONGEST)}


def undecided(ctx: Context, table: Table) -> list[Line]:
    """Experiments that have ended without a decision, and those that run past their last day."""
    today = commitments.today_at(ctx, table)
    found = ctx.repository.find(Experiment, table_id=table.id, state=("closed", "running"), decision=None)
    return [
        _experiment(ctx, e) | {"ended": e.state == portfolio.CLOSED}
        for e in found
        if e.state == portfolio.CLOSED or (e.ends_on is not None and e.ends_on <= today)
    ]


def running(ctx: Context, table: Table) -> list[Line]:
    """Experiments that run, with their last days."""
    found = ctx.repository.find(Experiment, table_id=table.id, state="running")
    return [_experiment(ctx, e) | {"ends_on": e.ends_on} for e in found]


def _experiment(ctx: Context, experiment: Experiment) -> Line:
    name = ctx.organisation_name(experiment.organisation_id)
    return {"title": shorten(experiment.title, LONGEST), "organisation": name}


def overdue_gaps(ctx: Context, table: Table, language: str) -> list[Line]:
    """Gaps that must be closed and have nobody, or whose day has gone; none that tells who can't decide."""
    today = commitments.today_at(ctx, table)
    shown = mapping.shared_gaps(ctx, table, language, must_only=True)
    late = {mapping.shared_name(ctx, table, g, language) for g in _late(ctx, table, today)}
    return [line for line in shown if line["owner"] is None or line["name"] in late]


def _late(ctx: Context, table: Table, today: date) -> list[Gap]:
    open_ = mapping.open_gaps(ctx, table)
    return [g for g in open_ if g.severity == gaps.MUST and g.due is not None and g.due < today]


def owned_gaps(ctx: Context, table: Table, language: str) -> list[Line]:
    """Gaps that somebody looks after."""
    shown = mapping.shared_gaps(ctx, table, language, must_only=True)
    return [line for line in shown if line["owner"] is not None]


def waiting_texts(ctx: Context, table: Table, language: str) -> list[Line]:
    """Texts on their way: put to the table, being voted on, waiting for confirmations or set aside."""
    states = ("clarifying", "voting", "amending", "no_quorum", "provisional", "parked")
    return [
        {"title": shorten(texts.title_in(ctx, language, r), LONGEST), "state": r.state}
        for r in rounds.running(ctx, table)
        if r.state in states
    ]
