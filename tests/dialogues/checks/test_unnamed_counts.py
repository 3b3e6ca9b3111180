"""What is told of a check without names: every outcome there can be, asked what a listener surely knows then."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from dialogues import house_rules
from dialogues.checks import unnamed_counts
from dialogues.checks.unnamed_counts import CHOICES, NO, YES, Bounds, Told, tell

LEAST, SIDE = house_rules.UNNAMED_CHECK_MINIMUM.value, house_rules.UNNAMED_CHECK_SIDE.value
Outcome = tuple[int, ...]
Rule = Callable[[Mapping[str, int]], object]


def outcomes(people: int) -> Iterator[Outcome]:
    """Every way in which so many people can choose, counted by choice."""
    for cuts in itertools.combinations(range(people + len(CHOICES) - 1), len(CHOICES) - 1):
        ends = (-1, *cuts, people + len(CHOICES) - 1)
        yield tuple(b - a - 1 for a, b in itertools.pairwise(ends))


def leaks(people: int, rule: Rule) -> list[str]:
    """What surely holds for somebody else, for a listener who knows the rule and perhaps their own choice."""
    alike: dict[object, list[Outcome]] = defaultdict(list)
    for outcome in outcomes(people):
        alike[rule(dict(zip(CHOICES, outcome, strict=True)))].append(outcome)
    return [
        f"{told}, known own choice {own}: {what}"
        for told, possible in alike.items()
        if told is not None
        for own in (None, *range(len(CHOICES)))
        for what in _sure(people, [_of_others(o, own) for o in possible if own is None or o[own]], own)
    ]


def _of_others(outcome: Outcome, own: int | None) -> Outcome:
    return tuple(n - (place == own) for place, n in enumerate(outcome))


def _sure(people: int, possible: Sequence[Outcome], own: int | None) -> Iterator[str]:
    others = people - (own is not None)
    parts = [p for n in range(1, len(CHOICES)) for p in itertools.combinations(range(len(CHOICES)), n)]
    for part in parts if possible else ():
        sums = {sum(o[place] for place in part) for o in possible}
        names = [CHOICES[place] for place in part]
        if sums == {0} or max(sums) == 0:
            yield f"nobody else chose {names}"
        if min(sums) == others:
            yield f"everybody else chose {names}"
        if own is None and len(sums) == 1 and not SIDE <= min(sums) <= people - SIDE:
            yield f"exactly {min(sums)} chose {names}"
        if own is None and min(sums) > 0 and max(sums) < SIDE:
            yield f"a few, but somebody, chose {names}"


@pytest.mark.parametrize("people", range(LEAST, 23))
def test_nothing_surely_holds_for_anybody(people: int) -> None:
    assert leaks(people, tell) == []


@pytest.mark.parametrize("people", range(LEAST))
def test_of_fewer_nothing_is_told(people: int) -> None:
    assert {tell(dict(zip(CHOICES, o, strict=True))) for o in outcomes(people)} == {None}


def test_the_search_finds_what_plain_counts_or_a_hidden_small_cell_give_away() -> None:
    """The oracle itself: rules that look careful and are not."""
    assert leaks(6, lambda counts: tuple(counts.values()))
    assert leaks(8, lambda counts: counts[YES] == 8), "unanimity"
    assert leaks(12, lambda counts: (counts[YES], counts[NO] if counts[NO] >= SIDE else None)), (
        "by subtraction"
    )
    assert leaks(9, lambda counts: counts[NO] > 0), "that there is somebody"


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((12, 1, 1, 6), Told(20, Bounds(12, 12, 20), Bounds(0, 4, 8))),
        ((20, 0, 0, 0), Told(20, Bounds(16, 20, 20), None)),
        ((19, 0, 1, 0), Told(20, Bounds(16, 20, 20), None)),
        ((3, 0, 17, 0), Told(20, Bounds(0, 4, 20), Bounds(16, 20, 20))),
        ((5, 5, 5, 0), Told(15, Bounds(5, 5, 15), Bounds(5, 5, 10))),
        ((3, 1, 1, 0), Told(5, Bounds(3, 5, 5), None)),
        ((2, 0, 3, 0), Told(5, Bounds(0, 2, 5), Bounds(3, 5, 5))),
    ],
)
def test_a_number_or_the_side_of_a_line(counts: Outcome, told: Told) -> None:
    found = tell(dict(zip(CHOICES, counts, strict=True)))
    assert found == told
    assert found is not None
    assert unnamed_counts.from_kept(found.as_kept()) == told


def test_what_is_told_is_true() -> None:
    for people in range(LEAST, 15):
        for outcome in outcomes(people):
            told = tell(dict(zip(CHOICES, outcome, strict=True)))
            assert told is not None
            assert told.yes.least <= outcome[0] <= told.yes.most
            if told.no is not None:
                assert told.no.least <= outcome[2] <= told.no.most
