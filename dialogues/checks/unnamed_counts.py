"""What may be said of a check without names, so that nobody can work out what one person chose.

Whoever took part knows their own choice, and everybody knows this rule. Therefore a number is said only
where at least five people stand on each side of it; otherwise it is said on which side of a line it lies,
and on both sides of that line more than one story is possible for each person (docs/method.md 0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues import house_rules

YES, NOT_YET, NO, PASS = "yes", "not_yet", "no", "pass"
CHOICES = (YES, NOT_YET, NO, PASS)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between `least` and `most` of `of` people; the number itself where both are the same."""

    least: int
    most: int
    of: int


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said: how many took part, how many could live with it, how many said no.

    `no` counts among those who did not say yes where `yes` is a number, else among all; it is None where
    nothing may be said of it.
    """

    took_part: int
    yes: Bounds
    no: Bounds | None

    def as_kept(self) -> Mapping[str, int]:
        """As plain numbers, for storing."""
        kept = {"took_part": self.took_part, "yes_least": self.yes.least, "yes_most": self.yes.most}
        if self.no is not None:
            kept |= {"no_least": self.no.least, "no_most": self.no.most, "no_of": self.no.of}
        return kept


def from_kept(kept: Mapping[str, int]) -> Told:
    """What `as_kept` gave."""
    took_part = kept["took_part"]
    no = Bounds(kept["no_least"], kept["no_most"], kept["no_of"]) if "no_of" in kept else None
    return Told(took_part, Bounds(kept["yes_least"], kept["yes_most"], took_part), no)


def tell(counts: Mapping[str, int]) -> Told | None:
    """What may be said of these counts by choice; None where too few took part to say anything."""
    took_part = sum(counts.values())
    if took_part < house_rules.UNNAMED_CHECK_MINIMUM.value:
        return None
    yes = bounds(counts[YES], took_part)
    if yes.least == yes.most:
        return Told(took_part, yes, bounds(counts[NO], took_part - counts[YES]))
    # Where nearly all said yes, the few others are not told apart.
    return Told(took_part, yes, None if yes.least > 0 else bounds(counts[NO], took_part))


def bounds(count: int, of: int) -> Bounds:
    """The number where five or more stand on each side of it, else the side of the line on which it lies."""
    side = house_rules.UNNAMED_CHECK_SIDE.value
    if side <= count <= of - side:
        return Bounds(count, count, of)
    low = min(side - 1, of // 2)
    if count <= low:
        return Bounds(0, low, of)
    return Bounds(max(of - side, of // 2) + 1, of, of)
