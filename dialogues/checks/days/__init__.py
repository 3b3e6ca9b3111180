"""Reads a day as people type it into a field (docs/method.md 1b, 1c).

All of the text has to be understood: "class of 2027" and "June-July 2027" are no day, and never the end of 2027.
Where several days could be meant, all are given, to be asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dialogues.checks.days.grammar import Known, NotInCalendar, Span, spans
from dialogues.checks.days.signs import signs_of, words_of

# The longest way to say a day is far shorter.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Days:
    """What was said: one span, or several where it could be any of them."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """A day that the calendar does not have: "30/02/2027"."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """No day, or more than that."""


def read(text: str, language: str, today: date) -> Days | NoSuchDay | Unclear:
    """What a short text says in a language ("en", "es"); spans and days near by are counted from `today`.

    In a language without a file of its own nothing is clear.
    """
    words = words_of(language)
    signs = signs_of(text, words) if words is not None and len(text) <= _LONGEST else None
    if words is None or not signs:
        return Unclear()
    try:
        found = spans(" ".join(signs), Known(today, words))
    except NotInCalendar:
        return NoSuchDay()
    except (ValueError, OverflowError):  # out of the calendar
        return Unclear()
    return Days(found) if found else Unclear()


__all__ = ["Days", "NoSuchDay", "Span", "Unclear", "read"]
