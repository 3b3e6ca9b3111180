"""Arms and disarms what is due later. One timer a kind and subject; `dialogues.due` says what it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dialogues import house_rules
from dialogues.checks.wall_clock import instant_at
from dialogues.context import Context
from dialogues.model import Table, Timer

A_DAY = timedelta(days=1)


def arm(ctx: Context, table: Table, kind: str, subject_id: int, due: datetime) -> None:
    """Sets the timer of this kind and subject; an earlier one is moved."""
    earlier = ctx.repository.first(Timer, kind=kind, subject_id=subject_id)
    wanted = Timer(table_id=table.id, kind=kind, subject_id=subject_id, due=due)
    if earlier is None:
        ctx.repository.add(wanted)
    else:
        ctx.repository.put(replace(wanted, id=earlier.id))


def disarm(ctx: Context, kind: str, subject_id: int) -> None:
    """Forgets the timer of this kind and subject."""
    ctx.repository.remove(Timer, kind=kind, subject_id=subject_id)


def is_quiet(instant: datetime, zone: str) -> bool:
    """Whether nobody is to be reminded at this instant (docs/method.md 0)."""
    return outside_quiet_hours(instant, zone) != instant


def outside_quiet_hours(instant: datetime, zone: str) -> datetime:
    """The instant itself, or the next working morning's end of quiet hours in this zone (docs/method.md 0)."""
    local = instant.astimezone(ZoneInfo(zone))
    until, quiet_days = house_rules.QUIET_UNTIL.value, house_rules.QUIET_WEEKDAYS.value
    if local.weekday() not in quiet_days and until <= local.time() < house_rules.QUIET_FROM.value:
        return instant
    day = local.date() if local.time() < until else local.date() + A_DAY
    while day.weekday() in quiet_days:
        day += A_DAY
    return instant_at(day, until, zone).astimezone(instant.tzinfo)


def in_time(wanted: datetime, deadline: datetime, zone: str) -> datetime:
    """When to remind of a deadline: at the instant wanted, or as soon as it is not quiet.

    Where only quiet hours are left until the deadline, the working morning before them.
    """
    at = outside_quiet_hours(wanted, zone)
    day = wanted.astimezone(ZoneInfo(zone)).date()
    while at >= deadline and day.weekday() in house_rules.QUIET_WEEKDAYS.value:
        day -= A_DAY
        at = instant_at(day, house_rules.QUIET_UNTIL.value, zone).astimezone(wanted.tzinfo)
    return at
