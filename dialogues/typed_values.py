"""Days and numbers as people type them, in their own language.

In a language the result check has no words for, names of months and number words are not known:
digits are ("2027-06-30", "45"), as they are read in the first language.
"""

from __future__ import annotations

import re
from datetime import date

from dialogues import phrases
from dialogues.checks import measurable
from dialogues.checks.measurable import AskWhich, Number

# There are four quarters: the year of a fifth is not what was meant.
_NO_QUARTER = re.compile(r"\b[qt]\s?(?:[05-9]|\d{2,})\b", re.IGNORECASE)


def read_date(text: str, language: str, as_of: date) -> date | AskWhich | None:
    """As `measurable.read_date`, in any language."""
    if _NO_QUARTER.search(text):
        return None
    return measurable.read_date(text, _known(language), as_of)


def read_number(text: str, language: str) -> Number | AskWhich | None:
    """As `measurable.read_number`, in any language."""
    return measurable.read_number(text, _known(language))


def _known(language: str) -> str:
    return language if language in measurable.judged_languages() else phrases.FIRST_LANGUAGE
