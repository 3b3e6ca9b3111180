"""What may go wrong on the way, by configuration: the same requests always meet the same faults."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from bot.rehearsal.errors import BotApiError, bad_request, conflict, forbidden, too_many_requests
from bot.rehearsal.long_polling import TERMINATED

FaultKind = Literal[
    "too_many_requests",
    "server_error",
    "forbidden",
    "conflict",
    "thread_not_found",
    "reset_before",
    "reset_after",
    "timeout_before",
    "timeout_after",
    "duplicate",
    "reorder",
]


@dataclass(frozen=True, kw_only=True)
class FaultRule:
    """From the `nth` matching request on, `count` of them meet a fault, or only a `share` of these.

    `method` and `chat` narrow the match (None: any). "…_before" faults happen before the request is
    carried out, "…_after" once it has been. `retry_after` is in seconds; a timeout holds the answer
    back until the client gives up, at most `hold` seconds. "duplicate" and "reorder" change what
    getUpdates hands out: each update twice, or the chats in another order (each chat's updates keep
    theirs). "thread_not_found" meets only requests that name a topic.
    """

    kind: FaultKind
    method: str | None = None
    chat: int | None = None
    nth: int = 1
    count: int = 1
    share: float = 1.0
    retry_after: int = 1
    code: int = 502
    description: str = "Bad Gateway"
    hold: float = 120.0

    def matches(self, method: str, chat: int | None, in_topic: bool) -> bool:
        if self.kind == "thread_not_found" and not in_topic:
            return False
        return (self.method is None or self.method.lower() == method.lower()) and self.chat in (None, chat)

    def refusal(self) -> BotApiError | None:
        """The answer to give instead of carrying the request out, if this fault is one."""
        match self.kind:
            case "too_many_requests":
                return too_many_requests(self.retry_after)
            case "server_error":
                return BotApiError(self.code, self.description)
            case "forbidden":
                return forbidden("bot was blocked by the user")
            case "conflict":
                return conflict(TERMINATED)
            case "thread_not_found":
                return bad_request("message thread not found")
            case _:
                return None

    def altered(self, result: Any) -> Any:
        """The result of the request, as this fault leaves it."""
        match self.kind:
            case "duplicate":
                return [update for update in result for _ in range(2)]
            case "reorder":
                return _chats_reversed(result)
            case _:
                return result


class FaultPlan:
    """Counts requests against its rules; rules may be added while it runs. `met` tells what happened."""

    def __init__(self, rules: Iterable[FaultRule] = ()) -> None:
        self._rules: list[tuple[FaultRule, list[int]]] = []
        self.met: list[FaultKind] = []
        self.draw_by(0)
        for rule in rules:
            self.add(rule)

    def draw_by(self, seed: int) -> None:
        """Which requests a rule with a `share` meets."""
        self._chance = random.Random(seed)  # noqa: S311 - the same faults each time

    def add(self, rule: FaultRule) -> None:
        self._rules.append((rule, [0]))

    def clear(self) -> None:
        self._rules.clear()

    def meet(self, method: str, chat: int | None, *, in_topic: bool = False) -> FaultRule | None:
        """Count this request; the fault it meets, if any."""
        met = None
        for rule, seen in self._rules:
            if rule.matches(method, chat, in_topic):
                seen[0] += 1
                due = rule.nth <= seen[0] < rule.nth + rule.count
                if met is None and due and (rule.share >= 1 or self._chance.random() < rule.share):
                    met = rule
        if met is not None:
            self.met.append(met.kind)
        return met


def _chats_reversed(updates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Another order across chats and people, the same within each."""
    lanes: dict[str, list[dict[str, Any]]] = {}
    for update in updates:
        lanes.setdefault(_lane_of(update), []).append(update)
    return [update for lane in reversed(lanes.values()) for update in lane]


def _lane_of(update: dict[str, Any]) -> str:
    body = next(value for key, value in update.items() if key != "update_id")
    return f"chat:{body['chat']['id']}" if "chat" in body else f"person:{body['from']['id']}"
