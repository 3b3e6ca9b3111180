"""Whether a text names a person together with a health, legal, criminal or child detail, or tells what harm was
done to somebody without a name (docs/method.md 0, Safety).

Such a text is held and shown to nobody but its author. The engine knows no language: what is a given name,
what comes before one, what is a detail stands in <language>.yaml beside it, what is harm in harm/<language>.yaml;
a third language is two files. It prefers precision: a name and a detail must stand in one sentence or in two that
follow each other.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from dialogues.checks.disclosure import harm
from dialogues.checks.disclosure.patterns import any_of, fold, packs_in

_TOKEN = regex.compile(r"[\p{L}\p{M}\d]+(?:['’.-](?=[\p{L}\p{M}\d])[\p{L}\p{M}\d]+)*")
_SENTENCE_END = regex.compile(r"[.!?…](?=[\s\"”»)]|$)|\n|;")
_POSSESSIVE = regex.compile(r"['’]s$", regex.IGNORECASE)
_SURNAME = regex.compile(r"(?:\p{Lu}['’]|Ma?c)\p{Lu}\p{Ll}")
_TITLE_SHARE = 0.7
_TITLE_LEAST = 4


@dataclass(frozen=True, slots=True)
class Cues:
    """What all languages together know. Sets hold folded words, patterns run over folded text."""

    given: frozenset[str]
    unsure: frozenset[str]
    small: tuple[str, ...]
    cues: frozenset[str]
    titles: frozenset[str]
    shortened: frozenset[str]
    plain: frozenset[str]
    after: frozenset[str]
    kin: frozenset[str]
    not_names: frozenset[str]
    institutions: frozenset[str]
    articles: frozenset[str]
    places: frozenset[str]
    linking: frozenset[str]
    joining: frozenset[str]
    many: frozenset[str]
    own: frozenset[str]
    details: re.Pattern[str]


def get_ready() -> None:
    """Reads what all languages know, so that no first answer waits for it."""
    _cues()
    harm.all_cues()


def must_be_held(text: str, known_names: Iterable[str] = ()) -> bool:
    """Whether a person is named with a sensitive detail, or harm to somebody is told; `known_names` are of
    organisations and places."""
    cues = _cues()
    known = _known_words(tuple(known_names))
    sentences = _sentences(text, cues)
    if harm.is_told(fold(text), sentences):
        return True
    small = not any(map(str.isupper, text))
    names = [_names_somebody(_written(sentence, cues, small=small), known, cues) for sentence in sentences]
    if not any(names):
        # The search for details is the dear one.
        return False
    details = [cues.details.search(fold(sentence)) is not None for sentence in sentences]
    found = list(zip(names, details, strict=True))
    together = any(name and detail for name, detail in found)
    side_by_side = any((a[0] and b[1]) or (a[1] and b[0]) for a, b in pairwise(found))
    return together or side_by_side


@functools.lru_cache(maxsize=512)
def _known_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(w) for name in names for w in _TOKEN.findall(name) if len(w) > 1)


def _sentences(text: str, cues: Cues) -> list[str]:
    """The sentences of a text; the full stop of "Mr.", "St." or an initial ends none."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        if end.group() == "." and _is_shortened(text[start : end.start()], cues):
            continue
        found.append(text[start : end.end()])
        start = end.end()
    return [s for s in (*found, text[start:]) if s.strip()]


def _is_shortened(said: str, cues: Cues) -> bool:
    last = said.rsplit(None, 1)[-1:]
    words = _TOKEN.findall(last[0]) if last else []
    if not words:
        return False
    return fold(words[-1]) in cues.titles | cues.shortened or (len(words[-1]) == 1 and words[-1].isupper())


def _written(sentence: str, cues: Cues, *, small: bool) -> list[str]:
    """The words, with capitals for given names where all are written in capitals or none is."""
    words = _TOKEN.findall(sentence)
    if not small and (len(words) <= 1 or any(map(str.islower, sentence))):
        return words
    return [word.capitalize() if _folded(word) in cues.plain else word.casefold() for word in words]


def _bare(word: str) -> str:
    """A word without its possessive."""
    return word if word.isalnum() else _POSSESSIVE.sub("", word)


