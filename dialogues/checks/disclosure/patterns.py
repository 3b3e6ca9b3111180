"""Patterns of what the lists of a language hold, over folded text: small letters without accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import regex

from dialogues.yaml_files import content_of

_LIST = re.compile(r"<([a-z_]+)>")
_LEADING_LISTS = re.compile(r"(?:<[a-z_]+> ?)+")


def fold(text: str) -> str:
    """Small letters without accents, straight apostrophes."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def packs_in(package: str) -> list[Mapping[str, Any]]:
    """What the files of a package know, one for each language."""
    files = [f for f in resources.files(package).iterdir() if f.name.endswith(".yaml")]
    return [content_of(f.read_text("utf-8")) for f in sorted(files, key=lambda f: f.name)]


def entries(listed: str) -> list[str]:
    """The words of a list or, where its lines are patterns after "/", these; other lines are remarks."""
    lines = [line.strip() for line in listed.strip().splitlines()]
    return [line[1:] for line in lines if line.startswith("/")] or listed.split()


def with_lists(line: str, pack: Mapping[str, Any]) -> str:
    """ "<doer> hits" is any entry of the pack's own list "doer" before "hits"; a list may name others."""

    def listed(found: re.Match[str]) -> str:
        return f"(?:{'|'.join(with_lists(entry, pack) for entry in entries(pack[found[1]]))})"

    return _LIST.sub(listed, line)


def any_of(lines: Sequence[str], services: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """ "depress*" begins a word, "pulled ... teeth" leaves room for three; not before the name of a service."""
    patterns = "|".join(sorted((_pattern(fold(line)) for line in lines), key=len, reverse=True))
    service = rf"(?!\W+(?:{'|'.join(sorted(services))})\b)" if services else ""
    # Python's own: of such long lists of words it is several times as quick.
    return re.compile(rf"(?<![\w-])(?:{patterns})(?![\w]){service}")


def _pattern(line: str) -> str:
    if line.startswith("/"):
        return line[1:]
    words = [regex.escape(word).replace(r"\*", r"\w*") for word in line.split()]
    return r"\W+".join(words).replace(r"\W+\.\.\.\W+", r"(?:\W+\w+){0,3}?\W+")


def sharing_lists(listed: str, pack: Mapping[str, Any]) -> str:
    """The pattern of the list's lines; those that begin with the same lists share them, for these are long."""
    beginnings: dict[str, list[str]] = {}
    for line in entries(listed):
        lead = _LEADING_LISTS.match(line)
        shared = lead.group() if lead else ""
        beginnings.setdefault(shared, []).append(line[len(shared) :])
    return "|".join(
        fold(with_lists(f"{shared}(?:{'|'.join(rests)})", pack)) for shared, rests in beginnings.items()
    )


def by_letters(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of the patterns, by the letters they begin with: of so many most are passed by at once."""
    openings = [way for pattern in patterns for way in _ways(fold(pattern))]
    return re.compile(rf"(?<![\w-])(?:{_tree(openings)})(?!\w)")


def _ways(pattern: str) -> Iterator[str]:
    """ "(?:up|down) the|over" is "up the", "down the" and "over"."""
    depth, start, first_group = 0, 0, 0
    for place, sign in enumerate(f"{pattern}|"):
        depth += (sign == "(") - (sign == ")")
        if sign == ")" and not depth and pattern.startswith("(?:", start) and not first_group:
            first_group = place
        if sign == "|" and not depth:
            rest = pattern[first_group + 1 : place]
            if first_group and rest[:1] not in ("?", "*", "+", "{"):
                yield from (way + rest for way in _ways(pattern[start + 3 : first_group]))
            else:
                yield pattern[start:place]
            start, first_group = place + 1, 0


def _tree(patterns: Iterable[str]) -> str:
    """ "hit" and "hits" are "h(?:i(?:t(?:|s)))"; what begins with no letter stands last."""
    letters: dict[str, list[str]] = {}
    whole = []
    for pattern in patterns:
        if pattern[:1].isalpha() and pattern[1:2] not in ("?", "*", "+", "{"):
            letters.setdefault(pattern[0], []).append(pattern[1:])
        else:
            whole.append(pattern)
    return "|".join([*(f"{first}(?:{_tree(rests)})" for first, rests in letters.items()), *whole])
