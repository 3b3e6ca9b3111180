"""Cleaning what people type, before anything reads, stores or shows it."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

from dialogues import house_rules

_LINE_ENDS: Final = regex.compile(r"\r\n?|[\u2028\u2029]")
# C0 and C1 controls but tab and line feed; zero-width marks; everything that turns the direction of text.
_UNWANTED: Final = regex.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
)
_SCRIPTS_WITH_JOINERS: Final = (
    "Arabic", "Syriac", "Mandaic", "Nko", "Mongolian", "Phags_Pa", "Manichaean", "Psalter_Pahlavi",
    "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada",
    "Malayalam", "Sinhala", "Khmer", "Myanmar", "Tibetan", "Thai", "Lao", "Balinese", "Javanese",
    "Sundanese",
)  # fmt: skip
_JOINING_SCRIPTS: Final = "".join(rf"\p{{Script={script}}}" for script in _SCRIPTS_WITH_JOINERS)
_STRAY_JOINER: Final = regex.compile(
    # A joiner (U+200D) holds emoji together; both joiners shape letters of the scripts that need them.
    r"\u200d(?!(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\u20e3]\u200d)\p{Extended_Pictographic})"
    rf"(?!(?<=[{_JOINING_SCRIPTS}\p{{Script=Inherited}}]\u200d)[{_JOINING_SCRIPTS}])"
    rf"|\u200c(?!(?<=[{_JOINING_SCRIPTS}\p{{Script=Inherited}}]\u200c)[{_JOINING_SCRIPTS}])"
)
# Marks piled up on one letter cover the lines above and below it.
_MARKS: Final = house_rules.NAME_MARKS.value
_FLOOD_OF_MARKS: Final = regex.compile(rf"(\p{{M}}{{{_MARKS}}})\p{{M}}+")
# Characters that take room or none, but show nothing: Hangul fillers, the empty braille cell, soft hyphen …
_BLANK: Final = regex.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]")

_GRAPHEME: Final = regex.compile(r"\X")


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str) -> int:
    """Length as people count: a letter with its accents, a flag or a joined emoji is one."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def shortened(text: str, most: int) -> str:
    """The text in at most so many UTF-16 units; a cut is shown, and parts no letter, flag or joined emoji."""
    if 2 * len(text) <= most or units(text) <= most:
        return text
    kept, left = [], most - 1
    for found in _GRAPHEME.finditer(text):
        left -= units(found.group())
        if left < 0:
            break
        kept.append(found.group())
    # One letter under so many marks that it fills all the room is cut inside.
    whole = "".join(kept) or text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)].decode(
        "utf-16-le", "ignore"
    )
    return f"{whole}…"


def clean_text(text: str) -> str:
    """What a person wrote, composed (NFC), without the characters nobody can see and nobody meant.

    Removed: halves of surrogate pairs, controls other than tab and line feed, zero-width marks,
    marks that turn the direction of text, joiners outside emoji and the scripts that need them.
    Line ends become a line feed. Blanks stay as they were.
    """
    if text.isprintable():
        # Python counts none of these among what can be printed, so there is nothing to look for.
        return unicodedata.normalize("NFC", text)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    kept = _UNWANTED.sub("", _LINE_ENDS.sub("\n", whole))
    return unicodedata.normalize("NFC", _STRAY_JOINER.sub("", kept))


def clean_name(name: str, fallback: str) -> str:
    """A name on one line, with few marks a letter and cut where it is too long (`house_rules.NAME_UNITS`).

    `fallback` when nothing visible is left of it. It is nobody's answer: Telegram brings it with every update.
    """
    one_line = " ".join(clean_text(name).split())
    if not one_line.isascii():
        one_line = _FLOOD_OF_MARKS.sub(r"\1", one_line)
    if not any(is_visible(character) for character in one_line):
        return fallback
    return shortened(one_line, house_rules.NAME_UNITS.value)


def is_visible(character: str) -> bool:
    """Whether a character shows something on the screen."""
    if character.isalnum() and character.isascii():
        return True
    if _BLANK.match(character):
        return False
    return unicodedata.category(character)[0] not in "CZM"
