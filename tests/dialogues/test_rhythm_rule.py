"""On which days a rhythm falls: every so many weeks or months, a place in the month, the school year."""

from __future__ import annotations

import itertools
from datetime import date, time

import pytest

from dialogues.rhythm import rule
from dialogues.rhythm.rule import Rhythm

MONDAY, TUESDAY = 0, 1
PLACES = rule.PLACES


def rhythm(kind: str, every: int, *, weekday: int, since: date, place: str = PLACES[0]) -> Rhythm:
    return Rhythm(kind=kind, every=every, place=place, weekday=weekday, wall=time(18), since=since)


def first(found: Rhythm, many: int, after: date) -> list[date]:
    return list(itertools.islice(found.days(after), many))


@pytest.mark.parametrize("weeks", [1, 2, 3, 6])
def test_every_so_many_weeks_is_counted_from_its_first_day(weeks: int) -> None:
    since = date(2026, 11, 23)  # a Monday
    days = first(rhythm(rule.WEEKS, weeks, weekday=MONDAY, since=since), 4, since)
    assert [(day - since).days for day in days] == [7 * weeks * n for n in (1, 2, 3, 4)]


def test_later_it_stays_in_step() -> None:
    since = date(2026, 11, 23)
    days = first(rhythm(rule.WEEKS, 2, weekday=MONDAY, since=since), 1, date(2027, 1, 5))
    assert days == [date(2027, 1, 18)]


def test_the_first_tuesday_of_every_second_month() -> None:
    since = date(2026, 11, 23)
    days = first(rhythm(rule.MONTHS, 2, weekday=TUESDAY, since=since), 3, since)
    assert days == [date(2027, 1, 5), date(2027, 3, 2), date(2027, 5, 4)]


def test_in_the_school_year_july_and_august_are_left_out() -> None:
    since = date(2027, 5, 31)
    days = first(rhythm(rule.SCHOOL, 1, weekday=TUESDAY, since=since), 3, since)
    assert days == [date(2027, 6, 1), date(2027, 9, 7), date(2027, 10, 5)]
