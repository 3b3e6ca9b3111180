"""Numbers of an indicator: shares where shares are counted, else counts (docs/method.md 1c)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dialogues import house_rules, reading
from dialogues.checks.measurable.tokens import fold
from dialogues.number_words import number_words
from dialogues.reading import Misread, Read

PERCENT = "%"
PEOPLE = "people"


def amount(language: str, unit: str, text: str) -> Read | Misread:
    """The number that was typed. A share among counts is asked of what; so is what is no share among shares."""
    found = reading.number(language, text)
    kind = reading.kind(language, text)
    if isinstance(found, Misread) or not unit or kind is None:
        return found
    if counts_shares((language,), unit):
        return Misread("number") if kind in ("money", "rate") else found
    return Misread("share_of_what") if kind == "percent" else found


def doubt(languages: Iterable[str], unit: str, value: Decimal) -> Misread | None:
    """Why a number is hardly meant: a share outside 0 to 100, fewer people than none."""
    if counts_shares(languages, unit):
        least, most = house_rules.SHARE_RANGE.value
        return None if least <= value <= most else Misread("doubt_share")
    return Misread("doubt_count") if unit == PEOPLE and value < 0 else None


def counts_shares(languages: Iterable[str], unit: str) -> bool:
    """Whether a unit, tapped or typed, is per cent."""
    low = f" {fold(unit)} "
    return PERCENT in low or any(
        f" {word} " in low for one in languages for word in number_words(one).percent
    )
