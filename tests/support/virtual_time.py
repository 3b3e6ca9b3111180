"""An event loop whose clock jumps to the next thing that is due, so that no test waits for time to pass."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

# So long the loop looks, in real time, whether another thread or a socket has something for it.
GRACE_SECONDS = 0.02
SMALLEST_STEP_SECONDS = 1e-6


class _Jumping(selectors.DefaultSelector):
    """Waits for what is really going on; where nothing is, moves the loop's clock instead of waiting."""

    loop: VirtualTimeLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        found = super().select(min(timeout, self.loop.grace))
        if not found:
            self.loop.jump(timeout)
        return found


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """`time()` stands still while there is work and jumps when there is none.

    What runs in another thread longer than `grace` (real seconds) may find that time has gone on.
    """

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        selector = _Jumping()
        selector.loop = self
        self.grace = grace
        self._now = 0.0
        super().__init__(selector)

    def time(self) -> float:
        return self._now

    def jump(self, seconds: float) -> None:
        """Moves the clock forward, at least by as much as a real clock moves between two looks at it.

        A wait shorter than the clock's own steps would otherwise end without any time having passed.
        """
        self._now += max(seconds, SMALLEST_STEP_SECONDS)


def run(test: Coroutine[Any, Any, T], *, grace: float = GRACE_SECONDS) -> T:
    """Runs a coroutine in virtual time."""
    with asyncio.Runner(loop_factory=lambda: VirtualTimeLoop(grace)) as runner:
        return runner.run(test)
