"""The nouns of element 1, the result, as frozen values: the sentence, what is counted, its values.

Import them from `dialogues.model`, the page of all nouns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The ratified result of a table. `plain` keeps the members' own wording."""

    id: int = 0
    table_id: int
    statement: str
    plain: str | None = None
    deadline: date | None = None
    round_id: int
    cycle: int
    ratified_at: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something the table could count, to be rated in a round; `place` is 1 to 3."""

    id: int = 0
    table_id: int
    round_id: int
    place: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """How the result is counted. Without a baseline it needs a data plan (owner and day)."""

    id: int = 0
    table_id: int
    name: str
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: str | None = None
    target: Decimal | None = None
    source: str | None = None
    groups: str | None = None
    plan_owner: str | None = None
    plan_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """One value of the indicator's series; `value` is None when it was marked missing."""

    id: int = 0
    table_id: int
    indicator_id: int
    cycle: int
    value: Decimal | None
    on: str | None = None
    source: str | None = None
    group: str | None = None
    entered_at: datetime
