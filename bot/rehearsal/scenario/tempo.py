"""How fast a watched play goes: at a speed, standing still, or one act at a time."""

from __future__ import annotations

import asyncio

FASTEST = 1000.0


class Tempo:
    """Asked before each act. `speed` is in acts a second; `paused` waits at the first act."""

    def __init__(self, speed: float = 1.0, *, paused: bool = False) -> None:
        self._speed = speed
        self._playing = not paused
        self._steps = 0
        self._changed = asyncio.Event()

    @property
    def playing(self) -> bool:
        """Whether acts follow by themselves."""
        return self._playing

    @property
    def speed(self) -> float:
        """Acts a second."""
        return self._speed

    def play(self) -> None:
        """Acts follow each other from now on."""
        self._playing = True
        self._changed.set()

    def pause(self) -> None:
        """No further act, until `play` or `step`."""
        self._playing, self._steps = False, 0
        self._changed.set()

    def step(self) -> None:
        """One more act, then it stands still."""
        self._playing = False
        self._steps += 1
        self._changed.set()

    def set_speed(self, speed: float) -> None:
        """So many acts a second from now on; raises ValueError for what is no speed."""
        if not 0 < speed <= FASTEST:
            raise ValueError(f"A speed is more than 0 and at most {FASTEST:.0f} acts a second.")
        self._speed = speed
        self._changed.set()

    async def next_act(self) -> None:
        """Returns when the next act may be done."""
        while True:
            self._changed.clear()
            if self._steps:
                self._steps -= 1
                return
            if not self._playing:
                await self._changed.wait()
                continue
            try:
                async with asyncio.timeout(1 / self._speed):
                    await self._changed.wait()
            except TimeoutError:
                return
