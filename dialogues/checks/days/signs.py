"""A typed day as a row of signs, which are the same in every language: "30th of June" is N30 M6.

N a number, Y a year, O an ordinal, M a month, W a weekday (0 is Monday), S a season with its months, U a unit with
its length; the others are words of the language's file (`en.yaml`). A word that is in no list is no sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from babel.dates import get_day_names

from dialogues.checks.measurable.pack import Pack, languages, load
from dialogues.yaml_files import content_of

_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63]")
_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일号])?")
_ASIAN_YEAR = re.compile(r"(\d{4}) ?[年년]")
_YEAR_IN_SHORT = re.compile(r"(?:(?<!\w)|(?<=[^\W\d]\d))['’](\d\d)(?!\d)")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")
# But "Jun-27" keeps it: that may be a month and its year.
_HYPHEN = re.compile(r"(?<=\w)-(?=[^\W\d])|(?<=[^\W\d])-(?=\w)(?!\d\d(?!\w))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*([./-])\s*(?=\d)")
_PASSED_OVER = re.compile(r"(?<!\d)\.|\.(?!\d)|[,;:!?¿\"“”«»¡()~]")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?|\S")
_SEPARATORS = frozenset("./-")
_CENTURY = "20"
_YEARS = range(1900, 2101)
_YEARS_SAID = range(20, 100)


@dataclass(frozen=True, slots=True)
class Words:
    """What a language's file and the result check know of days."""

    signs: Mapping[str, str]
    longest: int
    ordinal: re.Pattern[str]
    day_first: bool
    school_year_ends: int
    next_weekday_may_be_later: bool


def signs_of(text: str, words: Words) -> list[str] | None:
    """The signs of a text, in order; None when a word or a mark in it is not understood."""
    tokens = _TOKEN.findall(_plain(text, words))
    signs: list[str] = []
    i = 0
    while i < len(tokens):
        for length in range(min(words.longest, len(tokens) - i), 0, -1):
            sign = words.signs.get(" ".join(tokens[i : i + length]))
            if sign is not None:
                break
        else:
            sign, length = _of_digits(tokens[i]), 1
        if sign is None:
            return None
        signs += [sign] if sign else []
        i += length
    return signs


def _plain(text: str, words: Words) -> str:
    """Small letters without accents, digits of any script as 0 to 9, hyphens and dots only between digits."""
    plain = _folded(text)
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    plain = _DASHES.sub("-", plain)
    plain = _ASIAN_YEAR.sub(r"\1", _ASIAN.sub(lambda m: "-".join(g for g in m.groups() if g), plain))
    plain = _POSSESSIVE.sub("", _YEAR_IN_SHORT.sub(f" {_CENTURY}" + r"\1", plain))
    plain = words.ordinal.sub(r"\1", plain)
    plain = _BETWEEN_DIGITS.sub(r"\1", _HYPHEN.sub(" ", plain))
    return _PASSED_OVER.sub(" ", plain)


def _folded(text: str) -> str:
    low = unicodedata.normalize("NFKC", text).casefold().replace("ñ", "\0")
    bare = (c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(c for c in bare if unicodedata.category(c) != "Cf")).replace(
        "\0", "n"
    )


def _of_digits(token: str) -> str | None:
    if not token.isdecimal():
        return token if token in _SEPARATORS else None
    return f"Y{token}" if len(token) == len("2027") and int(token) in _YEARS else f"N{int(token)}"


@cache
def words_of(language: str) -> Words | None:
    """What is known of a language; None where it has no file."""
    file = resources.files(__package__ or "").joinpath(f"{language}.yaml")
    if language not in languages() or not file.is_file():
        return None
    known, pack = content_of(file.read_text("utf-8")), load(language)
    signs = {_folded(word): sign for word, sign in _signs(known, pack, language)}
    return Words(
        signs=signs,
        longest=max(len(word.split()) for word in signs),
        ordinal=re.compile(rf"(\d)\.?(?:°|(?:{'|'.join(known['ordinal_endings'].split())})\b)"),
        day_first=bool(pack.settings["day_first"]),
        school_year_ends=int(pack.settings["school_year_ends"]),
        next_weekday_may_be_later=bool(known["next_weekday_may_be_later"]),
    )


def _signs(known: Mapping[str, Any], pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    """Every word with its sign; a later one takes the place of an earlier one."""
    for width in ("wide", "abbreviated"):
        for number, name in get_day_names(width, locale=language).items():
            yield name.replace(".", ""), f"W{number}"
    for word, value in _numbers(pack):
        yield word, f"N{value}"
        for thousands in known["years_begin_with"] if value in _YEARS_SAID else ():
            yield f"{thousands} {word}", f"Y{_CENTURY}{value}"
    for name, number in pack.months.items():
        yield name, f"M{number}"
    for name, (first, last) in pack.seasons.items():
        yield name, f"S{first}-{last}"
    for number, forms in enumerate(known["ordinals"], start=1):
        for word in forms.split("|"):
            yield word, f"O{number}"
    for word in known["articles"]:
        yield word, "ONE"
    for sign, phrases in known["signs"].items():
        for phrase in phrases:
            yield phrase, sign


def _numbers(pack: Pack) -> Iterator[tuple[str, int]]:
    """Number words to ninety-nine."""
    plain = {word: int(value) for word, value in pack.number_words.items() if value == int(value)}
    for word, value in plain.items():
        yield word, value
        for unit, more in plain.items():
            if value in range(20, 100, 10) and more in range(1, 10):
                for between in ("", *pack.settings["number_and"]):
                    yield " ".join(w for w in (word, between, unit) if w), value + more
