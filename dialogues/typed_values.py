"""Numbers as people type them, in their own language. Days are in `typed_days`.

In a language the result check has no words for, number words are not known: digits are ("45"), as they are read in
the first language.
"""

from __future__ import annotations

from dialogues import phrases
from dialogues.checks import measurable
from dialogues.checks.measurable import AskWhich, Number


def read_number(text: str, language: str) -> Number | AskWhich | None:
    """As `measurable.read_number`, in any language."""
    return measurable.read_number(text, _known(language))


def _known(language: str) -> str:
    return language if language in measurable.judged_languages() else phrases.FIRST_LANGUAGE
