"""Which row goes next: urgent ones first between chats, in order within a chat."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from bot.courier.pacing import Pacing
from storage.outbox import Header, Kind

REMINDER = 2


@dataclass(slots=True)
class _Lane:
    """What waits for one chat. `waiting` is a heap of (whether a reminder, row id, header)."""

    group: bool
    waiting: list[tuple[bool, int, Header]] = field(default_factory=list)
    busy: bool = False

    @property
    def turn(self) -> tuple[int, int]:
        """Where the lane stands among the others: an answer that waits in it hastens what is before it."""
        return min(header.urgency for _, _, header in self.waiting), self.waiting[0][1]


class Lanes:
    """The waiting rows, a lane a chat; one row of a lane is on its way at a time.

    Within a lane rows keep their order, but reminders come after everything else. A row with a file
    takes its place among the messages of a second only with `begin`, for the file has to be made first.
    """

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing
        self._lanes: dict[str, _Lane] = {}
        self._ready: list[tuple[int, int, str]] = []
        self._later: list[tuple[float, str]] = []

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._lanes

    def put(self, header: Header) -> None:
        """A row waits."""
        lane = self._lanes.get(header.lane)
        if lane is None:
            lane = self._lanes[header.lane] = _Lane(group=_is_group(header.lane))
        heapq.heappush(lane.waiting, (header.urgency >= REMINDER, header.id, header))
        if not lane.busy:
            self._offer(header.lane)

    def next(self, now: float) -> Header | float | None:
        """The row to send now; or the seconds until one may be sent; None when none waits for that.

        The row's lane is busy until `free`, `free_unused` or `again`.
        """
        while self._later and self._later[0][0] <= now:
            self._offer(heapq.heappop(self._later)[1])
        while self._ready:
            if (wait := self._pacing.overall_ready_at(now) - now) > 0:
                return wait
            urgency, id, name = heapq.heappop(self._ready)
            lane = self._lanes.get(name)
            if lane is None or lane.busy or not lane.waiting:
                continue
            if lane.turn != (urgency, id):
                continue
            header = lane.waiting[0][2]
            ready_at = self._pacing.ready_at(name, group=lane.group, now=now)
            if ready_at > now:
                heapq.heappush(self._later, (ready_at, name))
                continue
            heapq.heappop(lane.waiting)
            lane.busy = True
            if header.kind is not Kind.FILE:
                self._pacing.sending(name, now)
            return header
        return max(0.0, self._later[0][0] - now) if self._later else None

    def free(self, header: Header, now: float) -> None:
        """The row was sent, or Telegram said why not; the chat rests as long as its pace asks."""
        self._pacing.sent(header.lane, now)
        self.free_unused(header)

    def begin(self, header: Header, now: float) -> float:
        """A row's file has been made: keeps a place for it; gives the seconds until it may leave."""
        ready_at = self._pacing.overall_ready_at(now)
        self._pacing.sending(header.lane, ready_at)
        return ready_at - now

    def free_unused(self, header: Header) -> None:
        """Nothing was sent for this row."""
        self._pacing.unused(header.lane)
        lane = self._lanes[header.lane]
        lane.busy = False
        if lane.waiting:
            self._offer(header.lane)
        else:
            del self._lanes[header.lane]

    def again(self, header: Header, now: float, not_before: float) -> None:
        """The row waits again at its old place, and its chat with it."""
        lane = self._lanes[header.lane]
        lane.busy = False
        self._pacing.sent(header.lane, now)
        self._pacing.pause(header.lane, not_before)
        self.put(header)

    def _offer(self, name: str) -> None:
        lane = self._lanes.get(name)
        if lane is not None and not lane.busy and lane.waiting:
            heapq.heappush(self._ready, (*lane.turn, name))


def _is_group(lane: str) -> bool:
    kind, _, id = lane.partition(":")
    return kind == "table" or id.startswith("-")
