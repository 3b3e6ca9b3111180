"""How near grouping by likeness comes to groups made by hand, and how long it takes for 200 answers.

Run: uv run python -m tests.benchmarks likeness
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from statistics import fmean

from dialogues.checks import likeness
from tests.dialogues.checks.likeness.grouped import (
    Grouped,
    Grouping,
    adjusted_rand_index,
    by_likeness,
    everything_alone,
    first_shared_word,
    grouped,
)

WAYS: dict[str, Grouping] = {
    "likeness": by_likeness,
    "first shared word": first_shared_word,
    "everything alone": everything_alone,
}
KINDS: dict[str, Callable[[Grouped], bool]] = {
    "example tables": lambda s: s.source == "example",
    "written, looked at": lambda s: s.source == "written" and not s.held_back,
    "written, held back": lambda s: s.held_back,
}
ANSWERS = 200


def index(item: Grouped, way: Grouping) -> float:
    """The adjusted Rand index of one set."""
    return adjusted_rand_index(item.by_hand, way(item.texts, item.languages))


def many_answers() -> list[str]:
    """200 answers as long as people's: two sentences of the sets each, put together by a fixed chance."""
    sentences = [text for item in grouped() for text in item.texts]
    chance = random.Random(4)
    return [" ".join(chance.sample(sentences, 2)) for _ in range(ANSWERS)]


def seconds(texts: Sequence[str]) -> float:
    """The best of five."""
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        likeness.groups(texts, ["en", "es"])
        taken.append(time.perf_counter() - begun)
    return min(taken)


def main() -> None:
    """Prints the figures."""
    print(f"{'adjusted Rand index':66}" + "".join(f"{name:>20}" for name in WAYS))
    for item in grouped():
        mark = " (held back)" if item.held_back else ""
        row = [f"{index(item, way):20.2f}" for way in WAYS.values()]
        print(f"{len(item.texts):3} answers, {item.name}{mark}"[:66].ljust(66) + "".join(row))
    for kind, belongs in KINDS.items():
        sets = [item for item in grouped() if belongs(item)]
        row = [f"{fmean(index(item, way) for item in sets):20.2f}" for way in WAYS.values()]
        print(f"mean of {len(sets)}: {kind}".ljust(66) + "".join(row))
    print(f"{ANSWERS} answers of two sentences: {seconds(many_answers()) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
