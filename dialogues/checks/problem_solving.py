"""The sixteen marks of evidence in four stages, and what follows from them (docs/method.md 7c).

A mark is given in halves: 0 is nothing, 1 is partly, 2 is fully there. Nothing here asks a chat or a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dialogues import house_rules

STAGES = ("problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting")
MARKS = {
    "problem_defining": ("PD1", "PD2", "PD3", "PD4"),
    "interpreting_hypothesizing": ("IH1", "IH2", "IH3", "IH4"),
    "solution_finding": ("SF1", "SF2", "SF3", "SF4"),
    "analyzing_reflecting": ("AR1", "AR2", "AR3", "AR4"),
}
ALL_MARKS = tuple(mark for stage in STAGES for mark in MARKS[stage])
NONE, PARTLY, FULLY = 0, 1, 2
HALVES = (NONE, PARTLY, FULLY)
STRONG, DEVELOPING, WEAK = "strong", "developing", "weak"
# Among equals the stage that tables are commonly weak in comes first.
COMMONLY_WEAK = "analyzing_reflecting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the record of a table says about one cycle. "this cycle" is the one that is looked back on."""

    has_number: bool = False
    groups_named: bool = False
    group_value: bool = False
    grassroots_heard: bool = False
    grassroots_ever_heard: bool = False
    definitions_settled: bool = False
    text_revisited: bool = False
    causes: int = 0
    boxes: int = 0
    hypotheses: int = 0
    measured_hypotheses: int = 0
    predictions: int = 0
    options: int = 0
    option_organisations: int = 0
    dots: int = 0
    started: int = 0
    started_complete: int = 0
    started_above_program: int = 0
    system_levers: int = 0
    ended: int = 0
    ended_compared: int = 0
    value_updated: bool = False
    decided: bool = False
    decided_with_reason: bool = False
    upstream_changed: bool = False


def derived(facts: Facts) -> dict[str, int]:
    """Each mark as far as the record can tell. What it cannot tell (IH4) is 0 until somebody says it."""
    return {
        **_defining(facts),
        **_interpreting(facts),
        **_finding(facts),
        **_reflecting(facts),
    }


def _defining(f: Facts) -> dict[str, int]:
    return {
        "PD1": _mark(f.has_number),
        "PD2": _mark(f.group_value, f.groups_named),
        "PD3": _mark(f.grassroots_heard, f.grassroots_ever_heard),
        "PD4": _mark(f.text_revisited, f.definitions_settled),
    }


def _interpreting(f: Facts) -> dict[str, int]:
    enough = f.causes >= house_rules.EVIDENCE_CAUSES.value and f.boxes >= house_rules.EVIDENCE_BOXES.value
    return {
        "IH1": _mark(enough, f.causes > 0),
        "IH2": _mark(f.measured_hypotheses > 0, f.hypotheses > 0),
        "IH3": _mark(False, f.predictions > 0),
        "IH4": NONE,
    }


def _finding(f: Facts) -> dict[str, int]:
    organisations = f.option_organisations >= house_rules.EVIDENCE_OPTION_ORGANISATIONS.value
    enough = organisations and f.options >= house_rules.EVIDENCE_OPTIONS.value
    return {
        "SF1": _mark(enough, organisations),
        "SF2": _mark(False, f.dots > 0),
        "SF3": _mark(f.started_complete > 0, f.started > 0),
        "SF4": _mark(f.started_above_program > 0, f.system_levers > 0),
    }


def _reflecting(f: Facts) -> dict[str, int]:
    return {
        "AR1": _mark(f.ended > 0 and f.ended_compared == f.ended, f.ended_compared > 0),
        "AR2": _mark(f.value_updated),
        "AR3": _mark(f.decided_with_reason, f.decided),
        "AR4": _mark(f.upstream_changed),
    }


def _mark(fully: bool, partly: bool = False) -> int:
    return FULLY if fully else PARTLY if partly else NONE


def scores(halves: Mapping[str, int]) -> dict[str, Decimal]:
    """Each stage's mean mark in per cent (0 to 100 by 12.5); a mark that is not there is 0."""
    return {stage: _score([halves.get(mark, NONE) for mark in MARKS[stage]]) for stage in STAGES}


def _score(halves: list[int]) -> Decimal:
    return Decimal(100 * sum(halves)) / (FULLY * len(halves))


def band(score: Decimal) -> str:
    """Strong, developing or weak."""
    if score >= house_rules.EVIDENCE_STRONG.value:
        return STRONG
    return DEVELOPING if score >= house_rules.EVIDENCE_DEVELOPING.value else WEAK


def weakest(scores_: Mapping[str, Decimal], ratings: Mapping[str, Decimal]) -> str:
    """Lowest score; of equals the one the table itself rates lower (unrated ones count as higher), then
    analyzing and reflecting, then the order of the stages."""

    def place(stage: str) -> tuple[Decimal, Decimal, bool, int]:
        rating = ratings.get(stage, Decimal("Infinity"))
        return scores_[stage], rating, stage != COMMONLY_WEAK, STAGES.index(stage)

    return min(STAGES, key=place)


def blind_spots(scores_: Mapping[str, Decimal], ratings: Mapping[str, Decimal]) -> tuple[str, ...]:
    """The stages a table finds itself strong in while the evidence is weak."""
    least = house_rules.BLIND_SPOT_RATING.value
    return tuple(s for s in STAGES if s in ratings and ratings[s] >= least and band(scores_[s]) == WEAK)
