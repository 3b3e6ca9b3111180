"""The rehearsal clock: runs with real time, moves only forward, tells who listens."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.clock import RehearsalClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_frozen_clock_stands_still_until_moved() -> None:
    clock = RehearsalClock(NOON, frozen=True)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)


def test_a_running_clock_goes_on_from_where_it_was_set() -> None:
    clock = RehearsalClock(NOON)
    first = clock.now()
    assert NOON <= first <= clock.now() < NOON + timedelta(minutes=1)


def test_it_never_goes_back() -> None:
    clock = RehearsalClock(NOON, frozen=True)
    with pytest.raises(ValueError, match="only goes forward"):
        clock.advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="only goes forward"):
        clock.move_to(NOON - timedelta(days=1))


def test_moving_tells_the_listeners_after_the_move() -> None:
    clock = RehearsalClock(NOON, frozen=True)
    told: list[datetime] = []
    clock.on_change(lambda: told.append(clock.now()))
    clock.move_to(NOON + timedelta(days=2))
    assert told == [NOON + timedelta(days=2)]


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        RehearsalClock(datetime(2026, 3, 2, 12))  # noqa: DTZ001


def test_a_room_that_was_emptied_begins_at_any_instant() -> None:
    clock = RehearsalClock(NOON, frozen=True)
    told: list[datetime] = []
    clock.on_change(lambda: told.append(clock.now()))
    clock.begin_again(NOON - timedelta(days=400), frozen=True)
    assert told == [NOON - timedelta(days=400)]
    clock.begin_again()
    assert not clock.frozen
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_clock_that_stood_still_stands_still_after_a_restart() -> None:
    kept = RehearsalClock(NOON, frozen=True).state()
    clock = RehearsalClock()
    clock.resume(kept)
    assert clock.frozen
    assert clock.now() == NOON
