"""Who is away: out of the counts that wait for an answer, back by itself on the day (docs/method.md 0, Load).

What binds an organisation or moves the table on (introductions, roles, signatures, confirmations, the pulse's
share) is counted of all: nobody's yes is taken for given because they were away (docs/decisions/0026).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from dialogues import timers
from dialogues.checks.wall_clock import instant_at
from dialogues.context import Context
from dialogues.manners import wishes
from dialogues.model import Seat, Table


def until(day: date, zone: str) -> datetime:
    """The first instant of the day on which a person is back."""
    return instant_at(day, time(), zone)


def organisations(ctx: Context, table: Table) -> set[int]:
    """The organisations of which nobody who holds their vote is here: their voice is away."""
    gone = wishes.away(ctx, table)
    if not gone:
        return set()
    voices = [s for s in ctx.seats(table) if s.holds_vote and s.organisation_id is not None]
    here = {s.organisation_id for s in voices if s.id not in gone}
    return {s.organisation_id for s in voices if s.organisation_id is not None} - {o for o in here if o}


def asked(seats: Collection[Seat], gone: Collection[int]) -> list[Seat]:
    """Those of these seats whose person is here."""
    return [s for s in seats if s.id not in gone]


def arm_return(ctx: Context, table: Table, seat: Seat, back: datetime, zone: str) -> None:
    """On the first morning the person and the facilitators hear that they count again."""
    timers.arm(ctx, table, wishes.AWAY_OVER, seat.id, timers.outside_quiet_hours(back, zone))
