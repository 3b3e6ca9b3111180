"""The nouns of the coordinators' desk and of sessions as frozen values: wishes, asks that were done, minutes.

Import them from `dialogues.model`, the page of all nouns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatorWish:
    """How a coordinator wants to be told, at all their tables.

    `form`: chat, pdf or both. `language`: one of those we speak, or None for each table's own.
    `digest`: never, weekly or monthly.
    """

    id: int = 0
    person_id: int
    form: str = "both"
    language: str | None = None
    digest: str = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDone:
    """A coordinator did what a summary asked for. `ask` is a code of it, so that no words are kept."""

    id: int = 0
    table_id: int
    ask: str
    seat_id: int
    done_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What was posted as the minutes of a session: what the record held from `since` to `until`.

    `texts` has the words as they were posted, by language.
    """

    id: int = 0
    table_id: int
    number: int
    cycle: int
    since: datetime
    until: datetime
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The coordinators' page of one cycle in one language, as rendered."""

    id: int = 0
    table_id: int
    cycle: int
    language: str
    text: str
    written_at: datetime
    delivered_at: datetime | None = None
