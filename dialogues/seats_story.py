"""Vacant and changed seats of a cycle, for the coordinators' page (docs/method.md 8, point 5)."""

from __future__ import annotations

from dialogues import newcomers
from dialogues.context import Context
from dialogues.model import Answer, Seat, Table


def for_summary(ctx: Context, table: Table, cycle: int, language: str) -> dict[str, object]:
    """Organisations only, never people: without a voice, with a new voice, new at the table.

    `catching_up` is how many people have questions of the past before them; `held` how many answers of the
    whole table are shown to nobody because they may name a person.
    """
    voices = {s.organisation_id: s for s in ctx.seats(table) if ctx.casts_vote(s)}
    voting = ctx.voting_organisations(table)
    return {
        "vacant": [o.name for o in voting if o.id not in voices],
        "changed": [o.name for o in voting if _is_new(ctx, table, cycle, voices.get(o.id))],
        "joined": [o.name for o in ctx.organisations(table) if o.joined_cycle == cycle and cycle > 0],
        "catching_up": len(newcomers.waiting(ctx, table)),
        "held": ctx.repository.count(Answer, table_id=table.id, held=True),
    }


def _is_new(ctx: Context, table: Table, cycle: int, voice: Seat | None) -> bool:
    """This voice came since the running cycle opened, and somebody else spoke for the organisation before."""
    if voice is None or cycle != table.cycle or table.cycle_opened_at is None:
        return False
    ended = ctx.repository.count(
        Seat, table_id=table.id, organisation_id=voice.organisation_id, holds_vote=True, present=False
    )
    return ended > 0 and voice.joined_at >= table.cycle_opened_at
