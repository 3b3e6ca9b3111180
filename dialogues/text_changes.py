"""What has changed between two versions of the operating document: by section, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from dialogues.checks.leverage import SECTIONS

WORD = re.compile(r"\s*\S+")
Words = Sequence[str]
# Pairs of equal words that are compared at most; above, a text counts as written anew.
MOST_PAIRS = 200_000
# Two texts that share less than this are easier to read one after the other.
LEAST_ALIKE = 0.4
# Words shown on each side of a change.
AROUND = 6
KINDS = ("added", "removed", "changed", "spacing")


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that fared alike. CUT stands where unchanged words are not shown, and has no text."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One section that is not as it was. `kind` is one of `KINDS`; spacing: only blanks and lines differ."""

    section: str
    kind: str
    runs: tuple[Run, ...]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[SectionChange]:
    """The sections that differ, in the document's order; none for the same text."""
    both = ((name, before.get(name), after.get(name)) for name in SECTIONS)
    return [_change(name, old, new) for name, old, new in both if old != new]


def _change(name: str, old: str | None, new: str | None) -> SectionChange:
    if old is None:
        return SectionChange(name, "added", (Run(Kind.NEW, new or ""),))
    if new is None:
        return SectionChange(name, "removed", (Run(Kind.GONE, old),))
    compared = _compared(WORD.findall(old), WORD.findall(new))
    if all(kind is Kind.SAME for kind, _ in compared):
        return SectionChange(name, "spacing", ())
    return SectionChange(name, "changed", tuple(_runs(compared)))


def _compared(old: Words, new: Words) -> list[tuple[Kind, Words]]:
    """The words of both in one row, each with what became of it. A word's line breaks do not count."""
    keys, new_keys = [word.strip() for word in old], [word.strip() for word in new]
    often = Counter(new_keys)
    if sum(often[word] for word in keys) > MOST_PAIRS:
        return [(Kind.GONE, old), (Kind.NEW, new)]
    matcher = SequenceMatcher(None, keys, new_keys, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return [(Kind.GONE, old), (Kind.NEW, new)]
    found: list[tuple[Kind, Words]] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            found.append((Kind.SAME, new[j:j_end]))
        else:
            found += [(Kind.GONE, old[i:i_end]), (Kind.NEW, new[j:j_end])]
    return [(kind, words) for kind, words in found if words]


def _runs(compared: Sequence[tuple[Kind, Words]]) -> Iterator[Run]:
    last = len(compared) - 1
    for place, (kind, words) in enumerate(compared):
        if kind is not Kind.SAME:
            yield Run(kind, "".join(words))
            continue
        left = words[:AROUND] if place > 0 else []
        right = words[-AROUND:] if place < last else []
        if len(left) + len(right) >= len(words):
            yield Run(kind, "".join(words))
            continue
        if left:
            yield Run(kind, "".join(left))
        yield Run(Kind.CUT, "")
        if right:
            yield Run(kind, "".join(right))
