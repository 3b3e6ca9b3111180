"""The sessions a table's rhythm gives: each on its day, unless it was moved, skipped, or meets a day off."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogues import facilitator_entries, house_rules
from dialogues.checks.wall_clock import instant_at
from dialogues.model import Table
from dialogues.repository import Repository
from dialogues.rhythm import rule
from dialogues.rhythm.rule import Rhythm

# How they are kept: what a facilitator entered for the table, one each.
RHYTHM, EXCEPTIONS, DAYS_OFF = "rhythm", "sessions", "days_off"
SKIPPED = "-"
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Session:
    """`planned` is the day by the rhythm, which names the session for good; `at` the instant (UTC) it begins."""

    planned: date
    day: date
    at: datetime

    @property
    def is_moved(self) -> bool:
        """Whether it is on another day than the rhythm says."""
        return self.day != self.planned


def rhythm(repository: Repository, table: Table) -> Rhythm | None:
    """The table's rhythm; None where it lives by the length of its cycles."""
    text = facilitator_entries.text_of(repository, table, RHYTHM)
    return rule.read(text) if text else None


def exceptions(repository: Repository, table: Table) -> Mapping[str, str]:
    """Planned day → the day it was moved to, or `SKIPPED`."""
    text = facilitator_entries.text_of(repository, table, EXCEPTIONS) or ""
    return dict(pair.split(">", 1) for pair in text.split())


def days_off(repository: Repository, table: Table) -> frozenset[date]:
    """The table's own days without sessions."""
    text = facilitator_entries.text_of(repository, table, DAYS_OFF) or ""
    return frozenset(date.fromisoformat(day) for day in text.split())


def next_after(repository: Repository, table: Table, instant: datetime) -> Session | None:
    """The first session on a later day than this instant's; None without a rhythm."""
    found = coming(repository, table, instant, house_rules.SESSIONS_LISTED.value)
    return found[0] if found else None


def coming(repository: Repository, table: Table, instant: datetime, most: int) -> list[Session]:
    """The next sessions on later days than this instant's, in their order."""
    kept = rhythm(repository, table)
    if kept is None:
        return []
    today = instant.astimezone(ZoneInfo(table.time_zone)).date()
    later = (s for s in _all(repository, table, kept, today) if s.day > today)
    # Those that were moved stand among the first by plan, and may come after the last one by day.
    enough = most + len(exceptions(repository, table))
    return sorted(itertools.islice(later, enough), key=lambda s: s.at)[:most]


def _all(repository: Repository, table: Table, kept: Rhythm, today: date) -> Iterator[Session]:
    """From so early on that whatever was moved is among them."""
    moved, off = exceptions(repository, table), days_off(repository, table)
    early = today - timedelta(days=house_rules.SESSION_MOVED_MOST.value)
    for planned in kept.days(early):
        said = moved.get(planned.isoformat())
        if said == SKIPPED:
            continue
        day = date.fromisoformat(said) if said else _workday(planned, off)
        yield Session(planned, day, instant_at(day, kept.wall, table.time_zone))


def _workday(day: date, off: frozenset[date]) -> date:
    """The day itself, or the first after it that is no day off."""
    while day in off:
        day += A_DAY
    return day
