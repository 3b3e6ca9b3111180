"""Reads what a person typed where a certain form is expected: yes or no, a pass, a digit, a name, a text."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from dialogues import house_rules, phrases
from dialogues.checks.measurable import AskWhich, Number
from dialogues.typed_numbers import read_number
from dialogues.wording import characters, is_visible
from dialogues.wording import units as units

# All of ASCII that is no letter, digit, blank or part of a word: the rest of `fold`, in one step.
_SIGNS = {ord(sign): " " for sign in map(chr, range(ord("\x7f") + 1)) if not (sign.isalnum() or sign in "'-")}
_HOUR = re.compile(r"(\d{1,2})\s*(?:[:.h：．]\s*(\d{1,2})?)?\s*h?")


@dataclass(frozen=True, slots=True)
class Read:
    """The value that was understood."""

    value: str


@dataclass(frozen=True, slots=True)
class Misread:
    """It does not fit; `why` names the phrase "again.<why>" that asks again, with an example.

    `readings` are the values it could mean, where one has to be chosen. `days` are those it speaks of; of several,
    one is chosen by a button.
    """

    why: str
    readings: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


def is_word(language: str, name: str, text: str) -> bool:
    """Whether the text is one of the words "words.<name>" of this language or of the first one."""
    return fold(text) in words(language, name)


def begins_with(language: str, name: str, text: str) -> bool:
    """Whether the text begins with one of the words "words.<name>" of this language or of the first one."""
    folded = f"{fold(text)} "
    return any(folded.startswith(f"{word} ") for word in words(language, name))


def words(language: str, name: str) -> frozenset[str]:
    """The words "words.<name>" of this language and of the first one."""
    return _words(phrases.spoken(language), name)


@functools.cache
def _words(language: str, name: str) -> frozenset[str]:
    lists = {phrases.render(lang, f"words.{name}", "UTC", {}) for lang in (language, phrases.FIRST_LANGUAGE)}
    return frozenset(word.strip() for line in lists for word in line.split(","))


def fold(text: str) -> str:
    """Letters and digits in small letters, single blanks, without signs."""
    if text.isascii():
        return " ".join(text.casefold().translate(_SIGNS).split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(c if c.isalnum() or c.isspace() or c in "'-" else " " for c in plain)
    return " ".join(kept.split())


def is_too_long(text: str) -> bool:
    """Whether a text holds more characters, as people count them, than an answer may; or may be the first piece
    of one that does."""
    many = units(text)
    if many <= house_rules.ANSWER_CHARACTERS.value:
        # No character has fewer units than one.
        return False
    if may_be_piece(text) or many > house_rules.ANSWER_UNITS.value:
        return True
    return characters(text) > house_rules.ANSWER_CHARACTERS.value


def may_be_piece(text: str) -> bool:
    """Whether an app may have cut this text off where a message is full."""
    return house_rules.PIECE_UNITS.value <= units(text) <= house_rules.MESSAGE_UNITS.value


def free_text(text: str) -> Read | Misread:
    """A text that says something and fits one message."""
    if is_too_long(text):
        return Misread("too_long")
    if not any(is_visible(c) and (c.isalnum() or unicodedata.category(c) in ("So", "Sk")) for c in text):
        return Misread("empty")
    return Read(text.strip())


def name(text: str) -> Read | Misread:
    """A name on one line, of at most `house_rules.NAME_UNITS`."""
    one_line = " ".join(text.split())
    if units(one_line) > house_rules.NAME_UNITS.value:
        return Misread("name_too_long")
    if not any(is_visible(c) for c in one_line):
        return Misread("empty")
    return Read(one_line)


def line(text: str) -> Read | Misread:
    """A text on one line, of at most `house_rules.TASK_UNITS`."""
    one_line = " ".join(text.split())
    if units(one_line) > house_rules.TASK_UNITS.value:
        return Misread("line_too_long")
    return free_text(one_line)


def yes_no(language: str, text: str) -> Read | Misread:
    """Yes or no in the person's language or in English."""
    for word in ("yes", "no"):
        if is_word(language, word, text):
            return Read(word)
    return Misread("yes_no")


def number(language: str, text: str) -> Read | Misread:
    """A number as people write it; two possible readings are asked, never guessed."""
    match read_number(text, language):
        case Number(value=Decimal() as value):
            return Read(str(value))
        case AskWhich(options=options):
            return Misread("number_which", tuple(str(option) for option in options))
        case _:
            return Misread("number")


def whole(language: str, text: str, span: tuple[int, int], misread: Misread) -> Read | Misread:
    """A whole number from the first to the last of `span`, as people write it ("３０", "30 days"); else `misread`.

    What counts something else, a share or an amount of money, is no such number.
    """
    found, (least, most) = number(language, text), span
    if isinstance(found, Misread) or kind(language, text) not in (None, "count"):
        return misread
    value = Decimal(found.value)
    return Read(str(int(value))) if least <= value <= most and value == int(value) else misread


def kind(language: str, text: str) -> str | None:
    """What a number counts, as it was typed: count, percent, points, money or rate; None where it is no number."""
    found = read_number(text, language)
    return found.unit if isinstance(found, Number) else None


def hour(text: str) -> Read | Misread:
    """A time of day on a clock of 24 hours ("18:30", "9", "18h30", "１８.３０"), as "18:30"."""
    found = _HOUR.fullmatch(text.strip().casefold())
    try:
        return Read(time(int(found[1]), int(found[2] or 0)).strftime("%H:%M")) if found else Misread("hour")
    except ValueError:
        return Misread("hour")


def scale(text: str) -> Read | Misread:
    """One digit of the scale, in any script."""
    stripped = text.strip()
    lowest, highest = house_rules.LOWEST_MARK.value, house_rules.HIGHEST_MARK.value
    if len(stripped) == 1 and stripped.isdecimal() and lowest <= unicodedata.decimal(stripped) <= highest:
        return Read(str(unicodedata.decimal(stripped)))
    return Misread("scale")
