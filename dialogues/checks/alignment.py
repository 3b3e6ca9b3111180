"""The alignment triangle: result, charge and level must fit together (docs/method.md, before 0).

Collective impact is a specific result, thinking and doing, and the system. If one of the three is off, say which.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dialogues import house_rules

SPECIFIC, GENERAL = "specific", "general"
THINKING, DOING, BOTH = "thinking", "doing", "thinking_and_doing"
SYSTEM, PROGRAM = "system", "program"
WANTED = (SPECIFIC, BOTH, SYSTEM)


@dataclass(frozen=True, slots=True)
class Triangle:
    """Where a table stands at each corner."""

    result: str
    charge: str
    level: str

    @property
    def off(self) -> tuple[str, ...]:
        """The corners that do not fit collective impact, by what they are instead."""
        corners = (self.result, self.charge, self.level)
        return tuple(have for have, want in zip(corners, WANTED, strict=True) if have != want)


def triangle(
    *, result_stands: bool, tried: int, with_hypothesis: int, looked_back: int, system_share: Decimal | None
) -> Triangle:
    """From facts: a ratified measurable result; experiments started, with a hypothesis; reflections delivered.

    `system_share` is the sorted strategies' (0 to 1), None when nothing is sorted: nothing then says system.
    """
    tried_well = BOTH if with_hypothesis and looked_back else DOING
    charge = tried_well if tried else THINKING
    enough = system_share is not None and Fraction(system_share) >= house_rules.SYSTEM_SHARE.value
    return Triangle(SPECIFIC if result_stands else GENERAL, charge, SYSTEM if enough else PROGRAM)
