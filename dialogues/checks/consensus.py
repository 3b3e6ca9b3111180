"""Counts a ballot round: quorum, blocks, support (docs/method.md 0, fist to five).

One organisation has one vote. No ballot is no vote, never a yes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dialogues import house_rules

NO_QUORUM = "no_quorum"
BLOCKED = "blocked"
NEEDS_DISCUSSION = "needs_discussion"
PASSED = "passed"
PASSED_PROVISIONAL = "passed_provisional"


@dataclass(frozen=True, slots=True)
class Count:
    """How a ballot round ended. Organisations by id."""

    outcome: str
    quorum_met: bool
    eligible: int
    blocks: tuple[int, ...]
    below_three: tuple[int, ...]
    to_confirm: tuple[int, ...]


def count(
    scores: Mapping[int, int],
    *,
    eligible: Collection[int],
    grassroots: Collection[int],
    stakes: str,
    commits: bool = False,
    cannot_commit: Collection[int] = (),
    away: Collection[int] = (),
) -> Count:
    """Counts `scores` (organisation → 0…5) of the `eligible` organisations.

    `stakes`: "high" or "routine". With `commits`, the organisations in `cannot_commit` that
    were counted have to confirm. Who is `away` and has not voted leaves the quorum's denominator, but
    not that of all (HIGH_QUORUM_OF_ALL, ROUTINE_QUORUM_OF_ALL). Outcome in the order of docs/method.md:
    no quorum, blocked, needs discussion, passed. Integer arithmetic throughout.
    """
    counted = {o: s for o, s in scores.items() if o in eligible}
    blocks = tuple(sorted(o for o, s in counted.items() if s == house_rules.BLOCK.value))
    below = tuple(
        sorted(
            o for o, s in counted.items() if house_rules.BLOCK.value < s < house_rules.CONSENSUS_MINIMUM.value
        )
    )
    here = [o for o in eligible if o in counted or o not in away]
    quorum = _quorum(counted, here, grassroots, stakes) and _enough_of_all(counted, eligible, stakes)
    to_confirm = tuple(sorted(o for o in counted if o in cannot_commit)) if commits else ()
    if not quorum:
        outcome = NO_QUORUM
    elif blocks:
        outcome = BLOCKED
    elif not _supported(counted, below, stakes):
        outcome = NEEDS_DISCUSSION
    else:
        outcome = PASSED_PROVISIONAL if to_confirm else PASSED
    return Count(outcome, quorum, len(here), blocks, below, to_confirm)


def is_too_smooth(scores: Collection[int], *, stakes: str, ballot_round: int) -> bool:
    """Whether a text of high stakes passed in its first ballot round with nothing but the highest score."""
    only_highest = bool(scores) and set(scores) == {house_rules.HIGHEST_SCORE.value}
    return stakes == "high" and ballot_round == 1 and only_highest


def _quorum(
    counted: Mapping[int, int], eligible: Collection[int], grassroots: Collection[int], stakes: str
) -> bool:
    if not eligible:
        return False
    if stakes == "high":
        share = house_rules.HIGH_QUORUM.value
        enough = len(counted) * share.denominator >= share.numerator * len(eligible)
        return enough and (not grassroots or any(o in grassroots for o in counted))
    share = house_rules.ROUTINE_QUORUM.value
    return len(counted) * share.denominator > share.numerator * len(eligible)


def _enough_of_all(counted: Mapping[int, int], eligible: Collection[int], stakes: str) -> bool:
    """More than this share of all voting organisations, whoever is away."""
    rule = house_rules.HIGH_QUORUM_OF_ALL if stakes == "high" else house_rules.ROUTINE_QUORUM_OF_ALL
    return len(counted) * rule.value.denominator > rule.value.numerator * len(eligible)


def _supported(counted: Mapping[int, int], below: tuple[int, ...], stakes: str) -> bool:
    if stakes == "high":
        return not below
    share = house_rules.ROUTINE_SUPPORT.value
    return (len(counted) - len(below)) * share.denominator >= share.numerator * len(counted)
