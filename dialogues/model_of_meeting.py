"""The nouns of a round that is held while everybody sits in one room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InRoom:
    """A round that is held in the room now, until a facilitator switches back.

    `until`: when the minutes that were set are over, and `phase` the round's state for which they were set.
    """

    id: int = 0
    table_id: int
    round_id: int
    since: datetime
    until: datetime | None = None
    phase: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """What a voting organisation said when the table was asked to waive the rest of a notice."""

    id: int = 0
    table_id: int
    round_id: int
    ballot_round: int
    organisation_id: int
    seat_id: int
    agrees: bool
    said_at: datetime
