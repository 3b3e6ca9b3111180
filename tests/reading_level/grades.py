"""The grade of a text in each language there is a measure for; English by the dictionary instead of a guess."""

from __future__ import annotations

from collections.abc import Callable

from dialogues.checks import reading_level
from dialogues.checks.reading_level import fernandez_huerta as fernandez_huerta
from dialogues.checks.reading_level import huerta_score as huerta_score
from tests.reading_level import syllables


def flesch_kincaid(text: str) -> float:
    """Years of school in the United States, with the syllables of the CMU dictionary."""
    return reading_level.flesch_kincaid(text, syllables.english)


MEASURES: dict[str, Callable[[str], float]] = {"en": flesch_kincaid, "es": fernandez_huerta}
