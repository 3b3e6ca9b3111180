"""A statement under examination: its items, clauses and the words already claimed by a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dialogues.checks.measurable.model import Part, Span
from dialogues.checks.measurable.names import with_names
from dialogues.checks.measurable.numerals import items_of
from dialogues.checks.measurable.pack import Pack
from dialogues.checks.measurable.patterns import Match
from dialogues.checks.measurable.times import with_times
from dialogues.checks.measurable.tokens import Item

_KNOWN = frozenset(
    (
        *("word", "capital", "plain", "er_noun", "generic_adj", "compound", "plural", "human_verb"),
        *("state_noun", "trait", "expectancy", "made_ready", "lend_verb", "peoples", "site_noun", "common"),
    )
)


@dataclass(slots=True)
class Statement:
    """`owner[i]` is the part that claims item i; `clause[i]` numbers the stretches between hard stops.

    `matches` has what the pack's patterns find, by the name of their group.
    """

    text: str
    items: list[Item]
    pack: Pack
    as_of: date
    matches: Mapping[str, list[Match]]
    clause: list[int] = field(default_factory=list)
    owner: list[Part | None] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """The words of items[start:end]."""
        a, b = self.items[start].start, self.items[end - 1].end
        return Span(a, b, self.text[a:b])

    def claim(self, part: Part, start: int, end: int) -> Span:
        """Gives the items to the part where no other part has them."""
        for i in range(start, end):
            if self.owner[i] is None:
                self.owner[i] = part
        return self.span(start, end)

    def opens_sentence(self, i: int) -> bool:
        """Is this the first word of a sentence or of what follows a colon?"""
        while i and "sign" in self.items[i - 1].tags and "stop" not in self.items[i - 1].tags:
            i -= 1
        return i == 0 or self.items[i - 1].low in ".:!?;"


@lru_cache(maxsize=20_000)
def _tags(low: str, tags: frozenset[str], written: str, past_endings: tuple[str, ...]) -> frozenset[str]:
    """The tags with what follows from them: `cap`, and `plain` for a word no special class knows."""
    extra = set()
    capital = written[:1].isupper()
    if capital:
        extra.add("cap")
        if "future_verb" in tags and written.isascii():
            tags -= {"future_verb"}  # "Tilcara" has no accent and is a name, "Bajará" is a verb
    if past_endings and not capital and written.lower().endswith(past_endings):
        extra |= {"preterite", "past_verb"}
    if "word" in tags and not any(t not in _KNOWN and t[:5] != "glob:" for t in tags):
        extra.add("plain")
        if "plural" in tags and len(low) > 4 and not low.endswith(("ss", "us", "is", "amos", "emos")):
            extra.add("plural_plain")
            if "er_noun" in tags:
                extra.add("er_plural")
        if not capital:
            extra.add("small")
    return tags | extra


def read(text: str, pack: Pack, as_of: date) -> Statement:
    """Cuts a text into items with numbers and times joined, and numbers its clauses."""
    past = tuple(pack.settings["past_endings"])
    items = with_times(with_names(items_of(text, pack), text, pack), pack, as_of)
    for item in items:
        item.tags = _tags(item.low, item.tags, text[item.start : item.end], past)
    matches = pack.parts.find(items)
    return Statement(text, items, pack, as_of, matches, _clauses(items), [None] * len(items))


def _clauses(items: list[Item]) -> list[int]:
    """A number per item that changes at every hard stop; after a bracket the clause before it goes on."""
    clauses: list[int] = []
    last = current = outer = 0
    for item in items:
        if item.low == "(":
            outer, last = current, last + 1
            current = last
        elif item.low == ")":
            current = outer
        elif "stop" in item.tags:
            last += 1
            current = last
        clauses.append(current)
    return clauses
