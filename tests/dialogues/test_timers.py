"""Times on the wall and instants: quiet hours, and the days on which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.checks.wall_clock import instant_at
from dialogues.timers import in_time, is_quiet, outside_quiet_hours

CHICAGO = "America/Chicago"
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


def local(zone: str, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("zone", "day", "wall", "shown"),
    [
        (CHICAGO, date(2027, 3, 14), time(2, 30), "03:00-0500"),
        (CHICAGO, date(2027, 3, 14), time(2, 0), "03:00-0500"),
        (CHICAGO, date(2027, 3, 14), time(1, 59), "01:59-0600"),
        (CHICAGO, date(2027, 3, 14), time(3, 0), "03:00-0500"),
        ("Africa/Cairo", date(2027, 4, 30), time(0, 0), "01:00+0300"),
        ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 10), "02:30+1100"),
    ],
)
def test_a_time_left_out_becomes_the_next_minute_there_is(
    zone: str, day: date, wall: time, shown: str
) -> None:
    assert instant_at(day, wall, zone).astimezone(ZoneInfo(zone)).strftime("%H:%M%z") == shown


def test_a_day_that_was_left_out_becomes_the_next() -> None:
    """Samoa had no 30 December 2011."""
    instant = instant_at(date(2011, 12, 30), time(8, 0), "Pacific/Apia")
    assert instant.astimezone(ZoneInfo("Pacific/Apia")).isoformat() == "2011-12-31T00:00:00+14:00"


def test_a_time_shown_twice_is_the_first() -> None:
    assert instant_at(date(2026, 11, 1), time(1, 30), CHICAGO) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.times(), st.sampled_from(ZONES))
def test_every_time_in_every_zone_is_that_or_the_next_there_is(day: date, wall: time, zone: str) -> None:
    instant = instant_at(day, wall, zone)
    there = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wanted = datetime.combine(day, wall)
    assert there >= wanted
    if there != wanted:
        just_before = (instant - timedelta(minutes=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert just_before < wanted


@pytest.mark.parametrize(
    ("at", "goes_at"),
    [
        ((2026, 11, 23, 7, 59), (2026, 11, 23, 8, 0)),
        ((2026, 11, 23, 8, 0), (2026, 11, 23, 8, 0)),
        ((2026, 11, 23, 19, 59), (2026, 11, 23, 19, 59)),
        ((2026, 11, 23, 20, 0), (2026, 11, 24, 8, 0)),
        ((2026, 12, 31, 23, 59), (2027, 1, 1, 8, 0)),
        # Friday evening and the weekend wait for Monday.
        ((2026, 11, 27, 19, 59), (2026, 11, 27, 19, 59)),
        ((2026, 11, 27, 20, 0), (2026, 11, 30, 8, 0)),
        ((2026, 11, 28, 12, 0), (2026, 11, 30, 8, 0)),
        ((2026, 11, 29, 19, 59), (2026, 11, 30, 8, 0)),
        ((2026, 11, 30, 7, 0), (2026, 11, 30, 8, 0)),
        # Both weekends on which the clocks change: eight on the wall all the same.
        ((2027, 3, 12, 21, 0), (2027, 3, 15, 8, 0)),
        ((2026, 10, 30, 21, 0), (2026, 11, 2, 8, 0)),
        ((2027, 3, 14, 1, 30), (2027, 3, 15, 8, 0)),
    ],
)
def test_nobody_is_reminded_at_night_or_at_the_weekend(at: tuple[int, ...], goes_at: tuple[int, ...]) -> None:
    instant = local(CHICAGO, *at).astimezone(UTC)
    assert outside_quiet_hours(instant, CHICAGO) == local(CHICAGO, *goes_at).astimezone(UTC)
    assert is_quiet(instant, CHICAGO) == (at != goes_at)


@pytest.mark.parametrize("second_time", [False, True])
def test_the_hour_that_comes_twice_is_quiet_both_times(second_time: bool) -> None:
    """Cairo's clocks go back in the night to a Friday."""
    instant = local("Africa/Cairo", 2026, 10, 29, 23, 30).replace(fold=int(second_time)).astimezone(UTC)
    morning = datetime(2026, 10, 30, 6, 0, tzinfo=UTC)
    assert outside_quiet_hours(instant, "Africa/Cairo") == morning


@given(
    st.datetimes(
        datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants bounds without a zone
        datetime(2035, 12, 31),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    st.sampled_from(ZONES),
)
def test_in_every_zone_it_is_by_day_on_a_working_day_and_at_most_a_long_weekend_later(
    instant: datetime, zone: str
) -> None:
    said = outside_quiet_hours(instant, zone)
    there = said.astimezone(ZoneInfo(zone))
    assert there.weekday() < 5
    # A change of clocks may leave eight o'clock out, no zone leaves out more than a day.
    assert time(8) <= there.time() < time(20)
    assert timedelta(0) <= said - instant <= timedelta(days=4)


@pytest.mark.parametrize(
    ("wanted", "deadline", "goes_at"),
    [
        ((2026, 11, 28, 12, 0), (2026, 12, 2, 12, 0), (2026, 11, 30, 8, 0)),
        # Only the weekend is left: the Friday before it.
        ((2026, 11, 28, 12, 0), (2026, 11, 30, 3, 0), (2026, 11, 27, 8, 0)),
        ((2026, 11, 26, 22, 0), (2026, 11, 27, 6, 0), (2026, 11, 27, 8, 0)),
    ],
)
def test_a_reminder_of_a_deadline_is_not_lost_in_a_weekend(
    wanted: tuple[int, ...], deadline: tuple[int, ...], goes_at: tuple[int, ...]
) -> None:
    at = in_time(local(CHICAGO, *wanted), local(CHICAGO, *deadline), CHICAGO)
    assert at == local(CHICAGO, *goes_at)