def _folded(word: str) -> str:
    return fold(_bare(word))


def _begins_with_capital(word: str) -> bool:
    if not word[0].isupper():
        return False
    bare = _bare(word)
    return len(bare) > 1 and any(c.islower() for c in bare)


def _names_somebody(words: Sequence[str], known: frozenset[str], cues: Cues) -> bool:
    capitals = [place for place, word in enumerate(words) if _begins_with_capital(word)]
    as_title = len(words) >= _TITLE_LEAST and len(capitals) >= _TITLE_SHARE * len(words)
    place_ends = -1
    for first, last in _runs(capitals):
        where = _says_where(words, first, place_ends, cues)
        if _is_somebody(words, first, last, known, cues, as_title=as_title, where=where):
            return True
        if where:
            place_ends = last
    return False


def _says_where(words: Sequence[str], first: int, place_ends: int, cues: Cues) -> bool:
    """Whether what begins here should be a place: "in Jackson and Madison", "teens of Austin"."""
    before = _folded(words[first - 1]) if first else ""
    if before in cues.joining and place_ends + 1 == first - 1 > 0:
        return True
    earlier = map(_folded, words[max(first - 4, 0) : max(first - 1, 0)])
    return before in cues.places or (before in cues.linking and not cues.many.isdisjoint(earlier))


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """The capitalised words that follow each other, as places of the first and the last."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _is_somebody(
    words: Sequence[str],
    first: int,
    last: int,
    known: frozenset[str],
    cues: Cues,
    *,
    as_title: bool,
    where: bool,
) -> bool:
    """Judges one run: by what it is a part of, by cues before it, by the given names, by what follows."""
    # Of the run itself, with the word before it and the one after it.
    near = (first - 1, *range(first, last + 1), last + 1)
    folded = {place: _folded(words[place]) for place in near if 0 <= place < len(words)}
    inside = [folded[place] for place in range(first, last + 1)]
    if not cues.institutions.isdisjoint(inside) or not known.isdisjoint(inside):
        return False
    run = [place for place in range(first, last + 1) if folded[place] not in cues.not_names]
    titled = any(place and folded[place - 1] in cues.cues for place in run)
    if titled:
        return True
    if not run:
        return False
    before = folded[first - 1] if first else ""
    after = folded.get(last + 1, "")
    listed = any(folded[p] in cues.given or (p and folded[p] in cues.unsure) for p in run)
    whose = _bare(words[last]) != words[last] and after in cues.kin
    if where:
        return listed and whose
    if listed or (whose and not as_title):
        return True
    if as_title or before in cues.articles:
        return False
    if run == [0]:
        return after in cues.after and inside[0] not in cues.kin and _is_of_one(words, first, cues)
    small = any(p and folded[p].endswith(cues.small) for p in run)
    if before in cues.linking:
        return small
    return small or after in cues.after


def _is_of_one(words: Sequence[str], first: int, cues: Cues) -> bool:
    """Whether the first word of a sentence, in no list, is one person: "Priya lost her kids", "O'Brien drinks"."""
    whose = {fold(word) for word in words[first + 2 : first + 5]}
    return not cues.own.isdisjoint(whose) or _SURNAME.match(words[first]) is not None


@functools.cache
def _cues() -> Cues:
    packs = packs_in(__name__)

    def words(name: str) -> frozenset[str]:
        return frozenset(fold(word) for pack in packs for word in str(pack.get(name, "")).split())

    details = [line for pack in packs for kind in pack["details"].values() for line in kind]
    services = words("services")
    return Cues(
        given=words("given"),
        unsure=words("unsure"),
        small=tuple(words("small")),
        cues=words("cues") | words("titles") | words("kin"),
        titles=words("titles"),
        shortened=words("shortened"),
        plain=words("given") - words("ordinary") - words("unsure"),
        after=words("after"),
        kin=words("kin"),
        not_names=words("not_names"),
        institutions=words("institutions"),
        articles=words("articles"),
        places=words("places"),
        linking=words("linking"),
        joining=words("joining"),
        many=words("many"),
        own=words("own"),
        details=any_of(details, services),
    )
