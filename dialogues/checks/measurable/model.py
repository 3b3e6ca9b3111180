"""What the result check finds in a sentence: the nouns of docs/method.md section 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

DirectionValue = Literal["up", "down", "keep"]
TargetKind = Literal["absolute", "relative"]


class Part(StrEnum):
    """The parts of a measurable result, in the order in which a missing one is asked for (method 1c)."""

    POPULATION = "population"
    PLACE = "place"
    INDICATOR = "indicator"
    DIRECTION = "direction"
    BASELINE = "baseline"
    TARGET = "target"
    DEADLINE = "deadline"


class Kind(StrEnum):
    """What a sentence states. Only an outcome can be a result (method 1c)."""

    OUTCOME = "outcome"
    OUTPUT = "output"
    ACTIVITY = "activity"
    INPUT = "input"
    PROCESS = "process"
    SYSTEMS_CHANGE = "systems_change"
    VISION = "vision"
    STATEMENT_OF_FACT = "statement_of_fact"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the statement: `text == statement[start:end]`, always."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class AskWhich:
    """Several readings are possible and none may be guessed: show `options` and ask."""

    code: str
    options: tuple[Decimal, ...] | tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a person typed it. `low == high` unless it is a range.

    `unit` is one of count, percent, points, money. A share ("3 of 4", "half") is read as a percentage.
    """

    low: Decimal
    high: Decimal
    unit: str

    @property
    def value(self) -> Decimal | None:
        """The number, or None for a range."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Check:
    """The judgment on one statement (docs/method.md sections 1b and 1c).

    `parts` has every Part as a key. `reasons` is empty if and only if the statement is a specific and
    measurable result. Of a relative target the values are the amount said ("by 40 %" is 40, "half as many"
    50, "double" None); shares are in per cent ("3 in 4" is 75). `target_low` and `target_high` differ for a
    range; `target_value` is then None. `deadline` is the last day of what was said; relative spans are
    counted from the `as_of` given. `options` has the readings to ask about, by question code.
    """

    text: str
    language: str
    kind: Kind
    parts: Mapping[Part, Span | None]
    reasons: tuple[str, ...]
    target_kind: TargetKind | None = None
    direction_value: DirectionValue | None = None
    baseline_value: Decimal | None = None
    target_value: Decimal | None = None
    target_low: Decimal | None = None
    target_high: Decimal | None = None
    deadline: date | None = None
    questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def overall(self) -> bool:
        """Is this a specific and measurable result?"""
        return not self.reasons

    @property
    def first_missing(self) -> Part | None:
        """The first part to ask for, in the order of the method; a baseline only when one is needed."""
        for part in Part:
            if part is Part.BASELINE:
                if "RELATIVE_TARGET_WITHOUT_BASELINE" in self.reasons:
                    return part
            elif self.parts[part] is None:
                return part
        return None
