"""Reads a day as people write it in a chat: “5 May”, “until 5 de mayo”, “tomorrow”, “Monday”, “in two weeks”."""

from __future__ import annotations

from datetime import date

from dialogues import reading, timers, typed_days


def read_day(text: str, language: str, today: date) -> date | None:
    """The day with which a text ends, from today on; None where there is none, or where several could be meant."""
    if reading.is_word(language, "tomorrow", text):
        return today + timers.A_DAY
    words = text.split()
    for start in range(len(words)):
        found = typed_days.day(" ".join(words[start:]), language, today)
        if isinstance(found, date):
            return found if found >= today else None
        if found.why != "day":
            return None  # several days, or one that there is not: its month alone is not what was said
    return None


def weekday_after(today: date, weekday: int) -> date:
    """The next day of this weekday (0 is Monday), not today."""
    day = today + timers.A_DAY
    while day.weekday() != weekday:
        day += timers.A_DAY
    return day
