"""How far an indicator has come from its baseline to its target (docs/method.md 1c, Progress)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dialogues import house_rules

NO_BASELINE = "no_baseline"
BASELINE_ONLY = "baseline_only"
TARGET_MET = "target_met"
IMPROVING = "improving"
LITTLE = "little_or_no_change"
WORSE = "getting_worse"


@dataclass(frozen=True, slots=True)
class Progress:
    """A category and, where it can be computed, per cent of the way (one decimal, not clipped)."""

    status: str
    pct: Decimal | None


def progress(baseline: Decimal | None, target: Decimal | None, latest: Decimal | None) -> Progress:
    """pct = (latest − baseline) / (target − baseline) · 100, and its category."""
    if baseline is None:
        return Progress(NO_BASELINE, None)
    if latest is None or target is None or target == baseline:
        return Progress(BASELINE_ONLY, None)
    exact = (latest - baseline) / (target - baseline) * 100
    pct = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if exact >= house_rules.PROGRESS_TARGET_MET.value:
        return Progress(TARGET_MET, pct)
    if exact >= house_rules.PROGRESS_IMPROVING.value:
        return Progress(IMPROVING, pct)
    share = house_rules.PROGRESS_WORSE_SHARE.value
    moved = abs(latest - baseline) * share.denominator
    if exact < 0 and moved >= share.numerator * abs(baseline):
        return Progress(WORSE, pct)
    return Progress(LITTLE, pct)
