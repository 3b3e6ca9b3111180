"""How fast Telegram lets a bot speak. Pure: the caller says what time it is, in seconds."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from dataclasses import dataclass

SECOND = 1.0
MINUTE = 60.0
TRIPS_REMEMBERED = 256
TRIPS_TO_BE_SURE = 30


@dataclass(frozen=True, slots=True)
class Rates:
    """What may be sent: per chat in a second, per group in a minute, and overall in a second."""

    chat_second: int = 1
    group_minute: int = 20
    overall_second: int = 30


class Pacing:
    """Remembers what was sent and says when the next may be. `rates` None: at once, always.

    When a message arrives nobody here can see: some time between its leaving and the answer. So its
    place among the messages of a second is free again a second after the answer, less half of the
    shortest trip seen lately, which the next one needs to get there. Whatever the network does, no
    more than allowed arrive within a second.
    """

    def __init__(self, rates: Rates | None) -> None:
        self._rates = rates
        self._by_chat: defaultdict[str, deque[float]] = defaultdict(deque)
        self._under_way: dict[str, float] = {}
        self._free_at: list[float] = []
        self._trips: deque[float] = deque(maxlen=TRIPS_REMEMBERED)
        self._paused: dict[str, float] = {}

    def ready_at(self, chat: str, *, group: bool, now: float) -> float:
        """The earliest second at which this chat may be written to; not before `now`."""
        ready = max(now, self._paused.get(chat, now))
        if self._rates is None:
            return ready
        sent = self._by_chat.get(chat)
        if sent:
            ready = max(ready, _free_after(sent, self._rates.chat_second, SECOND))
            if group:
                ready = max(ready, _free_after(sent, self._rates.group_minute, MINUTE))
        return ready

    def overall_ready_at(self, now: float) -> float:
        """The earliest second at which anything may be sent; not before `now`.

        While every place is taken by a message whose answer is awaited that is a second from now:
        ask again when one has come back.
        """
        if self._rates is None:
            return now
        while self._free_at and self._free_at[0] <= now:
            heapq.heappop(self._free_at)
        too_many = len(self._under_way) + len(self._free_at) - self._rates.overall_second
        if too_many < 0:
            return now
        first = heapq.nsmallest(too_many + 1, self._free_at)
        return first[too_many] if len(first) > too_many else now + SECOND

    def sending(self, chat: str, at: float) -> None:
        """A message to this chat leaves at this second, or keeps a place for then."""
        if self._rates is not None:
            self._under_way[chat] = at

    def unused(self, chat: str) -> None:
        """Nothing left for this chat after all."""
        self._under_way.pop(chat, None)

    def sent(self, chat: str, now: float) -> None:
        """The message to this chat has been taken (or lost): the chat's pause counts from here."""
        if self._rates is None:
            return
        left_at = self._under_way.pop(chat, None)
        if left_at is not None:
            self._trips.append(max(0.0, now - left_at))
            sure = len(self._trips) >= TRIPS_TO_BE_SURE
            heapq.heappush(self._free_at, now + SECOND - (min(self._trips) / 2 if sure else 0.0))
        self._by_chat[chat].append(now)
        _forget(self._by_chat[chat], now - MINUTE)
        if len(self._by_chat) > 10_000:
            self._forget_quiet_chats(now)

    def pause(self, chat: str, until: float) -> None:
        """Telegram asked for patience with this chat alone."""
        self._paused[chat] = until

    def _forget_quiet_chats(self, now: float) -> None:
        for chat in [chat for chat, sent in self._by_chat.items() if sent[-1] < now - MINUTE]:
            del self._by_chat[chat]
        for chat in [chat for chat, until in self._paused.items() if until < now]:
            del self._paused[chat]


def _free_after(sent: deque[float], most: int, span: float) -> float:
    """When fewer than `most` lie within `span` seconds."""
    return sent[-most] + span if len(sent) >= most else float("-inf")


def _forget(sent: deque[float], before: float) -> None:
    while sent and sent[0] < before:
        sent.popleft()
