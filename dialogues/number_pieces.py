"""Cuts what was typed for a number into digits, words and signs, whatever the width of its letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from dialogues.checks.measurable.tokens import fold

Kind = Literal["number", "word", "sign"]
_PIECE = re.compile(
    r"(?P<number>\d{1,3}(?: \d{3}(?!\d))+(?:[.,٫٬]\d+)*|\d+(?:[.,٫٬'’]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_UNSEEN = ("Cf", "Mn", "Me")


@dataclass(frozen=True, slots=True)
class Piece:
    """`glued`: nothing stands between it and the piece before it. `low`: without accents, in small letters."""

    kind: Kind
    text: str
    low: str
    glued: bool = False

    @property
    def is_number(self) -> bool:
        """Digits, maybe with marks."""
        return self.kind == "number"

    @property
    def is_word(self) -> bool:
        """Letters."""
        return self.kind == "word"

    @property
    def is_minus(self) -> bool:
        """A minus, or a dash, which phones make of it; not ±."""
        return self.kind == "sign" and is_minus(self.text)

    @property
    def is_money(self) -> bool:
        """The sign of a currency."""
        return self.kind == "sign" and unicodedata.category(self.text) == "Sc"


def is_minus(sign: str) -> bool:
    """Whether a character is a minus or a dash of any width."""
    name = unicodedata.name(sign, "")
    return unicodedata.category(sign) == "Pd" or ("MINUS SIGN" in name and "PLUS" not in name)


def stands_for_more(character: str) -> bool:
    """Whether it has a value and is no digit: "½", "²", "Ⅷ", "①", "万"."""
    return character.isnumeric() and not character.isdecimal()


def plain(text: str) -> str:
    """Full-width letters and signs as others are, without what nobody sees. What stands for more stays as it is."""
    composed = unicodedata.normalize("NFC", text)
    same = "".join(c if stands_for_more(c) else unicodedata.normalize("NFKC", c) for c in composed)
    return "".join(c for c in same if unicodedata.category(c) not in _UNSEEN)


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text, in order."""
    made, end = [], -1
    for found in _PIECE.finditer(plain(text)):
        kind: Kind = "number" if found["number"] else "word" if found["word"] else "sign"
        made.append(Piece(kind, found.group(), fold(found.group()), glued=found.start() == end))
        end = found.end()
    return made


def written(pieces: list[Piece]) -> str:
    """The pieces as one text again."""
    return "".join(("" if piece.glued else " ") + piece.text for piece in pieces).strip()
