"""Whether an experiment card is whole, and what a table's experiments look like together (docs/method.md 5c).

The portfolio of a cycle looks at everything started so far, closed or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dialogues import house_rules
from dialogues.checks.system_change import PROGRAM

RUNNING, CLOSED = "running", "closed"
PARTS = ("doer", "hypothesis", "measure", "prediction", "end")


@dataclass(frozen=True, slots=True)
class Card:
    """What is judged of an experiment. Cycles are None before it started, closed, or was decided."""

    name: str
    level: str
    has_doer: bool = True
    has_hypothesis: bool = True
    has_measure: bool = True
    has_prediction: bool = True
    ends_on: date | None = None
    started_cycle: int | None = None
    closed_cycle: int | None = None
    decided_cycle: int | None = None


def missing(card: Card) -> tuple[str, ...]:
    """The parts of the card that are not there. Owner and lever box always are."""
    there = (
        card.has_doer,
        card.has_hypothesis,
        card.has_measure,
        card.has_prediction,
        card.ends_on is not None,
    )
    return tuple(part for part, has in zip(PARTS, there, strict=True) if not has)


def last_day(start: date) -> date:
    """The last day on which an experiment that starts, or is extended, on `start` may end."""
    return start + timedelta(days=house_rules.EXPERIMENT_DAYS_MOST.value)


def is_overdue(card: Card, today: date) -> bool:
    """It still runs after its last day."""
    running = card.started_cycle is not None and card.closed_cycle is None
    return running and card.ends_on is not None and card.ends_on < today


def status_by_cycle(card: Card, until: int) -> Mapping[int, str]:
    """For each cycle since the start: was it running or closed at the cycle's end?"""
    if card.started_cycle is None:
        return {}
    cycles = range(max(1, card.started_cycle), until + 1)
    return {n: CLOSED if _closed_by(card, n) else RUNNING for n in cycles}


def _closed_by(card: Card, cycle: int) -> bool:
    return card.closed_cycle is not None and card.closed_cycle <= cycle


def _decided_by(card: Card, cycle: int) -> bool:
    return card.decided_cycle is not None and card.decided_cycle <= cycle


def flags(cards: Sequence[Card], cycle: int) -> tuple[str, ...]:
    """What is to be said of the portfolio at the end of `cycle`."""
    started = [c for c in cards if c.started_cycle is not None and c.started_cycle <= cycle]
    found: list[str] = []
    if not started and cycle >= house_rules.ALL_TALK_CYCLE.value:
        found.append("ALL_TALK")
    for card in started:
        if not (card.has_hypothesis and card.has_measure):
            found.append(f"DOING_WITHOUT_THINKING:{card.name}")
        if _closed_by(card, cycle) and not _decided_by(card, cycle):
            found.append(f"CLOSED_WITHOUT_LEARNING:{card.name}")
    if started and all(card.level == PROGRAM for card in started):
        found.append("PROGRAM_ONLY")
    if len(started) == 1 and cycle >= house_rules.SINGLE_BET_CYCLE.value:
        found.append("SINGLE_BET")
    return tuple(found)
