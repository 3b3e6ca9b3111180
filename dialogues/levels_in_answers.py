"""Finds the level in an answer to R4 ("81 percent by 2036"), read as strictly as a number in a field."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal

from dialogues.checks.measurable import AskWhich, Number
from dialogues.checks.measurable.tokens import fold
from dialogues.number_pieces import stands_for_more
from dialogues.number_words import NumberWords, number_words
from dialogues.typed_numbers import read_number

_MARKS = ".,;:()"
_YEARS = re.compile(r"(?:(?:19|20)\d\d|2100)(?:[-–/](?:19|20)?\d\d)?")
_DAY = re.compile(r"\d+([/.-])\d+\1\d+")
#: "Q3", "Covid-19": the name of something.
_NAME = re.compile(r"[^\W\d_]+[-‐‑]?\d")
#: How many words after its first one a number is followed through.
_WORDS_FOLLOWED = 10


def first_level(text: str, language: str) -> Decimal | None:
    """The first number that is no year: a level is what is asked for.

    None where there is none, and where it is a range, can be read in several ways or not at all: a later one is
    not taken in its place.
    """
    words = text.split()
    answer = _Answer(words, [fold(word.strip(_MARKS)) for word in words], language, number_words(language))
    for at in range(len(words)):
        if (answer.begins_share(at) or answer.is_number(at)) and not answer.is_change(at):
            return answer.level(at)
    return None


@dataclass(frozen=True, slots=True)
class _Answer:
    """The words of an answer as typed, and without accents and marks."""

    words: list[str]
    lows: list[str]
    language: str
    spoken: NumberWords

    def begins_share(self, at: int) -> bool:
        """ "One in three": mostly the word is an article."""
        settings = self.spoken.pack.settings
        rows = [row.split() for row in settings["out_of"]]
        return self.lows[at] in settings["one_words"] and any(
            self.lows[at + 1 : at + 1 + len(row)] == row and self.is_number(at + 1 + len(row)) for row in rows
        )

    def is_number(self, at: int) -> bool:
        """Whether a number stands there that is no year, no day and no part of a name."""
        if at >= len(self.lows):
            return False
        low, pack = self.lows[at], self.spoken.pack
        if any(c.isdecimal() or stands_for_more(c) for c in low):
            return not (_is_time(low) or _NAME.match(low))
        if low in pack.settings["half_words"]:
            return True
        before, after = self.lows[at - 1] if at else "", self.lows[at + 1] if at + 1 < len(self.lows) else ""
        if low in pack.settings["half_number_words"]:
            return after in self.spoken.long_scales()
        if low in pack.fractions:
            return before in pack.settings["one_words"] or after in pack.settings["part_words"]
        if low in pack.settings["one_words"]:
            return False
        return self.spoken.is_spoken(low.split("-")[0])

    def is_change(self, at: int) -> bool:
        """ "Two thirds fewer" are no level."""
        parts = self.spoken.pack.fractions.keys() | self.spoken.pack.settings["half_words"]
        tags = self.spoken.pack.lexicon.tags
        following = itertools.pairwise(self.lows[at : at + 3])
        return any(low in parts and "comparative" in tags(after) for low, after in following)

    def level(self, at: int) -> Decimal | None:
        """The number that begins there, as long as it can be followed."""
        first, found = self._beginning(at), None
        for end in range(at + 1, min(len(self.words), at + _WORDS_FOLLOWED) + 1):
            text = " ".join(self.words[first:end]).lstrip("(;: ").rstrip(_MARKS)
            longer = read_number(text, self.language)
            if longer is None and found is not None:
                return None if self._is_cut(end - 1) else _value(found)
            found = longer
        return _value(found)

    def _is_cut(self, at: int) -> bool:
        """Whether the number right before this word would be another one with it ("3 millions")."""
        apart = self.words[at - 1][-1] in _MARKS or _is_time(self.lows[at])
        return not apart and self.is_number(at - 1)

    def _beginning(self, at: int) -> int:
        """Where a number begins whose first digits or number word stand there ("minus 5", "entre un 25 y…")."""
        settings = self.spoken.pack.settings
        first = at - (at > 0 and self.lows[at - 1] in settings["one_words"])
        before = tuple(self.lows[:first])
        if any(before[-len(row) :] == row for row in self.spoken.around):
            return first
        if before and before[-1] in self.spoken.minus and self.words[first - 1][-1] not in _MARKS:
            # After other words "menos 5" may be five less: with one of them it is not read.
            opens = first == 1 or self.words[first - 2][-1] in _MARKS
            return first - (1 if opens else 2)
        return first - (bool(before) and before[-1] in settings["between"])


def _is_time(low: str) -> bool:
    return bool(_YEARS.fullmatch(low) or _DAY.fullmatch(low))


def _value(found: Number | AskWhich | None) -> Decimal | None:
    return found.value if isinstance(found, Number) else None
