"""Moves the clock on so that everything that comes due on the way happens at its own time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.rehearsal.clock import RehearsalClock

STUBBORN = 3  # a timer that is due after so many looks is not ours to wait for


async def move_on(
    clock: RehearsalClock,
    instant: datetime,
    next_due: Callable[[], datetime | None],
    settle: Callable[[], Awaitable[None]],
) -> None:
    """Moves to `instant`, from one due thing to the next; an instant that is past changes nothing."""
    looks = 0
    while (due := next_due()) is not None and due <= instant and looks < STUBBORN:
        looks = looks + 1 if due <= clock.now() else 0
        await _move(clock, due, settle)
    await _move(clock, instant, settle)


async def _move(clock: RehearsalClock, instant: datetime, settle: Callable[[], Awaitable[None]]) -> None:
    if instant > clock.now():
        clock.move_to(instant)
    await settle()
