"""Long lists of buttons: a page of them at a time, with the way to the pages before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dialogues import house_rules
from dialogues.context import Offer
from dialogues.effects import Press

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """What of a list is shown, and where that stands in it; pages are counted from 0."""

    shown: Sequence[T]
    number: int
    pages: int

    def turning(self, press: Callable[[int], Press]) -> list[list[Offer]]:
        """Buttons for the page before and the one after; none where there is one page alone."""
        row = []
        if self.number:
            row.append(Offer("buttons.page_before", press(self.number - 1)))
        if self.number + 1 < self.pages:
            row.append(Offer("buttons.page_after", press(self.number + 1)))
        return [row] if row else []


def holding(items: Sequence[object], item: object) -> int:
    """The page on which an item of a list stands; the first where it does not."""
    return items.index(item) // house_rules.ANSWERS_LISTED.value if item in items else 0


def page_of(items: Sequence[T], number: int) -> Page[T]:
    """A page of `house_rules.ANSWERS_LISTED` items; the last one where the list has become shorter."""
    most = house_rules.ANSWERS_LISTED.value
    pages = max(1, -(-len(items) // most))
    number = min(number, pages - 1)
    return Page(items[number * most : (number + 1) * most], number, pages)
