"""A rhythm as people say it: every n weeks, the first Tuesday of the month, only in the school year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

from dialogues import house_rules

WEEKS, MONTHS, SCHOOL = "weeks", "months", "school"
KINDS = (WEEKS, MONTHS, SCHOOL)
PLACES = ("first", "second", "third", "fourth", "last")
_PLACE_NUMBERS = dict(zip(PLACES, (*range(1, len(PLACES)), -1), strict=True))
WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """`every` counts weeks or months; `place` is one of `PLACES` (not for weeks); `weekday` 0 is Monday.

    `wall` is the hour on the clocks of the table's zone; `since` the day from which is counted.
    """

    kind: str
    every: int
    place: str
    weekday: int
    wall: time
    since: date

    def days(self, after: date) -> Iterator[date]:
        """The days after one, without end."""
        weekday = WEEKDAYS[self.weekday]
        if self.kind == WEEKS:
            found = rrule(WEEKLY, dtstart=_midnight(self.since), interval=self.every, byweekday=weekday)
        else:
            months = house_rules.SCHOOL_MONTHS.value if self.kind == SCHOOL else None
            found = rrule(
                MONTHLY,
                dtstart=_midnight(self.since.replace(day=1)),
                interval=self.every,
                byweekday=weekday(_PLACE_NUMBERS[self.place]),
                bymonth=months,
            )
        for one in found.xafter(_midnight(max(after, self.since))):
            yield one.date()

    def as_text(self) -> str:
        """As it is kept; `read` reads it again."""
        at = self.wall.strftime("%H:%M")
        return f"{self.kind} {self.every} {self.place} {self.weekday} {at} {self.since.isoformat()}"


def read(text: str) -> Rhythm:
    """What `Rhythm.as_text` gave."""
    kind, every, place, weekday, at, since = text.split()
    return Rhythm(
        kind=kind,
        every=int(every),
        place=place,
        weekday=int(weekday),
        wall=time.fromisoformat(at),
        since=date.fromisoformat(since),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
