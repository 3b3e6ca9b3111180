"""Tiers as types: text that may not be shown cannot be turned into text by accident.

What a person says is kept as `Sealed`. It has no string form; it is opened by one of the
functions below, each of which gives a type that says where it may go:

* `unnamed(...)`: tier A, without a name and in an order that tells nothing, from three
  organisations on (docs/method.md 0);
* `named(...)`: tier G, with the organisation's name;
* `for_author(...)`: what a person wrote, back to that person;
* `for_facilitator(...)`: tiers F, A and G.

Text for the group is rendered from `GroupSafe` values only, and `Sealed` is not one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NoReturn

from dialogues import house_rules


class TierViolation(TypeError):
    """Private text was about to be shown. Open it with the function of `privacy` for its tier."""


class Sealed:
    """Text under a tier. Equality compares the text; `str()`, `repr()` and `%s` show nothing."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text: Final = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Sealed(…)"

    def __str__(self) -> NoReturn:
        raise TierViolation(str(TierViolation.__doc__))

    def __html__(self) -> NoReturn:
        raise TierViolation(str(TierViolation.__doc__))

    def __format__(self, _spec: str) -> NoReturn:
        raise TierViolation(str(TierViolation.__doc__))

    def __bool__(self) -> bool:
        return bool(self._text)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Tier A text that has passed the minimum of organisations. Carries no name."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """Tier G text with the organisation that said it; `on_behalf`: a facilitator entered it, as told."""

    organisation: str
    text: str
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class TooFew:
    """Too few organisations answered to show anything; `minimum` may be told, the count not."""

    minimum: int


@dataclass(frozen=True, slots=True)
class Own:
    """A person's own words, to be shown to that person only."""

    text: str


@dataclass(frozen=True, slots=True)
class FacilitatorOnly:
    """Words of tier F, A or G, to be shown to a facilitator only."""

    text: str


GroupSafe = str | int | float | Decimal | date | bool | None | Unnamed | Named | TooFew
GroupValue = GroupSafe | Sequence[GroupSafe] | Sequence[Mapping[str, GroupSafe]]
PersonValue = GroupValue | Own | Sequence[Mapping[str, GroupSafe | Own]]
_ForFacilitator = GroupSafe | FacilitatorOnly
FacilitatorValue = (
    PersonValue | FacilitatorOnly | Sequence[FacilitatorOnly] | Sequence[Mapping[str, _ForFacilitator]]
)


def for_storage(text: Sealed) -> str:
    """The text as a database column takes it. For `storage/` only."""
    return text._text


def for_author(text: Sealed) -> Own:
    """The text, for the person who wrote it."""
    return Own(text._text)


def for_facilitator(tier: str, text: Sealed) -> FacilitatorOnly:
    """Text of tier F, A or G for a facilitator; raises `TierViolation` for tier P."""
    if tier == "P":
        raise TierViolation(str(TierViolation.__doc__))
    return FacilitatorOnly(text._text)


def unnamed(tier: str, said: Sequence[tuple[int, Sealed]], salt: str) -> tuple[Unnamed, ...] | TooFew:
    """Opens tier A answers of (organisation id, text), from three organisations on.

    The order is by a hash over `salt` and the text, so that it tells neither who nor when.
    Raises `TierViolation` for tiers P and F.
    """
    opened = unnamed_in_boxes(tier, [(organisation, "", text) for organisation, text in said], salt)
    return opened if isinstance(opened, TooFew) else opened.get("", ())


def unnamed_in_boxes(
    tier: str, said: Sequence[tuple[int, str, Sealed]], salt: str
) -> Mapping[str, tuple[Unnamed, ...]] | TooFew:
    """Like `unnamed`, for answers of (organisation id, box, text): by box, in which they have no order.

    The minimum counts over all boxes: a box may hold one sentence, as a part of the whole.
    """
    if tier not in ("A", "G"):
        raise TierViolation(str(TierViolation.__doc__))
    if len({organisation for organisation, _, _ in said}) < house_rules.UNNAMED_MINIMUM_ORGANISATIONS.value:
        return TooFew(minimum=house_rules.UNNAMED_MINIMUM_ORGANISATIONS.value)
    boxes: dict[str, list[str]] = {}
    for _, box, text in said:
        boxes.setdefault(box, []).append(text._text)
    return {
        box: tuple(Unnamed(t) for t in sorted(texts, key=lambda t: _place(salt, t)))
        for box, texts in boxes.items()
    }


def named(tier: str, organisation: str, text: Sealed, *, on_behalf: bool) -> Named:
    """Opens a tier G answer under its organisation's name; raises `TierViolation` otherwise."""
    if tier != "G":
        raise TierViolation(str(TierViolation.__doc__))
    return Named(organisation, text._text, on_behalf)


def _place(salt: str, text: str) -> bytes:
    return hashlib.sha256(f"{salt}\0{text}".encode("utf-8", "surrogatepass")).digest()
