"""The nouns of a check without names; part of the model (`dialogues.model`).

Who has taken part and what was chosen are kept apart, and nothing leads from one to the other:
see docs/decisions/0035.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnamedCheck:
    """A text of which people say without names whether they could live with it. It decides nothing.

    `round_id` and `proposal_id` are None where it is asked about no proposal. `status`: open,
    closed, or dropped unread. `told`: what may be said of it once it is closed
    (`checks.unnamed_counts.Told`), and all that is kept of it; None where too few took part.
    """

    id: int = 0
    table_id: int
    round_id: int | None = None
    proposal_id: int | None = None
    text: str
    cycle: int
    opened_at: datetime
    deadline: datetime
    status: str = "open"
    closed_at: datetime | None = None
    told: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Urn:
    """How often each choice was put in, sealed: always of one length, and sealed anew at each change.

    There is one for each open check and none afterwards. It has no time, no seat and no number that counts up.
    """

    id: int = 0
    table_id: int
    check_id: int
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMark:
    """Whether a seat has taken part in an open check.

    All are written when it opens, one a seat, so that their order tells nothing; none is left when it closes.
    """

    id: int = 0
    table_id: int
    check_id: int
    seat_id: int
    taken: bool = False
