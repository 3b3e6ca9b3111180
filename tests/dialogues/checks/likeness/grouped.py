"""Answers that were grouped by hand, from groups.yaml beside this module, and how near another grouping comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from pathlib import Path
from typing import Any

import yaml

from dialogues.checks import likeness

# A grouping: to each text the number of its group.
Grouping = Callable[[Sequence[str], Sequence[str]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Grouped:
    """One set of answers with the number of the hand-made group of each.

    `source`: "example" (of the example tables) or "written"; `held_back`: not looked at while tuning.
    """

    name: str
    source: str
    held_back: bool
    languages: tuple[str, ...]
    texts: tuple[str, ...]
    by_hand: tuple[int, ...]


@cache
def grouped() -> tuple[Grouped, ...]:
    """All sets, in the file's order."""
    read = yaml.safe_load(Path(__file__).with_name("groups.yaml").read_text("utf-8"))
    return tuple(_set(item) for item in read)


def _set(item: dict[str, Any]) -> Grouped:
    numbered = [(number, text) for number, group in enumerate(item["groups"]) for text in group]
    return Grouped(
        item["name"],
        item["from"],
        item.get("held_back", False),
        tuple(item["languages"]),
        tuple(text for _, text in numbered),
        tuple(number for number, _ in numbered),
    )


def adjusted_rand_index(one: Sequence[int], other: Sequence[int]) -> float:
    """1 where two groupings are the same, about 0 where they agree no more than by chance (Hubert, Arabie 1985)."""
    together = sum(comb(n, 2) for n in Counter(zip(one, other, strict=True)).values())
    in_one = sum(comb(n, 2) for n in Counter(one).values())
    in_other = sum(comb(n, 2) for n in Counter(other).values())
    by_chance = in_one * in_other / comb(len(one), 2) if len(one) > 1 else 0.0
    most = (in_one + in_other) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def by_likeness(texts: Sequence[str], languages: Sequence[str]) -> Sequence[int]:
    """What the engine makes of them."""
    number = [0] * len(texts)
    for n, group in enumerate(likeness.groups(texts, languages)):
        for place in group.places:
            number[place] = n
    return number


def everything_alone(texts: Sequence[str], _languages: Sequence[str]) -> Sequence[int]:
    """Every answer a group of its own."""
    return range(len(texts))


def first_shared_word(texts: Sequence[str], _languages: Sequence[str]) -> Sequence[int]:
    """Each answer joins the first one before it that shares a word of more than three letters."""
    number: list[int] = []
    words = [{w.strip(".,;:'\"").lower() for w in text.split() if len(w) > 3} for text in texts]
    for place, own in enumerate(words):
        alike = next((n for n, other in zip(number, words, strict=False) if own & other), place)
        number.append(alike)
    return number
