"""Who takes part in a cycle, as it may be told: shares without a name to all, with a name to the facilitator."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues import discussion
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Table


def for_summary(ctx: Context, table: Table, cycle: int, language: str) -> dict[str, object]:
    """How many organisations answered, which were silent all cycle, large shares without a name."""
    taken = discussion.of_cycle(ctx.repository, table, cycle)
    voting = {o.id for o in ctx.voting_organisations(table)}
    answered = {a.organisation_id for a in discussion.open_answers(ctx.repository, table, cycle)}
    return {
        "answered": len(answered & voting),
        "asked": len(voting),
        "silent": [ctx.organisation_name(id) for id in taken.silent],
        "dominance": sorted(taken.dominant.values(), reverse=True),
    }


def tell_group(ctx: Context, table: Table, cycle: int) -> None:
    """Tells the group, without a name, that one organisation wrote much of the discussion; else nothing."""
    taken = discussion.of_cycle(ctx.repository, table, cycle)
    if taken.dominant:
        shares = sorted(taken.dominant.values(), reverse=True)
        ctx.say_to_group(table, "participation.in_group", shares=shares)


def tell_facilitators(ctx: Context, table: Table, cycle: int) -> None:
    """Tells the facilitators who took much of the discussion and who was not heard; said again it only redraws."""
    taken = discussion.of_cycle(ctx.repository, table, cycle)
    if not taken.dominant and not taken.silent:
        return
    ctx.say_to_facilitators(
        table,
        "participation.told",
        key=f"participation:{table.id}:{cycle}",
        cycle=cycle,
        dominant=_shares(ctx, taken.dominant),
        silent=[ctx.organisation_name(id) for id in taken.silent],
    )


def _shares(ctx: Context, dominant: Mapping[int, int]) -> list[dict[str, GroupSafe]]:
    return [{"name": ctx.organisation_name(id), "share": share} for id, share in dominant.items()]
