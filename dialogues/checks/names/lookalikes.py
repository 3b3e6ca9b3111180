"""Letters that people take for Latin ones when they see them, capitals and small letters apart.

What compatibility makes plain (full-width, mathematical, circled letters) and accents need no place here.
"""

from __future__ import annotations

import functools
import re
import unicodedata

# Each script's letters over the Latin ones they look like: "Η" is an H, and its small "η" an n.
_ROWS = (
    ("I10|ı", "lloli"),
    ("ΑΒΓΕΖΗΙΚΜΝΟΡΤΥΧϹϜϺͿ", "abrezhlkmnoptyxcfmj"),
    ("αβγεηικνορστυχωϲϳ", "abyenikvopotuxwcj"),
    ("АВЕЗЅІКМНОРСТУХЈԌԚԜҮѴЬӀГ", "abezslkmhopctyxjgqwyvblr"),
    ("авезѕікмнорстухјԁԛԝүѵьһӏгпи", "abezsikmhopctyxjdqwyvbhlrnu"),
    ("ՍՏՕԼ", "usol"),
    ("օոսհցզյ", "onuhgqj"),
    ("ᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᎽᏀᏃᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏳᏴ", "drtiyajewmhygzbrwsvslcpkdgb"),
    ("ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬ", "abehlkmnopctyx"),
    ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpdtgkjczfmnlsrvhwxyaelou"),
    ("ɑɡ", "ag"),
)
_TABLE = {letter: latin for letters, latins in _ROWS for letter, latin in zip(letters, latins, strict=True)}
# A letter with a stroke, a small capital, a white letter on black: its Unicode name tells which one it is.
_BY_NAME = re.compile(r"\bLATIN (?:(?:SMALL|CAPITAL) )?LETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH .*)?$")
# Two letters that stand so close that they are seen as one.
_AS_ONE = (("rn", "m"), ("vv", "w"))


def look(text: str, *, close: bool = True) -> str:
    """What a text looks like at a glance: letters and digits alone, Latin where they can be, in small letters.

    `close`: letters that stand close are seen as one.
    """
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    seen = "".join(_latin(c) for c in bare)
    for two, one in _AS_ONE if close else ():
        seen = seen.replace(two, one)
    return seen


@functools.lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    """The Latin letter in the place of this one; nothing for a sign."""
    if letter.isdecimal():
        letter = str(unicodedata.decimal(letter))
    for known in (letter, letter.casefold()):
        if known in _TABLE:
            return _TABLE[known]
    named = _BY_NAME.search(unicodedata.name(letter, ""))
    return named[1].lower() if named else letter.casefold() if letter.isalnum() else ""
