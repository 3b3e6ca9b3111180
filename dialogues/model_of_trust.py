"""The nouns of element 6, trust, as frozen values: pulses, disagreements, roles that are known.

Import them from `dialogues.model`, the page of all nouns. `formings` counts how often the table
had gone back to forming by then: what a guard asks "since the last forming" has today's count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """The means of one closed pulse (T1 to T9). Guards read it whole; `dialogues.pulse.shown` is what people see.

    `respondents` is the fewest answers any of the eight statements got; `organisations` counts
    the voting organisations with an answer, of those `asked`. `equal_leverage` (whether T7 of
    the grassroots weighs enough; the mark itself, often one person's, is kept nowhere) and `differing`
    (organisations with a T9 of yes) are for guards alone and never rendered.
    """

    id: int = 0
    table_id: int
    round_id: int
    cycle: int
    closed_at: datetime
    formings: int
    respondents: int
    organisations: int
    asked: int
    suppressed: bool
    overall: Decimal | None = None
    t1: Decimal | None = None
    t2: Decimal | None = None
    t3: Decimal | None = None
    t4: Decimal | None = None
    t5: Decimal | None = None
    t6: Decimal | None = None
    t7: Decimal | None = None
    t8: Decimal | None = None
    equal_leverage: bool = False
    differing: int
    false_harmony: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A difference an organisation has spoken: open, settled (`how`), or agreed to differ (`until`)."""

    id: int = 0
    table_id: int
    organisation_id: int
    seat_id: int
    topic: str
    cycle: int
    formings: int
    opened_at: datetime
    how: str | None = None
    until: date | None = None
    settled_at: datetime | None = None
    settled_formings: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAcknowledgement:
    """The voting representative in this seat has pressed that the role is known."""

    id: int = 0
    table_id: int
    organisation_id: int
    seat_id: int
    at: datetime
