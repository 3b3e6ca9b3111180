"""What is said on a day that something has: in each person's own morning, never at night or at a weekend.

A promise, or the end of an experiment, has a day and no hour. The timer comes with the earliest of those
mornings; from then on each person is owed a reminder of their own (docs/method.md 0, Load).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dialogues import house_rules, timers
from dialogues.checks.wall_clock import instant_at
from dialogues.context import Context
from dialogues.manners import reminding
from dialogues.model import Person, Role, Seat, Table


def concerned(ctx: Context, table: Table, organisation_id: int) -> list[Seat]:
    """Who hears of it: the voices of the organisation, and the facilitators."""
    return [s for s in ctx.seats(table) if is_concerned(s, organisation_id)]


def is_concerned(seat: Seat, organisation_id: int) -> bool:
    """Whether this seat speaks for the organisation, or facilitates."""
    speaks = seat.holds_vote and seat.organisation_id == organisation_id
    return speaks or Role.FACILITATOR.value in seat.roles


def arm(ctx: Context, table: Table, kind: str, subject: int, day: date, seats: Iterable[Seat]) -> None:
    """Sets the timer to the first morning of that day anywhere; a day that is over comes at once, by day."""
    zones = {_zone(ctx, table, seat) for seat in seats} or {table.time_zone}
    timers.arm(ctx, table, kind, subject, min(_morning(ctx, day, zone) for zone in zones))


def owe(ctx: Context, table: Table, about: str, day: date, seats: Iterable[Seat]) -> None:
    """Each of them is owed a reminder, in the own morning of that day."""
    for seat in seats:
        reminding.owe(ctx, table, seat, about, not_before=_morning(ctx, day, _zone(ctx, table, seat)))


def _zone(ctx: Context, table: Table, seat: Seat) -> str:
    return ctx.zone_of(ctx.repository.get(Person, seat.person_id), table)


def _morning(ctx: Context, day: date, zone: str) -> datetime:
    """The end of quiet hours of that day where clocks show `zone`, or as soon after it as it is day."""
    wanted = instant_at(day, house_rules.QUIET_UNTIL.value, zone)
    return timers.outside_quiet_hours(max(wanted, ctx.now), zone)
