"""Whether a whole text says nothing but “I pass” (docs/method.md 0: a pass is always an answer, no reason asked).

The words stand in `words.yaml` of each language: `pass` says it, `before_pass` and `after_pass` may stand around it
("sorry, I'll skip this one, thanks"). A text that says anything more is no pass.
"""

from __future__ import annotations

import functools

from dialogues import reading

WORDS = PASS, NO_REASON, BEFORE, AFTER = ("pass", "no_reason", "before_pass", "after_pass")
# As phones write an apostrophe.
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ´`"))


def is_pass(language: str, text: str) -> bool:
    """Whether the text, in this language or in the first one, is a pass and nothing else."""
    return _says(language, PASS, text)


def is_no_reason(language: str, text: str) -> bool:
    """Whether the text gives no reason where one was asked for: a pass, "no reason", "none"."""
    return _says(language, NO_REASON, text) or is_pass(language, text)


def _says(language: str, name: str, text: str) -> bool:
    said = reading.fold(text.translate(_APOSTROPHES))
    meant = _forms(language, name)
    while said and said not in meant:
        less = _without_edge(language, said)
        if less == said:
            return False
        said = less
    return bool(said)


def _without_edge(language: str, said: str) -> str:
    for lead in _forms(language, BEFORE):
        if said.startswith(f"{lead} "):
            return said[len(lead) + 1 :]
    for tail in _forms(language, AFTER):
        if said.endswith(f" {tail}"):
            return said[: -len(tail) - 1]
    return said


@functools.cache
def _forms(language: str, name: str) -> tuple[str, ...]:
    """The listed words as they are compared, the longest first."""
    listed = reading.words(language, name)
    return tuple(
        sorted({reading.fold(w.translate(_APOSTROPHES)) for w in listed}, key=lambda w: (-len(w), w))
    )
