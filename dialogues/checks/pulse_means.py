"""The arithmetic of a pulse: means over people, who answered, and what has dropped (docs/method.md 6).

Nothing here decides what may be shown; `Means.suppressed` says when it is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dialogues import house_rules

STATEMENTS = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8")
DIFFERENCE = "T9"
DIFFERED = ("open", "settled")
FLOOR_STATEMENTS = ("T1", "T2", "T6")
OVERALL_DROP, LOW_ITEM = "overall_drop", "low_item"


@dataclass(frozen=True, slots=True)
class Reply:
    """What one person answered, by prompt; passes are left out."""

    organisation: int
    grassroots: bool
    voting: bool
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Means:
    """A counted pulse. A mean is None where nobody answered.

    Of T7 of the grassroots, which may be one person's mark, it holds only whether it weighs enough.
    """

    respondents: int
    organisations: int
    overall: Decimal | None
    items: Mapping[str, Decimal | None]
    equal_leverage: bool
    differing: int

    @property
    def suppressed(self) -> bool:
        """Whether some statement has too few answers for anything to be shown."""
        return self.respondents < house_rules.PULSE_MINIMUM_PEOPLE.value


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The mean with two decimals, a half rounded up."""
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def count(replies: Sequence[Reply]) -> Means:
    """Means over people, with or without a vote; the overall mean is that of the eight rounded ones."""
    items = {statement: mean(_given(replies, statement)) for statement in STATEMENTS}
    known = [value for value in items.values() if value is not None]
    return Means(
        respondents=min(len(_given(replies, statement)) for statement in STATEMENTS),
        organisations=len({r.organisation for r in replies if r.voting and r.choices}),
        overall=mean(known) if len(known) == len(STATEMENTS) else None,
        items=items,
        equal_leverage=is_equal_leverage(
            mean(_given((r for r in replies if r.grassroots), "T7")),
            mean(_given((r for r in replies if not r.grassroots), "T7")),
        ),
        differing=len({r.organisation for r in replies if r.choices.get(DIFFERENCE) in DIFFERED}),
    )


def _given(replies: Iterable[Reply], statement: str) -> list[Decimal]:
    return [Decimal(r.choices[statement]) for r in replies if statement in r.choices]


def drops(
    overall: Decimal | None, items: Mapping[str, Decimal | None], before: Decimal | None
) -> tuple[str, ...]:
    """Why trust has dropped: the overall mean against the pulse before, or T1, T2 or T6 under the floor."""
    found = []
    if overall is not None and before is not None and before - overall >= house_rules.TRUST_DROP.value:
        found.append(OVERALL_DROP)
    floor = [value for name in FLOOR_STATEMENTS if (value := items.get(name)) is not None]
    if any(value < house_rules.TRUST_FLOOR.value for value in floor):
        found.append(LOW_ITEM)
    return tuple(found)


def is_equal_leverage(grassroots: Decimal | None, others: Decimal | None) -> bool:
    """Whether grassroots' word (T7) weighs enough, by itself and beside the others'; unheard it does not."""
    if grassroots is None or grassroots < house_rules.LEVERAGE_MINIMUM.value:
        return False
    return others is None or others - grassroots <= house_rules.LEVERAGE_GAP.value
