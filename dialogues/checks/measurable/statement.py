"""A statement under examination: its items, clauses and the words already claimed by a part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dialogues.checks.measurable.model import Part, Span
from dialogues.checks.measurable.numerals import items_of
from dialogues.checks.measurable.pack import Pack
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
    """`owner[i]` is the part that claims item i; `clause[i]` numbers the stretches between hard stops."""

    text: str
    items: list[Item]
    pack: Pack
    as_of: date
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


def _tagged(item: Item, written: str, past_endings: tuple[str, ...]) -> Item:
    """Adds what follows from the other tags: `cap`, and `plain` for a word no special class knows."""
    extra = set()
    if item.capital:
        extra.add("cap")
        if "future_verb" in item.tags and written.isascii():
            item.tags -= {"future_verb"}  # "Tilcara" has no accent and is a name, "Bajará" is a verb
    if past_endings and not item.capital and written.lower().endswith(past_endings):
        extra |= {"preterite", "past_verb"}
    if "word" in item.tags and not any(t not in _KNOWN and t[:5] != "glob:" for t in item.tags):
        extra.add("plain")
        if "plural" in item.tags and len(item.low) > 4 and not item.low.endswith(("ss", "us", "is")):
            extra.add("plural_plain")
            if "er_noun" in item.tags:
                extra.add("er_plural")
        if not item.capital:
            extra.add("small")
    if extra:
        item.tags |= extra
    return item


def read(text: str, pack: Pack, as_of: date) -> Statement:
    """Cuts a text into items with numbers and times joined, and numbers its clauses."""
    past = tuple(pack.settings["past_endings"])
    found = with_times(items_of(text, pack), pack, as_of)
    items = [_tagged(item, text[item.start : item.end], past) for item in found]
    return Statement(text, items, pack, as_of, _clauses(items), [None] * len(items))


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
