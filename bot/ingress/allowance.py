"""How much one person, or one group, may send: a bucket for each, asked at the door, before an update is read.

What a person in a hurry sends passes: an album, a long text in pieces, a form tapped through. Beyond that
nothing is decided for them for a while; they are told once, so that they know what was not taken, and
nobody else waits for it. Kept in memory, in each process for itself: with several behind one webhook a
flooder may have as many buckets as there are processes.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

# An album has ten pictures, a long text twelve pieces, a form some twenty taps: they may come at once.
AT_ONCE: Final = 40
# Nobody writes or taps on and on faster than this.
A_SECOND: Final = 1.0
# Who tries links is not typing them: a person opens a few in a year. The token of a link has 128 bits.
LINKS_AT_ONCE: Final = 10
LINKS_A_SECOND: Final = 10 / 3600
# A lively meeting writes one message a second or two; a hundred people may greet each other at once.
GROUP_AT_ONCE: Final = 200
GROUP_A_SECOND: Final = 5.0
GROUPS: Final = ("group", "supergroup")
# Whoever was not heard of for longest is forgotten, and has a full bucket again.
MOST_PEOPLE: Final = 20_000


class Asked(Enum):
    """What becomes of one more update of a person."""

    TAKEN = "taken"
    TELL = "tell"
    TELL_OF_LINKS = "tell of links"
    LEFT = "left"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


class Allowance:
    """The buckets of everybody. `now` gives seconds that never go back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()
        self._links: OrderedDict[int, _Bucket] = OrderedDict()
        self._groups: OrderedDict[int, _Bucket] = OrderedDict()

    def ask(self, update: dict[str, Any]) -> Asked:
        """Takes one from the sender's bucket. TELL is said once, until the bucket is half full again.

        What is written in a group is taken from the group's too: its many members are not many floods.
        """
        sender, group = sender_of(update), group_of(update)
        asked = Asked.TAKEN
        if sender is not None:
            asked = self._take(self._buckets, sender, AT_ONCE, A_SECOND)
        if asked is Asked.TAKEN and group is not None:
            asked = self._take(self._groups, group, GROUP_AT_ONCE, GROUP_A_SECOND)
        if asked is Asked.TAKEN and sender is not None and opens_a_link(update):
            asked = self._take(self._links, sender, LINKS_AT_ONCE, LINKS_A_SECOND)
            return Asked.TELL_OF_LINKS if asked is Asked.TELL else asked
        return asked

    def _take(self, buckets: OrderedDict[int, _Bucket], sender: int, at_once: int, a_second: float) -> Asked:
        now = self._now()
        bucket = buckets.pop(sender, None) or _Bucket(float(at_once), now)
        buckets[sender] = bucket
        if len(buckets) > MOST_PEOPLE:
            buckets.popitem(last=False)
        bucket.left = min(float(at_once), bucket.left + (now - bucket.at) * a_second)
        bucket.at = now
        if bucket.left >= at_once / 2:
            bucket.told = False
        if bucket.left >= 1:
            bucket.left -= 1
            return Asked.TAKEN
        if bucket.told:
            return Asked.LEFT
        bucket.told = True
        return Asked.TELL


def opens_a_link(update: dict[str, Any]) -> bool:
    """Whether it is a /start with the token of a link. "go" is no token: buttons in the group lead here by it."""
    message = update.get("message")
    text = message.get("text") if isinstance(message, dict) else None
    if not isinstance(text, str):
        return False
    command, _, payload = text.partition(" ")
    return command.partition("@")[0].lower() == "/start" and payload.strip() not in ("", "go")


def group_of(update: dict[str, Any]) -> int | None:
    """The group that a message was written in; None for anything else. Never raises.

    A press is its presser's alone: each of the table may press under the same message at the same time.
    """
    for name in ("message", "edited_message"):
        body = update.get(name)
        chat = body.get("chat") if isinstance(body, dict) else None
        if isinstance(chat, dict) and chat.get("type") in GROUPS and type(chat.get("id")) is int:
            return int(chat["id"])
    return None


def sender_of(update: dict[str, Any]) -> int | None:
    """Who sent it, by a look at the raw update; None where that cannot be seen. Never raises."""
    for name, body in update.items():
        if name != "update_id" and isinstance(body, dict):
            sender = body.get("from")
            if isinstance(sender, dict) and type(sender.get("id")) is int:
                return int(sender["id"])
    return None
