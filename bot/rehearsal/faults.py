"""What may go wrong on the way, by configuration: the same requests always meet the same faults."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.rehearsal.errors import BotApiError, forbidden, too_many_requests

FaultKind = Literal[
    "too_many_requests",
    "server_error",
    "forbidden",
    "reset_before",
    "reset_after",
    "timeout_before",
    "timeout_after",
]


@dataclass(frozen=True, kw_only=True)
class FaultRule:
    """From the `nth` matching request on, `count` of them meet a fault.

    `method` and `chat` narrow the match (None: any). "…_before" faults happen before the request is
    carried out, "…_after" once it has been. `retry_after` is in seconds; a timeout holds the answer
    back until the client gives up, at most `hold` seconds.
    """

    kind: FaultKind
    method: str | None = None
    chat: int | None = None
    nth: int = 1
    count: int = 1
    retry_after: int = 1
    code: int = 502
    description: str = "Bad Gateway"
    hold: float = 120.0

    def matches(self, method: str, chat: int | None) -> bool:
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
            case _:
                return None


class FaultPlan:
    """Counts requests against its rules; rules may be added while it runs."""

    def __init__(self, rules: Iterable[FaultRule] = ()) -> None:
        self._rules: list[tuple[FaultRule, list[int]]] = []
        for rule in rules:
            self.add(rule)

    def add(self, rule: FaultRule) -> None:
        self._rules.append((rule, [0]))

    def clear(self) -> None:
        self._rules.clear()

    def meet(self, method: str, chat: int | None) -> FaultRule | None:
        """Count this request; the fault it meets, if any."""
        met = None
        for rule, seen in self._rules:
            if rule.matches(method, chat):
                seen[0] += 1
                if met is None and rule.nth <= seen[0] < rule.nth + rule.count:
                    met = rule
        return met
