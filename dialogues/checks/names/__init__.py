"""When two names are the same, and when they only look the same.

`name_key` folds what people don't mean by a difference: case, width, accents' encoding, blanks.
`alike` looks at letters as eyes see them, and past legal forms and small words (`<language>.yaml`).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import resources

from dialogues import house_rules
from dialogues.checks.names.lookalikes import look
from dialogues.yaml_files import content_of

# "S.A." and "Women's" are one word each.
_WITHIN_WORDS = re.compile(r"[.'’]")
_BETWEEN_WORDS = re.compile(r"\W+")


def name_key(name: str) -> str:
    """The folded name: equal keys are the same name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def alike(one: str, other: str) -> bool:
    """Whether two different names could be taken for each other.

    They look the same or are one letter apart: as they are written or all in small letters, with all their words or
    without legal form and small words.
    """
    return any(_near(a, b) for a, b in zip(_views(one), _views(other), strict=True))


def _views(name: str) -> tuple[str, ...]:
    """What of a name is compared with the same of another."""
    core = " ".join(_core(_words(name)))
    return tuple(view for text in (name, core) for view in (look(text), look(name_key(text), close=False)))


def _near(a: str, b: str) -> bool:
    long_enough = min(len(a), len(b)) >= house_rules.ALIKE_LETTERS.value
    return bool(a) and (a == b or (long_enough and _one_letter_apart(a, b)))


def _one_letter_apart(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    place = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    rest = place + (len(short) == len(long))
    return short[rest:] == long[place + 1 :]


def _words(name: str) -> list[str]:
    plain = _WITHIN_WORDS.sub("", unicodedata.normalize("NFKC", name))
    return [word for word in _BETWEEN_WORDS.split(plain) if word]


def _core(words: list[str]) -> list[str]:
    """The words without the legal forms at their end and without small words; never none of them."""
    while legal := _legal_words(words):
        words = words[:-legal]
    shouted = "".join(words).isupper()
    # "LA Housing" has no article: capitals among small letters are an abbreviation.
    left = [w for w in words if _bare(w) not in _listed("small") or (w.isupper() and w[1:] and not shouted)]
    return left or words


def _legal_words(words: list[str]) -> int:
    """How many words at the end are a legal form; one stays."""
    forms = _listed("legal")
    return next((n for n in range(len(words) - 1, 0, -1) if _bare("".join(words[-n:])) in forms), 0)


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


@functools.cache
def _listed(kind: str) -> frozenset[str]:
    """The words of all languages: an organisation keeps its name wherever it sits."""
    files = (f for f in resources.files(__package__ or "").iterdir() if f.name.endswith(".yaml"))
    return frozenset(word for f in files for word in str(content_of(f.read_text("utf-8"))[kind]).split())
