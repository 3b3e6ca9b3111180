"""Reads what a person typed into a number or a date field; several readings are asked, never guessed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from dialogues.checks.measurable.model import AskWhich, Number
from dialogues.checks.measurable.numerals import items_of
from dialogues.checks.measurable.pack import load
from dialogues.checks.measurable.times import read_loose, with_times

_LONGEST = 200
_GROUP_SPACE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def read_number(text: str, language: str) -> Number | AskWhich | None:
    """The one number in a short text ("٤٥٫٥٪", "45 %", "forty-five", "3 of 4"), else None.

    A share is given in per cent. AskWhich("AMBIGUOUS_NUMBER") when separators leave several readings.
    Raises UnknownLanguage.
    """
    pack = load(language)
    if len(text) > _LONGEST:
        return None
    items = items_of(_GROUP_SPACE.sub("\u202f", text.strip()), pack)
    if any("odd_number" in item.tags or "numeric_compound" in item.tags for item in items):
        return None
    found = [(i, item.quantity) for i, item in enumerate(items) if item.quantity is not None]
    if len(found) != 1:
        return None
    at, quantity = found[0]
    if quantity.readings:
        return AskWhich("AMBIGUOUS_NUMBER", tuple(sorted((quantity.low, *quantity.readings))))
    unit = "percent" if quantity.unit == "share" else "count" if quantity.unit == "rate" else quantity.unit
    if at and items[at - 1].low in ("-", "−") and quantity.low == quantity.high:
        quantity = replace(quantity, low=-quantity.low, high=-quantity.high)
    return Number(_short(quantity.low), _short(quantity.high), unit)


def _short(value: Decimal) -> Decimal:
    """75.00 as 75."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < 10**20 else value


def read_date(text: str, language: str, as_of: date) -> date | AskWhich | None:
    """The last day of the time in a short text: "Q3 2031" is 2031-09-30; relative spans count from `as_of`.

    None for no time or no such day ("29/02/2031"); AskWhich (WHICH_DECADE_END, AMBIGUOUS_DATE) when
    several days fit. Raises UnknownLanguage.
    """
    pack = load(language)
    if len(text) > _LONGEST:
        return None
    plain = items_of(text, pack)
    items = with_times(plain, pack, as_of)
    found = [(i, item.when) for i, item in enumerate(items) if item.when is not None]
    if not found:
        loose = read_loose(plain, pack, as_of)
        return loose.last if loose else None
    left_over = any(item.quantity is not None or "odd_number" in item.tags for item in items)
    if len(found) != 1 or left_over:
        return None
    at, when = found[0]
    if when.options:
        return AskWhich(
            "WHICH_DECADE_END" if when.how == "decade" else "AMBIGUOUS_DATE", tuple(sorted(when.options))
        )
    before = any(item.low in pack.settings["before_words"] for item in items[:at])
    return when.first - timedelta(days=1) if before and when.first > date.min else when.last
