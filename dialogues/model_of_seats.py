"""The nouns of seats and roles that pass from one person to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """A voting organisation that agrees to who has offered to facilitate, by the offer's invitation."""

    id: int = 0
    table_id: int
    invitation_id: int
    organisation_id: int
    seat_id: int
    said_at: datetime
