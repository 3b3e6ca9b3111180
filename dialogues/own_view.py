"""What a member reads about the own seat: what it is for, what the answers changed (docs/method.md 3d, 4d, 6d)."""

from __future__ import annotations

from dialogues import mapping
from dialogues.checks.privacy import GroupValue
from dialogues.context import Context, shorten
from dialogues.house_rules import PANEL_LETTERS
from dialogues.model import Commitment, Function, Reflection, Seat, Table


def values(ctx: Context, table: Table, seat: Seat | None, language: str) -> dict[str, GroupValue]:
    """What "own_view.lines" needs; `own` is None for whoever sits there for no organisation."""
    own = seat.organisation_id if seat is not None else None
    if seat is None or own is None:
        return {"own": None, "own_type": None, "own_parts": [], "own_promises": 0, **_changed(None, "")}
    covers = mapping.coverage(ctx, table).get(own, frozenset())
    parts = ctx.repository.find(Function, table_id=table.id)
    promised = ctx.repository.count(
        Commitment, table_id=table.id, by_organisation=own, status=("open", "due", "missed")
    )
    last = _last_delivered(ctx, table)
    title = ctx.label(language, f"upstream.{last.upstream or 'nothing'}") if last is not None else ""
    return {
        "own": ctx.organisation_name(own),
        "own_type": seat.representative_type or seat.claimed_type,
        "own_parts": [part.label for part in parts if part.id in covers],
        "own_promises": promised,
        **_changed(last, title),
    }


def _last_delivered(ctx: Context, table: Table) -> Reflection | None:
    for cycle in range(table.cycle, -1, -1):
        found = ctx.repository.find(Reflection, table_id=table.id, cycle=cycle, state="delivered")
        if found:
            return found[-1]
    return None


def _changed(reflection: Reflection | None, title: str) -> dict[str, GroupValue]:
    """What the latest finished look back changed, as it was told to the group."""
    why = reflection.upstream_reason or "" if reflection is not None else ""
    return {
        "changed_in": reflection.cycle if reflection is not None else None,
        "changed": title,
        "changed_why": shorten(why, PANEL_LETTERS.value),
    }
