"""Loads a language pack: the YAML files under packs/<language>/ (words, patterns, numbers, dates, phrases)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from dialogues.checks.measurable.patterns import PatternBook, globs_of
from dialogues.checks.measurable.tokens import fold
from dialogues.yaml_files import content_of

#: What only a verb is: "vacant-house" and "after-visit" hand nothing out.
_VERBS = frozenset(
    ("delivery", "service_verb", "input_verb", "policy_verb", "process_verb", "activity_verb", "human_verb")
)


class UnknownLanguage(ValueError):
    """There is no language pack for this language; add a directory under packs/."""


class Lexicon:
    """Which classes a word belongs to. Entries are whole words, `begin*` or `*end`."""

    def __init__(self, classes: Mapping[str, list[str]], globs: set[str]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._begin: dict[str, set[str]] = {}
        self._end: dict[str, set[str]] = {}
        for name, words in classes.items():
            for word in words:
                self._add(fold(word), name)
        for glob in globs:
            self._add(glob[5:], glob)
        self.tags = lru_cache(maxsize=20_000)(self._tags)

    def _add(self, word: str, name: str) -> None:
        if word.endswith("*"):
            self._begin.setdefault(word[:-1], set()).add(name)
        elif word.startswith("*"):
            self._end.setdefault(word[1:], set()).add(name)
        else:
            self._exact.setdefault(word, set()).add(name)

    def _tags(self, word: str) -> frozenset[str]:
        if len(word) > 60:
            return frozenset(("word",))
        found = {"word"} | self._exact.get(word, set())
        for n in range(2, len(word) + 1):
            found |= self._begin.get(word[:n], set())
        if not found & {"function", "never_person"}:
            for n in range(1, len(word) + 1):
                found |= self._end.get(word[-n:], set())
        if "-" in word and found <= {"word", "plural"}:
            found |= {"compound"} | (self._tags(word.rpartition("-")[2]) - _VERBS)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the engine knows about one language."""

    language: str
    lexicon: Lexicon
    times: PatternBook
    parts: PatternBook
    number_words: Mapping[str, Decimal]
    number_starts: frozenset[str]
    scales: Mapping[str, Decimal]
    fractions: Mapping[str, Decimal]
    months: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    units: Mapping[str, list[tuple[list[str], str]]]
    settings: Mapping[str, Any]
    phrases: Mapping[str, Any]


_PATTERN_SETS = (
    "times",
    "not_deadline",
    "deadline",
    "not_amount",
    "amounts",
    "kinds",
    "directions",
    "people",
    "places",
)


#: Letters of what was asked for that an error repeats.
LONGEST_TOLD = 20


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages the result check has words for: the folders under packs/."""
    folder = resources.files(__package__) / "packs"
    return tuple(sorted(one.name for one in folder.iterdir() if one.is_dir() and one.name.isalpha()))


def raw_pack(language: str) -> dict[str, Any]:
    """The files of a pack as one mapping. Raises UnknownLanguage."""
    folder = resources.files(__package__) / "packs" / language
    if language not in languages():
        raise UnknownLanguage(f"there is no language pack {language[:LONGEST_TOLD]!r} for the result check")
    merged: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            content = content_of(file.read_text("utf-8"))
            for key, value in content.items():
                merged[key] = _joined(merged[key], value) if key in merged else value
    return merged


def _joined(first: dict[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Word classes and patterns may be spread over several files of a pack."""
    joined = dict(first)
    for name, words in second.items():
        joined[name] = [*_words(joined[name]), *_words(words)] if name in joined else words
    return joined


def _words(value: str | list[str]) -> list[str]:
    return value.split() if isinstance(value, str) else value


def _decimals(raw: Mapping[str, Any]) -> dict[str, Decimal]:
    return {fold(str(word)): Decimal(str(value)) for word, value in raw.items()}


def _number_starts(raw: Mapping[str, Any]) -> frozenset[str]:
    """All words with which a number or fraction in words may begin."""
    names = ("half_words", "half_number_words", "every_words", "one_words")
    settings = {word for name in names for word in raw["settings"][name]}
    named = (_decimals(raw[name]).keys() for name in ("number_words", "scales", "fractions"))
    return frozenset(settings.union(*named))


def _units(rows: list[list[str]]) -> dict[str, list[tuple[list[str], str]]]:
    """The words of measure after a number, by their first word, longest first."""
    units: dict[str, list[tuple[list[str], str]]] = {}
    for words, name in sorted(rows, key=lambda row: -len(row[0].split())):
        units.setdefault(words.split()[0], []).append((words.split(), name))
    return units


@lru_cache(maxsize=32)
def load(language: str) -> Pack:
    """The pack of a language ("en", "es"). Raises UnknownLanguage."""
    raw = raw_pack(language)
    sources = {name: {k: list(v) for k, v in raw.get(name, {}).items()} for name in _PATTERN_SETS}
    rows = [row for group in sources.values() for rows in group.values() for row in rows]
    classes = {name: _words(words) for name, words in raw["classes"].items()}
    return Pack(
        language=language,
        lexicon=Lexicon(classes, globs_of(rows)),
        times=PatternBook({"times": sources.pop("times")}),
        parts=PatternBook(sources),
        number_words=_decimals(raw["number_words"]),
        number_starts=_number_starts(raw),
        scales=_decimals(raw["scales"]),
        fractions={k: Decimal(100) / int(v) for k, v in ((fold(a), b) for a, b in raw["fractions"].items())},
        months={fold(name): n for n, names in raw["months"].items() for name in names.split()},
        seasons={
            fold(name): (ends[0], ends[1]) for names, ends in raw["seasons"].items() for name in names.split()
        },
        units=_units(raw["settings"]["unit_words"]),
        settings=raw["settings"],
        phrases=raw["phrases"],
    )
