"""Short patterns over words, the only grammar notation that language packs use.

A pattern is a row of elements: `word|other` (one of these words, `reduc*` any word that begins so),
`<tag>` (any item with that tag; `<a|b>` either, `<a|=of>` also the word "of"), `[x]` (may be left out),
`..4` (up to four items that are no hard stop). `!` after an element marks the item the pattern is
about; without it, that is the first amount or time. The first element may neither be optional nor a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Match:
    """`items[start:end]` fits the pattern called `name`; `about` is the index of the marked item."""

    name: str
    start: int
    end: int
    about: int


@dataclass(frozen=True, slots=True)
class Pattern:
    name: str
    elements: tuple[Element, ...]
    needed: tuple[Element, ...]

    def lacks(self, words: frozenset[str], tags: frozenset[str]) -> bool:
        """Is an element that must be there nowhere in a text with these words and tags?"""
        return any(words.isdisjoint(e.words) and tags.isdisjoint(e.tags) for e in self.needed)

    def match(self, items: list[Item], at: int) -> Match | None:
        """The longest way this pattern fits at `at`, if any."""
        found = _fit(self.elements, 0, items, at, -1)
        return Match(self.name, at, found[0], found[1]) if found else None


_Row = tuple[int, Pattern]  # its number in the pack


def _fit(
    elements: tuple[Element, ...], e: int, items: list[Item], i: int, about: int
) -> tuple[int, int] | None:
    if e == len(elements):
        return i, about
    element = elements[e]
    if element.gap:
        for step in range(element.gap + 1):
            if found := _fit(elements, e + 1, items, i + step, about):
                return found
            if i + step >= len(items) or "stop" in items[i + step].tags:
                return None
        return None
    if i < len(items):
        item = items[i]
        if item.low in element.words or not element.tags.isdisjoint(item.tags):
            found = _fit(elements, e + 1, items, i + 1, i if element.marked else about)
            if found:
                return found
    return _fit(elements, e + 1, items, i, about) if element.optional else None


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


def _compile(name: str, source: str) -> Pattern:
    elements = [_element(part) for part in source.split()]
    if not elements or elements[0].optional or elements[0].gap:
        raise ValueError(f"pattern {name}: {source!r} must begin with an element that is always there")
    if not any(element.marked for element in elements):
        for n, element in enumerate(elements):
            if any(tag in _AMOUNTS or tag.startswith("when") for tag in element.tags):
                elements[n] = Element(element.words, element.tags, element.optional, 0, True)
                break
    needed = [e for e in elements[1:] if not e.optional and not e.gap]
    return Pattern(name, tuple(elements), tuple(reversed(needed)))


def _after_first(elements: tuple[Element, ...]) -> tuple[frozenset[str], frozenset[str]] | None:
    """Words and tags of which the second item must have one; None if anything may follow."""
    words: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    for element in elements[1:]:
        if element.gap:
            return None
        words, tags = words | element.words, tags | element.tags
        if not element.optional:
            return words, tags
    return None


class _Index:
    """The patterns with one beginning, by what has to come second."""

    __slots__ = ("any_second", "by_tag", "by_word", "tags")

    def __init__(self, rows: Iterable[_Row]) -> None:
        self.any_second: list[_Row] = []
        self.by_word: dict[str, list[_Row]] = {}
        self.by_tag: dict[str, list[_Row]] = {}
        for row in rows:
            after = _after_first(row[1].elements)
            if after is None:
                self.any_second.append(row)
                continue
            for word in after[0]:
                self.by_word.setdefault(word, []).append(row)
            for tag in after[1]:
                self.by_tag.setdefault(tag, []).append(row)
        self.tags = frozenset(self.by_tag)

    def add_fitting(self, second: Item | None, rows: dict[int, Pattern]) -> None:
        """Adds the patterns that the second item does not rule out."""
        rows.update(self.any_second)
        if second is None:
            return
        found = self.by_word.get(second.low)
        if found is not None:
            rows.update(found)
        for tag in self.tags & second.tags:
            rows.update(self.by_tag[tag])


class PatternSet:
    """Patterns under names, found quickly by what they begin with and what may come second."""

    def __init__(self, sources: Mapping[str, Iterable[str]]) -> None:
        rows = [(name, source) for name, group in sources.items() for source in group]
        by_word: dict[str, list[_Row]] = {}
        by_tag: dict[str, list[_Row]] = {}
        for number, (name, source) in enumerate(rows):
            pattern = _compile(name, source)
            for word in pattern.elements[0].words:
                by_word.setdefault(word, []).append((number, pattern))
            for tag in pattern.elements[0].tags:
                by_tag.setdefault(tag, []).append((number, pattern))
        self._by_word = {word: _Index(found) for word, found in by_word.items()}
        self._by_tag = {tag: _Index(found) for tag, found in by_tag.items()}
        self._tags = frozenset(by_tag)
        self._with_tags = lru_cache(maxsize=20_000)(self._begun_by)

    def _begun_by(self, tags: frozenset[str]) -> tuple[_Index, ...]:
        return tuple(self._by_tag[tag] for tag in self._tags & tags)

    def at(self, items: list[Item], i: int) -> Sequence[Match]:
        """All patterns that fit at `i`, in the order in which the pack has them."""
        return [match for pattern in self._begun(items, i) if (match := pattern.match(items, i)) is not None]

    def _begun(self, items: list[Item], i: int) -> Sequence[Pattern]:
        """The patterns that the item at `i` and the next one do not rule out."""
        item = items[i]
        indexes, word = self._with_tags(item.tags), self._by_word.get(item.low)
        if not indexes and word is None:
            return ()
        second = items[i + 1] if i + 1 < len(items) else None
        rows: dict[int, Pattern] = {}
        for index in indexes:
            index.add_fitting(second, rows)
        if word is not None:
            word.add_fitting(second, rows)
        return [rows[n] for n in sorted(rows)]

    def find(self, items: list[Item]) -> list[Match]:
        """All matches, in the order of the text."""
        words = frozenset(item.low for item in items)
        tags = frozenset[str]().union(*(item.tags for item in items))
        found: list[Match] = []
        for i in range(len(items)):
            for pattern in self._begun(items, i):
                if not pattern.lacks(words, tags) and (match := pattern.match(items, i)) is not None:
                    found.append(match)
        return found
