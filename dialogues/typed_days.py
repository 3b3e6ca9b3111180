"""Days as people type them into a form: understood, asked about, or asked for again; never guessed.

A person's own language comes first, then the first one, as with all words that are read. In a language that no file
knows, digits are ("2027-06-30").
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from dialogues import phrases, reading
from dialogues.checks import days
from dialogues.checks.days import Days, NoSuchDay, Unclear
from dialogues.reading import Misread, Read

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def understood(text: str, language: str, today: date) -> Days | NoSuchDay | Unclear:
    """What the text says in the person's language, else in the first one."""
    spoken = phrases.spoken(language)
    found: Days | NoSuchDay | Unclear = Unclear()
    for known in dict.fromkeys((spoken, phrases.FIRST_LANGUAGE)):
        found = days.read(text, known, today)
        if not isinstance(found, Unclear):
            break
    return found


def day(text: str, language: str, today: date) -> date | Misread:
    """The last day of what was said; where it could be several, all of them to choose from."""
    match understood(text, language, today):
        case Days(spans=(one,)):
            return one.last
        case Days(spans=several):
            return Misread("day_which", days=tuple(one.last for one in several))
        case NoSuchDay():
            return Misread("day_none")
        case Unclear():
            return Misread("day")


def day_from(text: str, language: str, today: date, first: date) -> Read | Misread:
    """A day from `first` on, as an ISO day."""
    found = day(text, language, today)
    if isinstance(found, Misread):
        # Nothing is to be chosen where every choice would be refused.
        past = bool(found.days) and max(found.days) < first
        return Misread("day_past") if past else found
    return Read(found.isoformat()) if found >= first else Misread("day_past")


def taken(text: str, language: str, today: date) -> Read | Misread:
    """When a number was taken, in one's own words: a year at least, a day that there is, and begun by today."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    read = reading.name(plain)
    if isinstance(read, Misread):
        return read
    years = [int(year) for year in _YEAR.findall(read.value)]
    match understood(read.value, language, today):
        case NoSuchDay():
            return Misread("day_none")
        case Days(spans=spans) if years and min(one.first for one in spans) > today:
            return Misread("when_to_come")
    if not years:
        return Misread("when")
    return read if min(years) <= today.year else Misread("when_to_come")
