"""The nouns of seats and roles that pass from one person to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dialogues.checks.privacy import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """A voting organisation that agrees to who has offered to facilitate, by the offer's invitation."""

    id: int = 0
    table_id: int
    invitation_id: int
    organisation_id: int
    seat_id: int
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """A representative's seat that passes on, step by step; open until `done_at`.

    `seat_id`: who leaves; `why` is for facilitators alone, and may be left out. `by_seat`: the facilitator
    who began it. `invitation_id`: the link of whoever follows; `new_seat`: theirs, once they have sat down.
    `formed`: the table formed anew by it.
    """

    id: int = 0
    table_id: int
    organisation_id: int
    seat_id: int
    by_seat: int
    why: str | None = None
    invitation_id: int | None = None
    new_seat: int | None = None
    formed: bool = False
    begun_at: datetime
    seated_at: datetime | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """What was agreed before, read back to a new voice, and what they would change (docs/method.md 6c).

    `text` is under `tier` (F: its author and the facilitators), empty where nothing would be changed.
    `result_id` and `document_id` (a proposal) are what was read. `answered_at` is None until they have said.
    """

    id: int = 0
    table_id: int
    seat_id: int
    organisation_id: int
    tier: str
    text: Sealed
    result_id: int | None = None
    document_id: int | None = None
    read_at: datetime
    answered_at: datetime | None = None
