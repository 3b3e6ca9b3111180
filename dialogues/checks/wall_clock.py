"""Which instant a time on the wall is. What recurs is kept as wall time and zone, never as an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

A_MINUTE = timedelta(minutes=1)


def instant_at(day: date, wall: time, zone: str) -> datetime:
    """The instant (UTC) at which clocks in this IANA zone show `wall` on this day.

    A time that the change to summer time leaves out becomes the first minute after the gap; one that
    the change back shows twice is the first of the two.
    """
    place = ZoneInfo(zone)
    local = datetime.combine(day, wall, place)
    instant = local.astimezone(UTC)
    if instant.astimezone(place).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _end_of_gap(local)


def _end_of_gap(local: datetime) -> datetime:
    """The instant of the change whose gap holds `local`: by the clock before it, it lies just ahead."""
    minute = local.replace(fold=1, second=0, microsecond=0).astimezone(UTC)
    while minute.astimezone(local.tzinfo).utcoffset() == local.utcoffset():
        minute += A_MINUTE
    return minute
