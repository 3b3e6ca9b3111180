"""Reads a day as people write it in a chat: “5 May”, “until 5 de mayo”, “tomorrow”, “Monday”, “in two weeks”."""

from __future__ import annotations

from datetime import date

from babel.dates import get_day_names

from dialogues import phrases, reading, timers
from dialogues.typed_values import read_date


def read_day(text: str, language: str, today: date) -> date | None:
    """The day that is meant, from today on; None where there is none, or where several could be meant.

    A day without a year is the next of its kind.
    """
    if reading.is_word(language, "tomorrow", text):
        return today + timers.A_DAY
    if (weekday := _weekday(text, language)) is not None:
        return weekday_after(today, weekday)
    numbered = any(c.isdigit() for c in text)
    years = (today.year, today.year + 1) if numbered else ()
    tried = [text, *(f"{text.strip(' .!')} {year}" for year in years)]
    for words in tried:
        found = read_date(words, phrases.spoken(language), today)
        if isinstance(found, date) and found >= today:
            return found
    return None


def weekday_after(today: date, weekday: int) -> date:
    """The next day of this weekday (0 is Monday), not today."""
    day = today + timers.A_DAY
    while day.weekday() != weekday:
        day += timers.A_DAY
    return day


def _weekday(text: str, language: str) -> int | None:
    """The one weekday that is named, last of all words: “back on Monday”."""
    words = reading.fold(text).split()
    names = {reading.fold(name): number for number, name in get_day_names("wide", locale=language).items()}
    return names.get(words[-1]) if words else None
