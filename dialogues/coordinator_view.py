"""What a coordinator reads under /table: refusals in aggregate words, promises, signatures, the next data day.

Nothing of it is a private answer (docs/method.md 0, 1d, 4d, 6d).
"""

from __future__ import annotations

from datetime import timedelta

from dialogues import commitments, data, house_rules, pulse, structure_facts, trust_story
from dialogues.checks.privacy import GroupValue
from dialogues.context import Context
from dialogues.model import Commitment, Role, Seat, Table


def values(ctx: Context, table: Table, seat: Seat | None, language: str) -> dict[str, GroupValue]:
    """What "coordinator_view.lines" needs; `coordinates` is false for whoever does not."""
    found: dict[str, GroupValue] = {
        "coordinates": False,
        "wanted": None,
        "not_yet": [],
        "trend": None,
        "overall": None,
        "before": None,
        "owed": [],
        "unsigned": [],
        "data_day": None,
        "data_by": None,
    }
    if seat is None or Role.COORDINATOR.value not in seat.roles:
        return found
    return {
        **found,
        "coordinates": True,
        **_refused(ctx, table, language),
        **_trend(ctx, table),
        "owed": [commitments.line(ctx, c) for c in _owed(ctx, table)],
        "unsigned": _unsigned(ctx, table),
        **_data_day(ctx, table),
    }


def _refused(ctx: Context, table: Table, language: str) -> dict[str, GroupValue]:
    """The latest request for a stage of trust, where it was refused and nothing has moved since."""
    story = trust_story.requests(ctx.repository, table)
    if not story or story[-1].outcome != "refused":
        return {}
    why = [ctx.label(language, f"trust_reasons.{rule}") for rule in story[-1].reasons]
    return {"wanted": story[-1].target, "not_yet": why}


def _trend(ctx: Context, table: Table) -> dict[str, GroupValue]:
    """The mean of the cycle's pulse and the one before, where enough people answered."""
    latest, earlier = pulse.for_cycle(ctx, table, table.cycle)
    if latest is None:
        return {}
    seen, before = pulse.shown(latest), pulse.shown(earlier) if earlier is not None else None
    return {
        "trend": "hidden" if seen is None else "shown",
        "overall": seen.overall if seen else None,
        "before": before.overall if before else None,
    }


def _owed(ctx: Context, table: Table) -> list[Commitment]:
    """Promises that were missed, and those whose day has come or comes soon."""
    soon = commitments.today_at(ctx, table) + timedelta(days=house_rules.ASK_DAYS.value)
    found = ctx.repository.find(Commitment, table_id=table.id, status=("open", "due", "missed"))
    near = [c for c in found if c.status == "missed" or c.due <= soon]
    return sorted(near, key=lambda c: (c.due, c.id))[: house_rules.STRUCTURE_LISTED.value]


def _unsigned(ctx: Context, table: Table) -> list[str]:
    """Whose signature is missing under the ratified document."""
    if structure_facts.ratified_round(ctx.repository, table) is None:
        return []
    return [o.name for o in structure_facts.unsigned(ctx.repository, table)]


def _data_day(ctx: Context, table: Table) -> dict[str, GroupValue]:
    """By when a first number is planned, and by whom."""
    indicator = data.indicator(ctx, table)
    if indicator is None or indicator.plan_due is None or indicator.baseline is not None:
        return {}
    return {"data_day": indicator.plan_due, "data_by": indicator.plan_owner}
