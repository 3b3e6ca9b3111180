"""How alike two texts are, from 0 to 1: the cosine of their terms, each weighed by its rarity (TF-IDF)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from dialogues.checks.likeness.terms import part

Pair = tuple[int, int]


def rarity(texts: Sequence[Set[str]]) -> dict[str, float]:
    """Term → its weight: what stands in few texts tells more than what stands in many; never zero."""
    holders = Counter(term for terms in texts for term in terms)
    return {t: (math.log((1 + len(texts)) / (1 + n)) + 1) * math.sqrt(part(t)) for t, n in holders.items()}


def likenesses(texts: Sequence[Set[str]]) -> Mapping[Pair, float]:
    """The likeness of each pair (lower place first) that shares a term.

    Sums run in the terms' alphabetical order, so that the same pair comes to the same digits every time.
    """
    weight = rarity(texts)
    holders: dict[str, list[int]] = {}
    for place, terms in enumerate(texts):
        for term in terms:
            holders.setdefault(term, []).append(place)
    length = [math.sqrt(math.fsum(weight[t] ** 2 for t in sorted(terms))) for terms in texts]
    shared: dict[Pair, float] = {}
    for term in sorted(holders):
        places = holders[term]
        for i, one in enumerate(places):
            for other in places[i + 1 :]:
                shared[one, other] = shared.get((one, other), 0.0) + weight[term] ** 2
    return {(a, b): value / (length[a] * length[b]) for (a, b), value in shared.items()}
