"""Short patterns over words, the only grammar notation that language packs use.

A pattern is a row of elements: `word|other` (one of these words, `reduc*` any word that begins so),
`<tag>` (any item with that tag; `<a|b>` either, `<a|=of>` also the word "of"), `[x]` (may be left out),
`..4` (up to four items that are no hard stop). `!` after an element marks the item the pattern is
about; without it, that is the first amount or time. The first element may neither be optional nor a gap.

All sets of a pack are read in one pass. Which pattern may begin at an item, and which element an item
satisfies, is one bit each of a whole number, worked out once for every kind of item: most patterns are
ruled out by the first two items, or by an element that the text has nowhere, before any is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from dialogues.checks.measurable.tokens import Item, fold

_AMOUNTS = frozenset(
    (
        "num",
        "count",
        "year",
        "pct",
        "share",
        "points",
        "money",
        "rate",
        "range",
        "past",
        "future",
        "fraction",
        "words",
    )
)


@dataclass(frozen=True, slots=True)
class Element:
    words: frozenset[str]
    tags: frozenset[str]
    optional: bool
    gap: int
    marked: bool
    bit: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """`items[start:end]` fits the pattern called `name`; `about` is the index of the marked item."""

    name: str
    start: int
    end: int
    about: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the pack. `needed` has the bits of all elements that may not be left out."""

    group: str
    name: str
    elements: tuple[Element, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class _Traits:
    """What one kind of item allows, in bits: patterns it may begin, patterns it may follow in, elements."""

    begins: int
    second: int
    satisfies: int
    stop: bool


def _fit(
    elements: tuple[Element, ...], e: int, traits: list[_Traits], i: int, about: int
) -> tuple[int, int] | None:
    """Where the row from element `e` on ends when it begins at `i`, the longest way, and the marked item."""
    if e == len(elements):
        return i, about
    element = elements[e]
    if element.gap:
        for step in range(element.gap + 1):
            if found := _fit(elements, e + 1, traits, i + step, about):
                return found
            if i + step >= len(traits) or traits[i + step].stop:
                return None
        return None
    if i < len(traits) and traits[i].satisfies & element.bit:
        found = _fit(elements, e + 1, traits, i + 1, i if element.marked else about)
        if found:
            return found
    return _fit(elements, e + 1, traits, i, about) if element.optional else None


def _element(source: str) -> Element:
    marked = source.endswith("!") and len(source) > 1
    source = source[:-1] if marked else source
    if source.startswith("..") and source[2:].isdigit():
        return Element(frozenset(), frozenset(), False, int(source[2:]), False)
    optional = source.startswith("[") and source.endswith("]")
    source = source[1:-1] if optional else source
    if source.startswith("<") and source.endswith(">"):
        names = source[1:-1].split("|")
        literal = frozenset(fold(name[1:]) for name in names if name.startswith("="))
        return Element(literal, frozenset(n for n in names if not n.startswith("=")), optional, 0, marked)
    words = [fold(word) for word in source.split("|")]
    globs = frozenset("glob:" + word for word in words if word.endswith("*") and len(word) > 1)
    return Element(frozenset(w for w in words if "glob:" + w not in globs), globs, optional, 0, marked)


def globs_of(sources: Iterable[str]) -> set[str]:
    """All `reduc*` of the patterns, which the lexicon has to know as tags."""
    return {
        tag
        for source in sources
        for part in source.split()
        for tag in _element(part).tags
        if tag[:5] == "glob:"
    }


def _compile(
    group: str, name: str, source: str, bits: dict[tuple[frozenset[str], frozenset[str]], int]
) -> Pattern:
    """The pattern of a row; `bits` gives every different element of a pack a bit of its own."""
    elements = [_element(part) for part in source.split()]
    if not elements or elements[0].optional or elements[0].gap:
        raise ValueError(f"pattern {name}: {source!r} must begin with an element that is always there")
    if not any(element.marked for element in elements):
        for n, element in enumerate(elements):
            if any(tag in _AMOUNTS or tag.startswith("when") for tag in element.tags):
                elements[n] = replace(element, marked=True)
                break
    needed = 0
    for n, element in enumerate(elements):
        if element.gap:
            continue
        bit = bits.setdefault((element.words, element.tags), 1 << len(bits))
        elements[n] = replace(element, bit=bit)
        needed |= 0 if element.optional else bit
    return Pattern(group, name, tuple(elements), needed)


def _second(pattern: Pattern) -> list[Element]:
    """The elements of which the second item must satisfy one; none if anything may follow."""
    found: list[Element] = []
    for element in pattern.elements[1:]:
        if element.gap:
            return []
        found.append(element)
        if not element.optional:
            return found
    return []


def _ones(bits: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class _Cues:
    """Masks of bits by the words and tags that set them."""

    def __init__(self) -> None:
        self._by_word: dict[str, int] = {}
        self._by_tag: dict[str, int] = {}

    def add(self, element: Element, bit: int) -> None:
        for word in element.words:
            self._by_word[word] = self._by_word.get(word, 0) | bit
        for tag in element.tags:
            self._by_tag[tag] = self._by_tag.get(tag, 0) | bit

    def of(self, word: str, tags: frozenset[str]) -> int:
        found = self._by_word.get(word, 0)
        for tag in tags:
            found |= self._by_tag.get(tag, 0)
        return found


class PatternBook:
    """All patterns of a language, by group (amounts, places …) and name, found together in one pass."""

    def __init__(self, groups: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        bits: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._patterns = [
            _compile(group, name, source, bits)
            for group, rows in groups.items()
            for name, sources in rows.items()
            for source in sources
        ]
        self._groups = tuple(groups)
        self._begin, self._follow, self._elements = _Cues(), _Cues(), _Cues()
        self._open = 0
        for number, pattern in enumerate(self._patterns):
            self._begin.add(pattern.elements[0], 1 << number)
            after = _second(pattern)
            for element in after:
                self._follow.add(element, 1 << number)
            self._open |= 0 if after else 1 << number
            for element in pattern.elements:
                self._elements.add(element, element.bit)
        self._traits = lru_cache(maxsize=20_000)(self._worked_out)

    def _worked_out(self, word: str, tags: frozenset[str]) -> _Traits:
        return _Traits(
            begins=self._begin.of(word, tags),
            second=self._follow.of(word, tags) | self._open,
            satisfies=self._elements.of(word, tags),
            stop="stop" in tags,
        )

    def find(self, items: list[Item]) -> dict[str, list[Match]]:
        """All matches by group, in the order of the text and, at one item, of the pack."""
        traits = [self._traits(item.low, item.tags) for item in items]
        present = 0
        for each in traits:
            present |= each.satisfies
        found: dict[str, list[Match]] = {group: [] for group in self._groups}
        for i, each in enumerate(traits):
            if not each.begins:
                continue
            second = traits[i + 1].second if i + 1 < len(traits) else self._open
            for number in _ones(each.begins & second):
                pattern = self._patterns[number]
                if pattern.needed & ~present:
                    continue
                fit = _fit(pattern.elements, 0, traits, i, -1)
                if fit:
                    found[pattern.group].append(Match(pattern.name, i, fit[0], fit[1]))
        return found
