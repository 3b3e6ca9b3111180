"""What one seat has asked for: no reminders, later, away. One row a seat, and none before it asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from dialogues import timers
from dialogues.checks import rest
from dialogues.context import Context
from dialogues.model import Seat, Table, Wish

SNOOZE_OVER = "snooze_over"
AWAY_OVER = "away_over"


def of(ctx: Context, seat: Seat) -> Wish | None:
    """What this seat has asked for, if anything."""
    return ctx.repository.first(Wish, seat_id=seat.id)


def keep(ctx: Context, seat: Seat, **changes: Any) -> Wish:
    """The seat's wish with these fields changed."""
    known = of(ctx, seat)
    if known is None:
        return ctx.repository.add(replace(Wish(table_id=seat.table_id, seat_id=seat.id), **changes))
    return ctx.repository.put(replace(known, **changes))


def drop(ctx: Context, seat: Seat) -> None:
    """Nobody sits there any more: nothing is wished, and nothing is due."""
    for kind in (SNOOZE_OVER, AWAY_OVER):
        timers.disarm(ctx, kind, seat.id)
    ctx.repository.remove(Wish, seat_id=seat.id)


def away(ctx: Context, table: Table) -> dict[int, datetime]:
    """Seat → until when, of everybody who is away from this table now."""
    found = ctx.repository.find(Wish, table_id=table.id)
    return {w.seat_id: w.away_until for w in found if w.away_until is not None and rest.is_away(w, ctx.now)}
