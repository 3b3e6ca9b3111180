"""Where a table stands on the seven elements at a glance: a line each, with a mark that is told by its shape."""

from __future__ import annotations

from dialogues import cycles, data, guards_of_experiments, redrawing, structure_facts, translations
from dialogues.checks import gaps, portfolio
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.guards import standing_result
from dialogues.guards_of_trust import disagreements
from dialogues.machines import ACTIVE, TRUST_STAGES
from dialogues.model import Commitment, Experiment, Gap, Lever, Reflection, Round, Table

NOT_BEGUN, UNDER_WAY, STANDS, NEEDS_YOU = "○", "◐", "●", "▲"
ELEMENTS = ("result", "system", "people", "structure", "trying", "trust", "cycle")
Line = dict[str, GroupSafe]


def lines(ctx: Context, table: Table, language: str) -> list[Line]:
    """The seven elements in the order of the method (docs/method.md 1 to 7)."""
    found = (
        _result(ctx, table, language),
        _system(ctx, table),
        _people(ctx, table),
        _structure(ctx, table),
        _trying(ctx, table),
        _trust(ctx, table),
        _cycle(ctx, table),
    )
    return [{"element": element, **line} for element, line in zip(ELEMENTS, found, strict=True)]


def _mark(*, begun: bool, stands: bool, needs: bool = False) -> str:
    if needs:
        return NEEDS_YOU
    if stands:
        return STANDS
    return UNDER_WAY if begun else NOT_BEGUN


def _asked(ctx: Context, table: Table, topic: str) -> bool:
    return ctx.repository.count(Round, table_id=table.id, topic=topic) > 0


def _result(ctx: Context, table: Table, language: str) -> Line:
    result, counted = standing_result(ctx, table), data.indicator(ctx, table)
    known = counted is not None and (counted.baseline is not None or counted.plan_due is not None)
    agreed = result is not None
    return {
        "mark": _mark(begun=_asked(ctx, table, "result"), stands=agreed, needs=agreed and not known),
        "statement": translations.of_result(ctx.repository, result, language),
        "counted": known,
    }


def _system(ctx: Context, table: Table) -> Line:
    levers = ctx.repository.find(Lever, table_id=table.id)
    chosen = sum(lever.chosen for lever in levers)
    return {
        "mark": _mark(begun=bool(levers) or _asked(ctx, table, "system"), stands=chosen > 0),
        "levers": len(levers),
        "chosen": chosen,
    }


def _people(ctx: Context, table: Table) -> Line:
    seated = len({s.organisation_id for s in ctx.seats(table) if s.organisation_id is not None})
    open_ = ctx.repository.find(Gap, table_id=table.id, severity=gaps.MUST, closed_cycle=None)
    without = sum(gap.owner is None for gap in open_)
    drawn = redrawing.is_drawn(ctx, table)
    return {
        "mark": _mark(begun=seated > 0, stands=drawn and not open_, needs=drawn and without > 0),
        "seated": seated,
        "organisations": len(ctx.organisations(table)),
        "gaps": len(open_),
        "without": without,
    }


def _structure(ctx: Context, table: Table) -> Line:
    repository = ctx.repository
    ratified = structure_facts.ratified_round(repository, table) is not None
    unsigned = len(structure_facts.unsigned(repository, table)) if ratified else 0
    late = repository.count(Commitment, table_id=table.id, status="missed")
    flags = len(structure_facts.leverage_flags(repository, table))
    begun = structure_facts.document(repository, table) is not None or _asked(ctx, table, "promises")
    return {
        "mark": _mark(begun=begun, stands=ratified and not unsigned, needs=flags > 0 or late > 0),
        "version": structure_facts.version(repository, table),
        "ratified": ratified,
        "unsigned": unsigned,
        "flags": flags,
        "owed": repository.count(Commitment, table_id=table.id, status=("open", "due")),
        "late": late,
    }


def _trying(ctx: Context, table: Table) -> Line:
    found = ctx.repository.find(Experiment, table_id=table.id)
    today = guards_of_experiments.today(ctx, table)
    overdue = sum(portfolio.is_overdue(guards_of_experiments.card(e), today) for e in found)
    undecided = sum(e.state == portfolio.CLOSED and e.decision is None for e in found)
    running = sum(e.state == portfolio.RUNNING for e in found)
    return {
        "mark": _mark(begun=bool(found), stands=running > 0, needs=overdue + undecided > 0),
        "cards": len(found),
        "running": running,
        "overdue": overdue,
        "undecided": undecided,
    }


def _trust(ctx: Context, table: Table) -> Line:
    open_ = len(disagreements(ctx, table))
    performs = table.trust_stage == TRUST_STAGES[-1]
    begun = table.trust_stage != TRUST_STAGES[0] or _asked(ctx, table, "pulse")
    return {
        "mark": _mark(begun=begun, stands=performs, needs=open_ > 0),
        "stage": table.trust_stage,
        "open": open_,
    }


def _cycle(ctx: Context, table: Table) -> Line:
    runs = table.cycle > 0 and table.lifecycle in ACTIVE
    looked = runs and cycles.has_looked_back(ctx, table)
    looking = ctx.repository.first(Reflection, table_id=table.id, closed_at=None) is not None
    over = runs and ctx.now >= cycles.next_opening(ctx, table)
    return {
        "mark": _mark(begun=runs, stands=looked, needs=over and not looked and not looking),
        "number": table.cycle,
        "until": cycles.next_day(ctx, table) if runs else None,
        "looking": looking,
        "looked": looked,
    }
