"""Who takes much of the open discussion of a cycle, and who is not heard at all (docs/method.md 0).

It counts messages, never reads them. Taps on votes, the pulse and introductions are no voice here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dialogues import house_rules


@dataclass(frozen=True, slots=True)
class Participation:
    """Of one cycle. `dominant`: organisation id → its share of all messages in whole per cent."""

    messages: int
    dominant: Mapping[int, int]
    silent: tuple[int, ...]


def participation(
    messages: Mapping[int, int], at_table: Collection[int], answered: Collection[int]
) -> Participation:
    """`messages`: organisation → how many it wrote; `answered`: those that answered or passed a prompt."""
    total = sum(messages.values())
    least = house_rules.DOMINANT_SHARE.value * total
    dominant = {o: _percent(n, total) for o, n in messages.items() if total and n >= least}
    silent = tuple(o for o in at_table if not messages.get(o) and o not in answered)
    return Participation(total, dominant, silent)


def _percent(part: int, whole: int) -> int:
    """Whole per cent, a half rounded up."""
    return int((Decimal(100 * part) / whole).to_integral_value(ROUND_HALF_UP))
