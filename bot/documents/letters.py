"""What the font can show: words are made ready for drawing, and what it lacks is named, never drawn as boxes.

The pictures use Noto Sans: Latin with all its accents, Cyrillic, Greek, Devanagari. A run of other
letters (an emoji, Arabic, Chinese) stands as […], and the words it stood in are listed.
"""

from __future__ import annotations

import functools
import struct
import unicodedata
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

MISSING = "[…]"
# Where a long word may be broken, should its line be too short for it.
BREAK_HERE = "\u200b"
LONGEST_WHOLE_WORD = 16
# Arrows and simple shapes come from DejaVu Sans Mono, which is inside Typst and has all of these.
FROM_THE_OTHER_FONT = frozenset((*range(0x2190, 0x2200), *range(0x25A0, 0x2600)))
# The one entry of the data that the sources read as a name of their own.
NO_WORDS = "drawn_as"
BREAK_EVERY = 8


def font_folder() -> Path:
    """The folder of Noto Sans, from its package."""
    return Path(str(resources.files("fontpkg_noto_sans") / "files"))


def drawable(value: Any, lacking: list[str]) -> Any:
    """The JSON value with every text in it ready to draw; texts that lost letters are added to `lacking`."""
    match value:
        case str():
            return _drawable_text(value, lacking)
        case Mapping():
            return {n: one if n == NO_WORDS else drawable(one, lacking) for n, one in value.items()}
        case Sequence():
            return [drawable(one, lacking) for one in value]
        case _:
            return value


def _drawable_text(text: str, lacking: list[str]) -> str:
    clean = _clean(text)
    shown = "".join(letter if ord(letter) in covered() or letter.isspace() else "\0" for letter in clean)
    if "\0" in shown:
        if clean not in lacking:
            lacking.append(clean)
        shown = MISSING.join(_without_empty_ends(shown))
    return " ".join(_breakable(word) for word in shown.split(" "))


def _clean(text: str) -> str:
    """One character for a letter and its accents, no controls, no invisible marks, no half characters."""
    composed = unicodedata.normalize("NFC", text)
    kept = (
        c if not c.isspace() else " " for c in composed if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return "".join(kept)


def _without_empty_ends(shown: str) -> list[str]:
    """The pieces between runs of missing letters; blanks between two runs belong to the gap."""
    pieces = shown.split("\0")
    inner = [piece for piece in pieces[1:-1] if piece.strip()]
    return [pieces[0], *inner, pieces[-1]]


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WHOLE_WORD:
        return word
    return BREAK_HERE.join(word[i : i + BREAK_EVERY] for i in range(0, len(word), BREAK_EVERY))


@functools.cache
def covered() -> frozenset[int]:
    """The code points the font has a glyph for."""
    (upright,) = (f for f in font_folder().iterdir() if f.suffix == ".ttf" and "Italic" not in f.name)
    return frozenset(_code_points(upright.read_bytes())) | FROM_THE_OTHER_FONT


def _code_points(font: bytes) -> set[int]:
    """All code points of the font's Unicode tables (formats 4 and 12 of `cmap`)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (many,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for n in range(many):
        (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * n + 4)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == 12:
            found |= _of_format_12(font, start + offset)
        elif form == 4:
            found |= _of_format_4(font, start + offset)
    return found - {0xFFFF}


def _of_format_12(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    spans = (struct.unpack_from(">III", font, at + 16 + 12 * n) for n in range(groups))
    return {point for first, last, _ in spans for point in range(first, last + 1)}


def _of_format_4(font: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    many = doubled // 2
    ends = struct.unpack_from(f">{many}H", font, at + 14)
    starts = struct.unpack_from(f">{many}H", font, at + 16 + doubled)
    return {point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1)}
