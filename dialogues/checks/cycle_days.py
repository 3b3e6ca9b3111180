"""The calendar of a table's cycles: each opens on its day at the same hour of the wall clock (docs/method.md 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogues import house_rules
from dialogues.checks.wall_clock import instant_at


@dataclass(frozen=True, slots=True)
class CycleDays:
    """The first cycle's day, the length of a cycle in days, and the IANA zone whose clock counts."""

    starts_on: date
    length: int
    zone: str

    def day(self, number: int) -> date:
        """The day on which cycle `number` opens."""
        return self.starts_on + timedelta(days=(number - 1) * self.length)

    def opens_at(self, number: int) -> datetime:
        """The instant (UTC) at which cycle `number` opens; the hour is kept over daylight saving."""
        return instant_at(self.day(number), house_rules.CYCLE_OPENS_AT.value, self.zone)

    def next_after(self, number: int, opened_at: datetime) -> int:
        """Which day of the calendar ends cycle `number` that opened at this instant: the one of cycle …

        As a rule the next one. A cycle that opened so late that days of the calendar have passed
        lasts until the first day after it, so that no cycle is over before it begins.
        """
        days = (opened_at.astimezone(ZoneInfo(self.zone)).date() - self.starts_on).days
        begun = days // self.length + 1
        if self.opens_at(begun) > opened_at:
            begun -= 1
        return max(number, begun) + 1
