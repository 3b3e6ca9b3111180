"""The time of a play: on from one due thing to the next, never back, and inside the cycle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.scenario.failures import OutOfTime
from bot.rehearsal.scenario.hours import Hours, instant_of
from bot.rehearsal.scenario.reading import read

SCENARIO = read(Path(__file__).parents[4] / "docs" / "scenarios" / "harbor-road.json")
NINE = instant_of(SCENARIO.as_of, SCENARIO.time_zone)


class Timers:
    """Things that come due, and when they were done."""

    def __init__(self, *hours: float) -> None:
        self.clock = RehearsalClock(NINE, frozen=True)
        self.due = [NINE + timedelta(hours=h) for h in hours]
        self.done: list[datetime] = []
        self.hours = Hours(self.clock, self.next_due, self.settle, SCENARIO)

    def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    async def settle(self) -> None:
        for instant in [d for d in self.due if d <= self.clock.now()]:
            self.due.remove(instant)
            self.done.append(self.clock.now())


async def test_what_comes_due_on_the_way_happens_at_its_time() -> None:
    timers = Timers(1, 5, 48)
    await timers.hours.until(NINE + timedelta(hours=24))
    assert timers.done == [NINE + timedelta(hours=1), NINE + timedelta(hours=5)]
    assert timers.hours.now() == NINE + timedelta(hours=24)
    await timers.hours.until(NINE)
    assert timers.hours.now() == NINE + timedelta(hours=24), "never back"


async def test_the_next_thing_is_as_far_as_one_goes() -> None:
    timers = Timers(3)
    assert await timers.hours.next_thing(NINE + timedelta(hours=4))
    assert timers.hours.now() == NINE + timedelta(hours=3)
    assert not await timers.hours.next_thing(NINE + timedelta(hours=400))


async def test_a_cycle_that_is_too_short_is_said() -> None:
    timers = Timers()
    timers.hours.end = NINE + timedelta(hours=10)
    with pytest.raises(OutOfTime, match="Make cycle_length_days longer"):
        await timers.hours.until(NINE + timedelta(hours=11))


def test_cycles_open_at_nine_by_the_clock_of_the_table() -> None:
    hours = Timers().hours
    assert hours.opening(1) == datetime(2026, 12, 7, 14, tzinfo=UTC)
    assert hours.opening(2) == datetime(2027, 2, 5, 14, tzinfo=UTC)
    assert hours.opening(3) == datetime(2027, 4, 6, 13, tzinfo=UTC), "summer time has come"
