"""The nouns of element 4, structure, as frozen values: bodies, roles, promises, the operating document, flags.

Import them from `dialogues.model`, the page of all nouns. Organisations stand by their ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of the table. `seats` are the organisations in it; `channel_to` the body its word goes to."""

    id: int = 0
    table_id: int
    name: str
    name_key: str
    decides: bool
    community: bool = False
    per_person: bool = False
    seats: tuple[int, ...] = ()
    channel_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """One task: which organisations do the work, and which answers for it (exactly one is right)."""

    id: int = 0
    table_id: int
    task: str
    task_key: str
    responsible: tuple[int, ...] = ()
    accountable: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What one organisation owes another, by when. `status`: open, due, done or missed."""

    id: int = 0
    table_id: int
    by_organisation: int
    to_organisation: int
    what: str
    due: date
    status: str = "open"
    evidence: str | None = None
    misses: int = 0
    cycle: int
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorEntry:
    """What a facilitator entered for the whole table under a prompt or name: U1, U4, U5, "support" … One each."""

    id: int = 0
    table_id: int
    prompt: str
    text: str
    cycle: int
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingDocument:
    """The operating document of a table. Every change of a text raises `edition`: old signatures are void.

    (It is no `version`, which guards against lost updates: setting the review leaves the edition alone.)
    """

    id: int = 0
    table_id: int
    edition: int = 1
    review_months: int | None = None
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSection:
    """One of the twelve sections that is written, by its name."""

    id: int = 0
    table_id: int
    section: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """An organisation's signature under one edition of the document.

    `content_hash` is that of the text it was given to; None for one from before hashes were kept.
    """

    id: int = 0
    table_id: int
    organisation_id: int
    seat_id: int
    edition: int
    signed_at: datetime
    content_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedText:
    """The document as it read when an edition was first signed; kept for good. `texts` by section name."""

    id: int = 0
    table_id: int
    edition: int
    number: int
    content_hash: str
    texts: Mapping[str, str]
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A warning about the structure. Open while `fixed_cycle` is None. `subject` as in `checks.leverage`."""

    id: int = 0
    table_id: int
    code: str
    subject: str | None
    found_cycle: int
    fixed_cycle: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A decision-maker's yes that a passed text still needs. Waiting while `confirmed_at` is None."""

    id: int = 0
    table_id: int
    round_id: int
    ballot_round: int
    organisation_id: int
    invitation_id: int | None = None
    cycle: int | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRule:
    """A threshold of `house_rules` that this table has changed by its own vote."""

    id: int = 0
    table_id: int
    rule: str
    value: str
    round_id: int
    set_at: datetime
