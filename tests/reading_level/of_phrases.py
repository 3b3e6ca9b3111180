"""Which phrases are measured, how, and which are let off with their reason."""

from __future__ import annotations

import functools

from tests.dialogues.phrases_in_code import plain_words, templates
from tests.reading_level.grades import MEASURES

# The method's own aim (docs/method.md 0).
HIGHEST_GRADE = 8.0
# A measure made of means says little about fewer words: one long name of a role tips a short line over.
SHORTEST = 10

# Language and phrase, and why it may ask for more.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("en", "panel.stage"): "a list of stages of which one is read",
    ("es", "panel.stage"): "a list of stages of which one is read",
    ("en", "panel.people"): "a heading and names; nothing in it is a sentence",
    ("es", "panel.people"): "a heading and names; nothing in it is a sentence",
    ("en", "standing.people"): "counts in a line; one or two of them are there at a time",
    ("es", "standing.system"): "counts in a line; one or two of them are there at a time",
    ("es", "standing.structure"): "states in a line; one or two of them are there at a time",
}


@functools.cache
def texts(language: str) -> dict[str, str]:
    """Every phrase as it reads, each value as one short word; lists of words that are typed left out."""
    return {
        key: plain_words(text)
        for key, text in templates(language).items()
        if not key.startswith(("words.", "machine_"))
    }


def grades(language: str, shortest: int = SHORTEST) -> dict[str, float]:
    """The grade of every phrase of at least so many words."""
    measure = MEASURES[language]
    return {
        key: round(measure(text), 1) for key, text in texts(language).items() if len(text.split()) >= shortest
    }


def whole(language: str) -> float:
    """The grade of everything that is a sentence, as one text."""
    return MEASURES[language]("\n".join(t for t in texts(language).values() if len(t.split()) >= 8))


def over(language: str) -> dict[str, float]:
    """The phrases that ask for more than they may."""
    return {
        k: g for k, g in grades(language).items() if g > HIGHEST_GRADE and (language, k) not in EXCEPTIONS
    }
