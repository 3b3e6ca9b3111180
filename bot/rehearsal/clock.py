"""The clock of the rehearsal room: real time plus an offset, or standing still until moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

# Far enough for every table; what a bot plans from there still has a date.
END = datetime(2200, 1, 1, tzinfo=UTC)


class RehearsalClock:
    """Tells the time of the room as an aware UTC datetime. It can be moved forward, never back."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        """Begin at `start` (an aware datetime; the real time if left out); `frozen` stops it there."""
        self._listeners: list[Callable[[], None]] = []
        real = datetime.now(UTC)
        begin = real if start is None else _as_utc(start)
        self._frozen_at: datetime | None = begin if frozen else None
        self._offset = begin - real

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    def now(self) -> datetime:
        if self._frozen_at is not None:
            return self._frozen_at
        return datetime.now(UTC) + self._offset

    def begin_again(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        """Begin as a new clock would, also earlier than before: only for a room that was emptied."""
        real = datetime.now(UTC)
        begin = real if start is None else _as_utc(start)
        self._frozen_at = begin if frozen else None
        self._offset = begin - real
        self._tell()

    def advance(self, by: timedelta) -> None:
        """Move forward by `by`. Raises ValueError for a negative step, and beyond `END`."""
        if by < timedelta(0):
            raise ValueError("The rehearsal clock only goes forward.")
        if by > END - self.now():
            raise ValueError(f"The rehearsal clock ends with the year {END.year - 1}.")
        self._offset += by
        if self._frozen_at is not None:
            self._frozen_at += by
        self._tell()

    def move_to(self, instant: datetime) -> None:
        """Move forward to `instant` (aware). Raises ValueError if that is in the past of this clock."""
        self.advance(_as_utc(instant) - self.now())

    def state(self) -> dict[str, float]:
        """What `resume` needs to go on after a restart: seconds ahead of the real time, and the instant."""
        ahead, instant = self._offset.total_seconds(), self.now().timestamp()
        return {"ahead": ahead, "instant": instant, "frozen": self.frozen}

    def resume(self, state: dict[str, float]) -> None:
        """Take up the state of an earlier run, unless this clock is further already; tells nobody.

        A clock that stood still goes on standing still.
        """
        instant = datetime.fromtimestamp(state["instant"], UTC)
        if self._frozen_at is not None:
            self._frozen_at = max(self._frozen_at, instant)
        elif state.get("frozen"):
            self._frozen_at = instant
        else:
            self._offset = max(self._offset, timedelta(seconds=state["ahead"]))

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each move."""
        self._listeners.append(callback)

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def _as_utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("A naive datetime says no instant; give it a time zone.")
    return instant.astimezone(UTC)
