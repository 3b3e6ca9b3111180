"""How many years of school a text asks for, in English and Spanish.

English by Flesch–Kincaid (Kincaid and others 1975), which gives a grade. Spanish by Fernández Huerta (1959, with
Gwillim Law's correction of the sentence term), whose published table gives the grade to a score. Syllables of
Spanish come from its rules of spelling; those of English are guessed by the vowels, half a grade either way.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…\n]+")
_HIATUS = re.compile(r"[aeoáéó](?=[aeoáéó])|[íú](?=[aeoáéó])|[aeoáéó](?=[íú])|[aeiouáéíóúü](?=h[aeoáéó])")
_SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
# The table of Fernández Huerta: from this score on, this grade. Under 50 it asks for university.
HUERTA = ((90.0, 4.0), (80.0, 5.0), (70.0, 6.0), (65.0, 7.0), (60.0, 8.0), (50.0, 10.0), (30.0, 13.0))


@dataclass(frozen=True, slots=True)
class Counts:
    """What the measures need of a text."""

    words: int
    sentences: int
    syllables: int


def counts(text: str, syllables_of: Callable[[str], int]) -> Counts:
    """Words, sentences (with a word in them) and syllables."""
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    return Counts(len(words), len(sentences), sum(map(syllables_of, words)))


def guessed(word: str) -> int:
    """The syllables of an English word: groups of vowels, a silent e at the end left out; at least one."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeioudty]ed$|[^aeiouysxz]es$", word) and count > 1:
        count -= 1
    return max(1, count)


@functools.lru_cache(maxsize=4096)
def spanish(word: str) -> int:
    """Groups of vowels, those told apart that do not melt: two strong ones, or an accented weak one."""
    word = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    word = re.sub(r"y(?![aeiouáéíóú])", "i", word)
    return max(1, len(_SPANISH_VOWELS.findall(_HIATUS.sub(lambda found: found.group() + " ", word))))


def flesch_kincaid(text: str, syllables_of: Callable[[str], int] = guessed) -> float:
    """Years of school in the United States; 0 for a text without words."""
    found = counts(text, syllables_of)
    if not found.words:
        return 0.0
    return 0.39 * found.words / found.sentences + 11.8 * found.syllables / found.words - 15.59


def huerta_score(text: str) -> float:
    """Fernández Huerta's reading ease: 100 is easy, 0 very hard; 100 for a text without words."""
    found = counts(text, spanish)
    if not found.words:
        return 100.0
    return 206.84 - 60 * found.syllables / found.words - 1.02 * found.words / found.sentences


def fernandez_huerta(text: str) -> float:
    """The grade that goes with the score, straight between the rows of the published table."""
    score = huerta_score(text)
    above = HUERTA[0]
    if score >= above[0]:
        return above[1]
    for row in HUERTA[1:]:
        if score >= row[0]:
            share = (above[0] - score) / (above[0] - row[0])
            return above[1] + share * (row[1] - above[1])
        above = row
    return 16.0


MEASURES: dict[str, Callable[[str], float]] = {"en": flesch_kincaid, "es": fernandez_huerta}
