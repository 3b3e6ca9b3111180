"""Telegram's limits on how much a bot may say."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable

from bot.rehearsal.errors import too_many_requests

PER_CHAT_SECOND = 1
PER_GROUP_MINUTE = 20
PER_SECOND = 30
COUNTED = (
    "sendmessage", "senddocument", "sendphoto", "editmessagetext", "editmessagecaption",
    "editmessagereplymarkup",
)  # fmt: skip


class FloodLimits:
    """Counts what is said per chat, per group and overall; `now` gives seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._said: dict[int, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()

    def check(self, method: str, chat_id: int) -> None:
        """Count one call. Raises BotApiError 429 with `retry_after` if it is one too many."""
        if method.lower() not in COUNTED:
            return
        now = self._now()
        said = self._said[chat_id]
        _drop_before(said, now - 60)
        _drop_before(self._all, now - 1)
        lately = [at for at in said if at > now - 1]
        waits = []
        if len(lately) >= PER_CHAT_SECOND:
            waits.append(lately[0] + 1 - now)
        if chat_id < 0 and len(said) >= PER_GROUP_MINUTE:
            waits.append(said[0] + 60 - now)
        if len(self._all) >= PER_SECOND:
            waits.append(self._all[0] + 1 - now)
        if waits:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        said.append(now)
        self._all.append(now)


def _drop_before(times: deque[float], limit: float) -> None:
    while times and times[0] <= limit:
        times.popleft()
