"""The time of a play: a standing clock that is moved on from one due thing to the next, never back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.moving_on import move_on
from bot.rehearsal.scenario.failures import OutOfTime
from bot.rehearsal.scenario.nouns import Scenario

SET_UP = time(8, 0)  # when the play begins, by the table's clock: the night is over
OPENING = time(9, 0)  # when a cycle opens


class Hours:
    """Moves the clock; on the way everything that comes due happens at its time."""

    def __init__(
        self,
        clock: RehearsalClock,
        next_due: Callable[[], datetime | None],
        settle: Callable[[], Awaitable[None]],
        scenario: Scenario,
    ) -> None:
        self._clock = clock
        self._next_due = next_due
        self._settle = settle
        self._scenario = scenario
        self.end: datetime | None = None

    def now(self) -> datetime:
        """The instant it is."""
        return self._clock.now()

    def today(self) -> date:
        """The day it is at the table."""
        return self.now().astimezone(ZoneInfo(self._scenario.time_zone)).date()

    def opening(self, cycle: int) -> datetime:
        """When a cycle opens; a day further each `cycle_length_days`, by the table's own clock."""
        days = timedelta(days=(cycle - 1) * self._scenario.cycle_length_days)
        return instant_of(self._scenario.start_date + days, self._scenario.time_zone)

    async def until(self, instant: datetime) -> None:
        """Moves to this instant, unless it is past; raises `OutOfTime` where the cycle ends before."""
        if self.end is not None and instant >= self.end:
            raise OutOfTime(str(OutOfTime.__doc__))
        await move_on(self._clock, instant, self._next_due, self._settle)

    async def next_thing(self, latest: datetime) -> bool:
        """Moves to what is due next; False when that comes after `latest`."""
        due = self._next_due()
        if due is None or due > latest:
            return False
        await self.until(due)
        return True


def instant_of(day: date, zone: str, hour: time = OPENING) -> datetime:
    """An hour of a day at the table, as an instant."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def beginning(scenario: Scenario) -> datetime:
    """When a play begins."""
    return instant_of(scenario.as_of, scenario.time_zone, SET_UP)
