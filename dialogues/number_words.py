"""The words with which a language writes numbers: the result check's, and the lists "words.number_…"."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from dialogues import phrases
from dialogues.checks import measurable
from dialogues.checks.measurable.pack import Pack, load
from dialogues.checks.measurable.tokens import fold


@dataclass(frozen=True, slots=True)
class NumberWords:
    """All without accents, in small letters.

    `around`: what may stand before a number and holds a word for minus ("al menos"). `unread`: words that make
    another number of the one beside them and that nobody reads ("dozens", "few"). `point`: a decimal mark in words.
    `glued`: measures that may follow the digits without a blank. `ones`: the words for one that number words end
    with ("una" as in "veintiuna", not "a").
    """

    pack: Pack
    minus: frozenset[str]
    around: tuple[tuple[str, ...], ...]
    half: frozenset[str]
    unread: frozenset[str]
    point: frozenset[str]
    glued: frozenset[str]
    percent: tuple[str, ...]
    ones: frozenset[str]

    def unit_at(self, lows: list[str]) -> int:
        """How many of these words, from the first on, are a measure ("por ciento", "percentage points")."""
        rows = self.pack.units.get(lows[0], ()) if lows else ()
        return next((len(row) for row, _ in rows if lows[: len(row)] == row), 0)

    def is_spoken(self, word: str) -> bool:
        """Whether it is a number word ("five") or a whole scale word ("million", not "m")."""
        return word in self.pack.number_words or word in self.long_scales()

    def long_scales(self) -> dict[str, int]:
        """What the words for hundred, thousand and more multiply by."""
        return {word: int(by) for word, by in self.pack.scales.items() if not is_short(word)}


def is_short(scale: str) -> bool:
    """ "k", "m", "bn": only after digits."""
    return len(scale) <= len("bn")


def judged(language: str) -> str:
    """The language itself, or the first one where the result check has no words for it."""
    return language if language in measurable.judged_languages() else phrases.FIRST_LANGUAGE


@functools.cache
def number_words(language: str) -> NumberWords:
    """The words of a language, and those lists of the first one too."""
    pack = load(judged(language))
    return NumberWords(
        pack,
        minus=frozenset(_spoken_list(language, "minus")),
        around=tuple(tuple(words.split()) for words in _spoken_list(language, "around")),
        half=frozenset(_spoken_list(language, "half")),
        unread=frozenset(_spoken_list(language, "unread")) - pack.scales.keys(),
        point=frozenset(_spoken_list(language, "point")),
        glued=frozenset(_spoken_list(language, "glued")),
        percent=_spoken_list(language, "percent"),
        ones=frozenset(
            w for w in pack.settings["one_words"] if any(n.endswith(w) for n in pack.number_words)
        ),
    )


def _spoken_list(language: str, name: str) -> tuple[str, ...]:
    languages = dict.fromkeys((phrases.spoken(language), phrases.FIRST_LANGUAGE))
    lines = (phrases.render(lang, f"words.number_{name}", "UTC", {}) for lang in languages)
    return tuple(fold(word.strip()) for line in lines for word in line.split(","))
