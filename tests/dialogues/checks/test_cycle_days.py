"""The calendar of cycles: the same hour on the wall all year; late cycles are not over before they begin."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dialogues.checks.cycle_days import CycleDays

LAKE = CycleDays(date(2027, 1, 11), 90, "America/Chicago")


@pytest.mark.parametrize(
    ("number", "day", "hour"),
    [(1, date(2027, 1, 11), 15), (2, date(2027, 4, 11), 14), (5, date(2028, 1, 6), 15)],
)
def test_each_cycle_opens_at_nine_on_the_wall(number: int, day: date, hour: int) -> None:
    assert LAKE.day(number) == day
    assert LAKE.opens_at(number) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_a_cycle_ends_where_the_next_begins() -> None:
    assert LAKE.next_after(1, LAKE.opens_at(1)) == 2
    assert LAKE.next_after(2, LAKE.opens_at(2)) == 3


def test_a_first_cycle_that_opens_before_nine_ends_with_the_first_all_the_same() -> None:
    assert LAKE.next_after(1, datetime(2027, 1, 11, 7, tzinfo=UTC)) == 2


def test_one_that_opens_early_keeps_its_day() -> None:
    assert LAKE.next_after(2, datetime(2027, 3, 1, 12, tzinfo=UTC)) == 3


@pytest.mark.parametrize(
    ("opened", "ends_with"), [(datetime(2027, 5, 1, tzinfo=UTC), 3), (datetime(2027, 8, 1, tzinfo=UTC), 4)]
)
def test_one_that_opens_late_lasts_until_the_first_day_after_it(opened: datetime, ends_with: int) -> None:
    assert LAKE.next_after(2, opened) == ends_with
