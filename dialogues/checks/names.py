"""When two names are the same, and when they only look the same.

`name_key` folds what people don't mean by a difference: case, width, accents' encoding, blanks.
`skeleton` further folds letters of other scripts that look like Latin ones, and accents.
"""

from __future__ import annotations

import unicodedata

from dialogues import house_rules

_LOOKALIKES = str.maketrans(
    {
        **dict(zip("авеёзікмнорстухѕјԁһցԛԝ", "abeezikmhopctyxsjdhgqw", strict=True)),
        **dict(zip("αβεικνορτυχωγη", "abeikvoptuxwyn", strict=True)),
        "ı": "i",
        "0": "o",
        "1": "l",
        "|": "l",
    }
)


def name_key(name: str) -> str:
    """The folded name: equal keys are the same name."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def skeleton(name: str) -> str:
    """What the name looks like at a glance."""
    bare = unicodedata.normalize("NFKD", name_key(name))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).translate(_LOOKALIKES)
    return "".join(c for c in letters if c.isalnum())


def alike(one: str, other: str) -> bool:
    """Whether two different names could be taken for each other: same look, or one letter apart."""
    a, b = skeleton(one), skeleton(other)
    long_enough = min(len(a), len(b)) >= house_rules.ALIKE_LETTERS.value
    return bool(a) and (a == b or (long_enough and _one_letter_apart(a, b)))


def _one_letter_apart(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    place = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    rest = place + (len(short) == len(long))
    return short[rest:] == long[place + 1 :]
