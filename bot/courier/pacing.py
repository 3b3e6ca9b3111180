"""How fast Telegram lets a bot speak. Pure: the caller says what time it is, in seconds."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

SECOND = 1.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Rates:
    """What may be sent: per chat in a second, per group in a minute, and overall in a second."""

    chat_second: int = 1
    group_minute: int = 20
    overall_second: int = 30


class Pacing:
    """Remembers what was sent and says when the next may be. `rates` None: at once, always."""

    def __init__(self, rates: Rates | None) -> None:
        self._rates = rates
        self._by_chat: defaultdict[str, deque[float]] = defaultdict(deque)
        self._overall: deque[float] = deque()
        self._paused: dict[str, float] = {}

    def ready_at(self, chat: str, *, group: bool, now: float) -> float:
        """The earliest second at which this chat may be written to; not before `now`."""
        ready = max(now, self._paused.get(chat, now))
        if self._rates is None:
            return ready
        sent = self._by_chat.get(chat)
        if sent:
            ready = max(ready, _free_at(sent, self._rates.chat_second, SECOND))
            if group:
                ready = max(ready, _free_at(sent, self._rates.group_minute, MINUTE))
        return ready

    def overall_ready_at(self, now: float) -> float:
        """The earliest second at which anything may be sent; not before `now`."""
        if self._rates is None:
            return now
        return max(now, _free_at(self._overall, self._rates.overall_second, SECOND))

    def sending(self, now: float) -> None:
        """A message leaves now."""
        if self._rates is not None:
            self._overall.append(now)
            _forget(self._overall, now - SECOND)

    def sent(self, chat: str, now: float) -> None:
        """The message to this chat has been taken (or lost): the chat's pause counts from here."""
        if self._rates is None:
            return
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


def _free_at(sent: deque[float], most: int, span: float) -> float:
    """When fewer than `most` lie within `span` seconds."""
    return sent[-most] + span if len(sent) >= most else float("-inf")


def _forget(sent: deque[float], before: float) -> None:
    while sent and sent[0] < before:
        sent.popleft()
