"""What Prometheus may know: counts and durations, never who, where or what was said."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import accumulate
from threading import Lock
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Metric
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy import Connection

from bot.courier.outcomes import Outcome
from bot.courier.sending import Sending
from bot.courier.workshop import Made
from bot.desk import Taken
from dialogues.effects import Decision
from dialogues.events import Event
from dialogues.repository import Repository
from dialogues.surroundings import Decide, Surroundings
from storage import outbox, parked
from storage.letters import Letter

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
# Seconds: from a decision in memory to a disk that makes everybody wait.
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Durations(Collector):
    """A histogram of seconds in `_BUCKETS`: prometheus-client's own takes as long as a statement."""

    def __init__(self, name: str, words: str) -> None:
        self._name, self._words = name, words
        self._lock = Lock()
        self._counts = [0] * (len(_BUCKETS) + 1)
        self._seconds = 0.0

    def observe(self, seconds: float) -> None:
        """Counts one, from any thread."""
        with self._lock:
            self._counts[bisect_left(_BUCKETS, seconds)] += 1
            self._seconds += seconds

    def collect(self) -> Iterable[Metric]:
        """As prometheus-client asks for it: each bucket holds what is in the smaller ones."""
        with self._lock:
            until, seconds = list(accumulate(self._counts)), self._seconds
        names = [*map(str, _BUCKETS), "+Inf"]
        buckets = list(zip(names, until, strict=True))
        yield HistogramMetricFamily(self._name, self._words, buckets=buckets, sum_value=seconds)


class Metrics:
    """The figures of one process; those of the database are read when they are asked for."""

    def __init__(self) -> None:
        self._registry = own = CollectorRegistry()
        self._updates = Counter(
            "tablekeeper_updates",
            "Updates by their end; failed: not kept, brought again",
            ["end"],
            registry=own,
        )
        self._taking = Durations("tablekeeper_update_seconds", "From an update's arrival to its commit")
        self._deciding = Durations("tablekeeper_decide_seconds", "One decision, inside its transaction")
        own.register(self._taking)
        own.register(self._deciding)
        self._sent = Counter("tablekeeper_sent", "Calls to Telegram by outcome", ["outcome"], registry=own)
        self._outbox = Gauge("tablekeeper_outbox", "Rows on their way out, by state", ["state"], registry=own)
        self._parked = Gauge("tablekeeper_parked", "Updates that could not be handled", registry=own)
        self._duty = Gauge(
            "tablekeeper_duty", "1 in the process that has this duty now", ["duty"], registry=own
        )

    def shown(self, connection: Connection, duties: Iterable[tuple[str, bool]]) -> bytes:
        """Everything in Prometheus's text format. `duties`: each with whether this process has it."""
        for state, many in outbox.counts(connection).items():
            self._outbox.labels(state.value).set(many)
        self._parked.set(parked.count(connection))
        for duty, here in duties:
            self._duty.labels(duty).set(here)
        return generate_latest(self._registry)

    def taking(
        self, take: Callable[[Sequence[dict[str, Any]]], Awaitable[list[Taken]]]
    ) -> Callable[[Sequence[dict[str, Any]]], Awaitable[list[Taken]]]:
        """`take`, timed and counted by what became of each update."""

        counted = _by_class(self._updates)

        async def timed(updates: Sequence[dict[str, Any]]) -> list[Taken]:
            began = time.perf_counter()
            try:
                ends = await take(updates)
            except Exception:
                self._updates.labels("failed").inc(len(updates))
                raise
            self._taking.observe(time.perf_counter() - began)
            for end in ends:
                counted(type(end)).inc()
            return ends

        return timed

    def deciding(self, decide: Decide) -> Decide:
        """`decide`, timed."""

        def timed(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
            began = time.perf_counter()
            try:
                return decide(event, repository, surroundings)
            finally:
                self._deciding.observe(time.perf_counter() - began)

        return timed

    def sending(self, sending: Sending) -> Sending:
        """`sending`, counted by outcome."""
        return _Counted(sending, self._sent)


class _Counted(Sending):
    def __init__(self, sending: Sending, sent: Counter) -> None:
        self._sending = sending
        self._sent = _by_class(sent)

    async def send(self, letter: Letter, text: str, made: Made | None = None) -> Outcome:
        outcome = await self._sending.send(letter, text, made)
        self._sent(type(outcome)).inc()
        return outcome


def _by_class(counter: Counter) -> Callable[[type[object]], Counter]:
    """The counter of each kind of end, named after its class; looked up once."""

    known: dict[type[object], Counter] = {}

    def of(kind: type[object]) -> Counter:
        if kind not in known:
            known[kind] = counter.labels(kind.__name__.lower())
        return known[kind]

    return of
