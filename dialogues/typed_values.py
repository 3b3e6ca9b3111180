"""Days as people type them, in their own language.

In a language the result check has no words for, names of months are not known: digits are ("2027-06-30"),
as they are read in the first language.
"""

from __future__ import annotations

import re
from datetime import date

from dialogues.checks import measurable
from dialogues.checks.measurable import AskWhich
from dialogues.number_words import judged

# There are four quarters: the year of a fifth is not what was meant.
_NO_QUARTER = re.compile(r"\b[qt]\s?(?:[05-9]|\d{2,})\b", re.IGNORECASE)


def read_date(text: str, language: str, as_of: date) -> date | AskWhich | None:
    """As `measurable.read_date`, in any language."""
    if _NO_QUARTER.search(text):
        return None
    return measurable.read_date(text, judged(language), as_of)
