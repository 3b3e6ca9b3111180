"""Turns due timers into events."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.clock import Clock
from bot.logs import concerning, places
from dialogues.events import TimerDue
from storage import timers
from storage.unit_of_work import Writing

# A clock that was set anew, or a machine that slept, is noticed after this long at the latest.
LOOKS_AGAIN_SECONDS = 60.0
PAUSE_AFTER_FAILURE_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Ticker:
    """Sleeps until the next timer is due, by the clock it is given. A late timer fires once."""

    def __init__(
        self,
        *,
        writer: Writing,
        clock: Clock,
        tell: Callable[[TimerDue], Awaitable[object]],
        take_parked: Callable[[], Awaitable[None]] | None = None,
        stir: Callable[[], None] = lambda: None,
    ) -> None:
        """`take_parked` is called at each look: an operator may have asked for parked updates again."""
        self._writer = writer
        self._take_parked = take_parked
        self._clock = clock
        self._tell = tell
        self._stir = stir
        self._woken = asyncio.Event()
        self._stopping = False
        self._asleep = False
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether no timer is due that anybody knows of."""
        return self._asleep and not self._woken.is_set()

    @property
    def running(self) -> bool:
        """Whether it has begun and not ended."""
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        """Begins; timers that came due while nobody looked fire now."""
        self._task = asyncio.create_task(self._run(), name="ticker")

    def wake(self) -> None:
        """Timers were set or removed, or the clock was moved."""
        self._woken.set()

    async def stop(self) -> None:
        """Lets the timer that is being decided end, then stops."""
        self._stopping = True
        self._woken.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                if self._take_parked is not None:
                    await self._take_parked()
                pause = await self._fire_what_is_due()
            except Exception as error:
                _log.error("timers could not be read or decided error=%s", places(error))
                pause = PAUSE_AFTER_FAILURE_SECONDS
            self._asleep = True
            self._stir()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()
            self._asleep = False

    async def _fire_what_is_due(self) -> float:
        """Tells of every due timer, earliest first; gives the seconds until the next."""
        while not self._stopping:
            now = self._clock.now()
            due = await self._writer.run(lambda connection, now=now: timers.due(connection, now))  # type: ignore[misc]
            if not due:
                break
            for timer in due:
                with concerning(timer=timer.id, table=timer.table_id):
                    await self._tell(TimerDue(at=self._clock.now(), timer_id=timer.id))
        instant = await self._writer.run(timers.next_due)
        if instant is None:
            return LOOKS_AGAIN_SECONDS
        return min(LOOKS_AGAIN_SECONDS, max(0.01, (instant - self._clock.now()).total_seconds()))
