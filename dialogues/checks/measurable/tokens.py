"""Cuts a statement into words, numbers and signs, each with its place in the original text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

# One alternative per kind of token; none of them can backtrack, so the time is linear in the text.
_TOKEN = re.compile(
    r"(?P<compound>\d+(?:-(?:\d+|[^\W\d_]+))*-[^\W\d_]+(?:-\w+)*)"
    r"|(?P<number>\d+(?:[\u00a0\u202f\u2009]\d{3}(?!\d))*(?:[.,٫٬'’]\d+)*)"
    r"|(?P<abbreviation>(?:[^\W\d_]\.){2,}|(?:St|Mt|Ft|Sta|Sto|Sr|Sra|Dr)\.)"
    r"|(?P<word>[^\W\d_]\w*(?:[-‑](?=\w)\w+)*)"
    r"|(?P<short>['’](?:s|t|re|ve|ll|d|m)(?!\w))"
    r"|(?P<sign>\S)"
)
HARD_STOPS = frozenset(".;:()!?–—")


@dataclass(slots=True)
class Quantity:
    """An amount. `unit`: count, percent, points, share (a part of 1 given as per cent), money."""

    low: Decimal
    high: Decimal
    unit: str = "count"
    readings: tuple[Decimal, ...] = ()
    of_people: bool = False


@dataclass(slots=True)
class When:
    """A time: its first and last day, and how it was said (year, month, day, span, decade…)."""

    first: date
    last: date
    how: str
    options: tuple[date, ...] = ()


@dataclass(slots=True)
class Item:
    """A word, number, time or sign of the statement: `statement[start:end]`."""

    start: int
    end: int
    low: str
    tags: frozenset[str]
    quantity: Quantity | None = None
    when: When | None = None


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The word in lower case without accents (but with ñ), so that cues match what people type."""
    low = word.lower().replace("’", "'").replace("‑", "-")
    if low.isascii():
        return low
    kept = unicodedata.normalize("NFD", low.replace("ñ", "\0"))
    return "".join(c for c in kept if not unicodedata.combining(c)).replace("\0", "ñ")


def cut(text: str) -> list[tuple[str, int, int, str]]:
    """(kind, start, end, folded text) of every token, in order."""
    return [(m.lastgroup or "sign", m.start(), m.end(), fold(m.group())) for m in _TOKEN.finditer(text)]
