"""Whether a table works on the system or on programs: boxes, levels, shares, warnings (docs/method.md 2c).

The six boxes are the six conditions that keep a problem in place; three levels hold them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dialogues import house_rules

SYSTEM, PROGRAM = "system", "program"
LEVELS: Mapping[str, tuple[str, ...]] = {
    "structural": ("policies", "practices", "resource_flows"),
    "relational": ("relationships", "power_dynamics"),
    "transformative": ("mental_models",),
}
CONDITIONS = tuple(condition for level in LEVELS.values() for condition in level)
# An experiment's lever box is said in the singular, and may be a program instead.
EXPERIMENT_LEVELS = (
    "policy",
    "practice",
    "resource_flow",
    "relationship",
    "power",
    "mental_model",
    PROGRAM,
)
PROGRAM_HEAVY, MISSING_LEVEL, OWN_AGENDA, NO_SELF_CHANGE = (
    "PROGRAM_HEAVY",
    "MISSING_LEVEL",
    "OWN_AGENDA",
    "NO_SELF_CHANGE",
)


@dataclass(frozen=True, slots=True)
class Strategy:
    """What a lever is judged by: "system" or "program", and the one organisation whose own it is, if it is."""

    kind: str
    organisation: int | None


def kind(condition: str | None, actors: Sequence[str | None], outlasts: str | None) -> str:
    """A strategy is about the system if it names a condition, somebody who changes it, and what stays."""
    named = condition in CONDITIONS and any(actors) and bool(outlasts)
    return SYSTEM if named else PROGRAM


def system_share(kinds: Sequence[str]) -> Decimal | None:
    """The share of what was sorted that is about the system, to two decimals; None when nothing is sorted."""
    if not kinds:
        return None
    share = Decimal(list(kinds).count(SYSTEM)) / len(kinds)
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def missing_levels(conditions: Iterable[str]) -> tuple[str, ...]:
    """The levels at which no condition was named; none is judged before anybody has answered."""
    named = set(conditions)
    return tuple(level for level, boxes in LEVELS.items() if not named & set(boxes)) if named else ()


def flags(kinds: Sequence[str], conditions: Iterable[str]) -> tuple[str, ...]:
    """What the record says of a table's strategies. The transformative level is a warning only."""
    found = [f"{MISSING_LEVEL}:{level}" for level in missing_levels(conditions)]
    if kinds and Fraction(list(kinds).count(SYSTEM), len(kinds)) < house_rules.SYSTEM_SHARE.value:
        found.insert(0, PROGRAM_HEAVY)
    return tuple(found)


def told_to_facilitator(
    strategies: Sequence[Strategy], voting: Iterable[int], with_own_change: Iterable[int]
) -> tuple[str, ...]:
    """Warnings for the facilitator alone: one organisation's own programs, organisations without an own change."""
    own = [s for s in strategies if s.kind == PROGRAM and s.organisation is not None]
    found = []
    if strategies and Fraction(len(own), len(strategies)) >= house_rules.OWN_AGENDA_SHARE.value:
        found.append(OWN_AGENDA)
    if set(voting) - set(with_own_change):
        found.append(NO_SELF_CHANGE)
    return tuple(found)


def chosen(dots: Mapping[int, int]) -> tuple[int, ...]:
    """The levers with the most dots, at most `house_rules.LEVERS_CHOSEN`; of equal ones the earlier written."""
    with_dots = [lever for lever, n in dots.items() if n > 0]
    ranked = sorted(with_dots, key=lambda lever: (-dots[lever], lever))
    return tuple(ranked[: house_rules.LEVERS_CHOSEN.value])
