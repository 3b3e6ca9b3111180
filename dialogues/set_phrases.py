"""Reads whole texts that are a set phrase, with what people politely put around one; the words: `words.yaml`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from dialogues import reading

# As phones write an apostrophe.
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ´`"))


def is_one(language: str, name: str, text: str, *, before: str, after: str) -> bool:
    """Whether the text is one of "words.<name>", with nothing but words of `before` and `after` around it."""
    listed = forms(language, name)
    return any(said in listed for said in peeled(language, text, before=before, after=after))


def peeled(language: str, text: str, *, before: str, after: str) -> Iterator[str]:
    """The text as `plain` has it, then with ever less of "words.<before>" and "words.<after>" around it."""
    said: str | None = plain(text)
    while said:
        yield said
        said = _with_less(language, said, before, after)


def plain(text: str) -> str:
    """A text as set phrases are compared: `reading.fold`, without apostrophes."""
    return reading.fold(text.translate(_APOSTROPHES))


@functools.cache
def forms(language: str, name: str) -> tuple[str, ...]:
    """The listed words of a language, and those of the first one, as they are compared; the longest first."""
    return tuple(sorted({plain(word) for word in reading.words(language, name)}, key=lambda w: (-len(w), w)))


def _with_less(language: str, said: str, before: str, after: str) -> str | None:
    leads, tails = _leads(language, before), _tails(language, after)
    # Nearly no text has any: one call for all of them says so.
    if said.startswith(leads):
        return next(said[len(lead) :] for lead in leads if said.startswith(lead))
    if said.endswith(tails):
        return next(said[: -len(tail)] for tail in tails if said.endswith(tail))
    return None


@functools.cache
def _leads(language: str, name: str) -> tuple[str, ...]:
    return tuple(f"{lead} " for lead in forms(language, name))


@functools.cache
def _tails(language: str, name: str) -> tuple[str, ...]:
    return tuple(f" {tail}" for tail in forms(language, name))
