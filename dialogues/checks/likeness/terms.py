"""What a text is about, as terms: stems of its telling words, numbers, and words that mean nearly the same."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import regex

from dialogues import house_rules
from dialogues.yaml_files import content_of

# Term → the words of the text it was read from.
Terms = Mapping[str, tuple[str, ...]]

# What a word with others of its meaning is read as: the meaning, and the word itself.
MEANING, SAME_WORD = "=", "~"

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?|\d+(?:[.,]\d+)*")
_POSSESSIVE = regex.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Language:
    """What is known of one language. Words are folded; `alike` goes from a stem to the name of its line."""

    stemmer: str
    stop: frozenset[str]
    alike: Mapping[str, str]


def terms_of(text: str, languages: tuple[str, ...]) -> Terms:
    """The terms of a text, which is in one of these languages."""
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(unicodedata.normalize("NFKC", text))]
    language = _told(frozenset(_folded(w) for w in words), languages)
    found: dict[str, list[str]] = {}
    for word in words:
        for term in _terms(_folded(word), language):
            found.setdefault(term, []).append(word.casefold())
    return {term: tuple(written) for term, written in found.items()}


def part(term: str) -> float:
    """How much of its word's weight a term carries, squared: a word with others of its meaning is two terms."""
    if term.startswith(MEANING):
        return float(house_rules.OTHER_WORD.value)
    return float(1 - house_rules.OTHER_WORD.value) if term.startswith(SAME_WORD) else 1.0


def _told(words: frozenset[str], languages: Sequence[str]) -> str:
    """The language with most of its common words in the text; the first where that tells nothing."""
    known = [code for code in languages if _language(code).stop]
    return max(known, key=lambda code: len(words & _language(code).stop), default="")


def _terms(word: str, code: str) -> tuple[str, ...]:
    """None for a word that tells nothing. A long stem is one in all languages, a short one only in its own."""
    language = _language(code)
    if word[:1].isdigit():
        return (word,)
    if word in language.stop or len(word) < 2:
        return ()
    stem = _stem(word, language.stemmer)
    if stem in language.alike:
        return MEANING + language.alike[stem], SAME_WORD + stem
    return (stem if len(stem) >= house_rules.COGNATE_LETTERS.value else f"{code}:{stem}",)


@functools.lru_cache(maxsize=8192)
def _stem(word: str, stemmer: str) -> str:
    """A folded word without its ending. A stemmer keeps a state, so that each word has one of its own."""
    if not stemmer:
        return word
    # Loaded when a round is first synthesized: no start has to wait for the stemmers of thirty languages.
    import snowballstemmer  # type: ignore[import-untyped]

    return _folded(snowballstemmer.stemmer(stemmer).stemWord(word))


def _folded(word: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


@functools.cache
def _language(code: str) -> _Language:
    file = resources.files(__package__ or "").joinpath(f"{code}.yaml")
    if not code.isalpha() or not file.is_file():
        return _Language("", frozenset(), {})
    pack = content_of(file.read_text("utf-8"))
    stemmer = str(pack["stemmer"])
    lines: dict[str, str] = pack["alike"]
    return _Language(
        stemmer,
        frozenset(_folded(word) for word in str(pack["stop"]).split()),
        {_stem(_folded(word), stemmer): name for name, words in lines.items() for word in words.split()},
    )
