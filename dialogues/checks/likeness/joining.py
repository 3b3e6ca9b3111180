"""Joins what is alike: step by step the two groups with the highest average likeness, while it is high enough."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from fractions import Fraction

from dialogues.checks.likeness.weights import Pair

# Digits by which likenesses are compared: what differs farther behind is rounding, and counts as equal.
_DIGITS = 9


def joined(
    count: int, likeness: Mapping[Pair, float], least: Fraction, stop_at: int = 1
) -> list[tuple[int, ...]]:
    """The places 0 to `count` - 1 as groups, each place in exactly one; groups and places rise.

    Of equally like pairs the one with the lower places joins first. When so many groups as `stop_at` are left,
    nothing joins any more. Takes time with the square of `count`.
    """
    members: dict[int, tuple[int, ...]] = {place: (place,) for place in range(count)}
    sums: dict[int, dict[int, float]] = {place: {} for place in range(count)}
    for (a, b), value in likeness.items():
        sums[a][b] = sums[b][a] = value
    heap = [(-round(value, _DIGITS), a, b) for (a, b), value in likeness.items()]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= least and len(members) > stop_at:
        value, a, b = heapq.heappop(heap)
        if a not in members or b not in members or -value != _average(sums, members, a, b):
            continue  # One of the two has joined another group since.
        members[a] += members.pop(b)
        _take_over(sums, a, b)
        for other in sums[a]:
            low, high = min(a, other), max(a, other)
            heapq.heappush(heap, (-_average(sums, members, low, high), low, high))
    return [tuple(sorted(places)) for _, places in sorted(members.items())]


def _average(
    sums: Mapping[int, Mapping[int, float]], members: Mapping[int, tuple[int, ...]], a: int, b: int
) -> float:
    return round(sums[a].get(b, 0.0) / (len(members[a]) * len(members[b])), _DIGITS)


def _take_over(sums: dict[int, dict[int, float]], a: int, b: int) -> None:
    """Group `a` has taken in group `b`: what others had in common with `b` counts for `a` now."""
    for other, value in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + value
