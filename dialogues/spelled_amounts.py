"""Puts the value of an amount together: "one million two hundred thousand", "3 bn", "2 millones y medio"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from dialogues.checks.measurable.numerals import digits
from dialogues.number_pieces import Piece
from dialogues.number_words import NumberWords, is_short

_ONE_APOSTROPHE = re.compile(r"(\d+)['’](\d+)")
_GROUPED = re.compile(r"\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?")
_TENS = range(20, 100, 10)


class Odd(Exception):
    """It is no number that is read in one way by everybody: ask again."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and the index after it. Of several values one has to be chosen. `as_typed`: digits alone."""

    values: tuple[Decimal, ...]
    end: int
    as_typed: bool


def readings(typed: str, words: NumberWords) -> tuple[Decimal, ...]:
    """All values digits may have. An apostrophe is a decimal mark to some people and parts thousands to others."""
    if one := _ONE_APOSTROPHE.fullmatch(typed):
        return Decimal(f"{int(one[1])}.{_plain(one[2])}"), Decimal(int(one[1] + one[2]))
    if "'" in typed or "’" in typed:
        typed = typed.replace("'", "").replace("’", "") if _GROUPED.fullmatch(typed) else ""
    return digits(typed.replace(" ", ""), words.pack)


def _plain(typed: str) -> str:
    return "".join(str(int(c)) for c in typed)


def amount_at(pieces: list[Piece], at: int, words: NumberWords) -> Amount | None:
    """The amount that begins at a piece, if one does. Raises Odd where its words make no number."""
    piece = pieces[at]
    if not piece.is_number:
        spelled = _Spelled(pieces, at, words)
        spelled.read()
        return Amount((spelled.value,), spelled.at, as_typed=False) if spelled.terms else None
    known = readings(piece.text, words)
    if not known:
        raise Odd
    values: list[Decimal] = []
    for value in known:
        spelled = _Spelled(pieces, at + 1, words, [value], "digits")
        spelled.read()
        values.append(spelled.value)
    if spelled.at == at + 1 and (scale := _one_letter(pieces, at + 1, words)):
        return Amount((*values, *(value * scale for value in values)), at + 2, as_typed=False)
    as_typed = spelled.at == at + 1 and "'" not in piece.text and "’" not in piece.text
    return Amount(tuple(values), spelled.at, as_typed)


def _one_letter(pieces: list[Piece], at: int, words: NumberWords) -> Decimal | None:
    """ "5 m" are five metres or five million: with a blank it may be either."""
    after = pieces[at] if at < len(pieces) else None
    if after is None or after.glued or len(after.low) > 1:
        return None
    return words.pack.scales.get(after.low)


@dataclass(slots=True)
class _Spelled:
    """What has been put together so far: `terms` add up, and a scale word multiplies those smaller than itself."""

    pieces: list[Piece]
    at: int
    words: NumberWords
    terms: list[Decimal] = field(default_factory=list)
    last: str = ""
    scale: Decimal = Decimal(1)

    @property
    def value(self) -> Decimal:
        return sum(self.terms, Decimal(0))

    def read(self) -> None:
        """Takes all pieces that belong to the amount."""
        if self.terms or self._opened() or self._next():
            while self._next():
                pass

    def _opened(self) -> bool:
        """ "Half a million", "medio millón"; of "one million", "un millón" the first word is taken."""
        settings, ones = self.words.pack.settings, self.words.pack.settings["one_words"]
        if self._low(self.at) in settings["half_number_words"]:
            end = self.at + 1 + (self._low(self.at + 1) in ones)
            scale = self.words.long_scales().get(self._low(end), 0)
            if scale >= 1000:
                self.terms, self.at, self.scale, self.last = (
                    [Decimal(scale) / 2],
                    end + 1,
                    Decimal(scale),
                    "scale",
                )
            return bool(self.terms)
        if self._low(self.at) in ones and self._low(self.at + 1) in self.words.long_scales():
            self.at += 1
        return False

    def _next(self) -> bool:
        at = self.at + self._hyphen(self.at)
        low, pack = self._low(at), self.words.pack
        if self.terms and low in self.words.unread:
            raise Odd
        if low in pack.number_words:
            return self._add(pack.number_words[low], at + 1)
        if low in pack.scales:
            return self._scaled(pack.scales[low], at, short=is_short(low))
        if not self.terms:
            return False
        if (
            self.last == "scale"
            and self.scale >= 1000
            and at < len(self.pieces)
            and self.pieces[at].is_number
        ):
            return self._digits(at)
        if low in self.words.ones and self.last == "word" and not self.terms[-1] % 100:
            return self._add(Decimal(1), at + 1)
        return low in pack.settings["number_and"] and self._joined(at + 1 + self._hyphen(at + 1))

    def _joined(self, at: int) -> bool:
        """What follows "and": a part ("and a half"), or the rest of the words for the amount."""
        part = self._part(at)
        if part:
            if self.last == "scale" and self.scale == 100:  # a hundred and a half: 100.5 or 150
                raise Odd
            self.terms.append(part[0] * (self.scale if self.last == "scale" else 1))
            self.at, self.last = part[1], "part"
            return True
        low = self._low(at)
        if self.last == "digits":
            return False
        if low in self.words.pack.number_words:
            return self._add(self.words.pack.number_words[low], at + 1)
        return low in self.words.ones and self.terms[-1] in _TENS and self._add(Decimal(1), at + 1)

    def _part(self, at: int) -> tuple[Decimal, int] | None:
        """A part of one ("a half", "medio", "three quarters"), and the index after it."""
        pack, top = self.words.pack, Decimal(1)
        if self._low(at) in pack.settings["one_words"]:
            at += 1
        elif self._low(at) in pack.number_words:
            top, at = pack.number_words[self._low(at)], at + 1
        at += self._hyphen(at)
        if self._low(at) in self.words.half:
            return top / 2, at + 1
        if self._low(at) in pack.fractions:
            return top * pack.fractions[self._low(at)] / 100, at + 1
        return None

    def _add(self, value: Decimal, end: int) -> bool:
        if self.terms and not self._fits(value):
            raise Odd
        self.terms.append(value)
        self.at, self.last = end, "word"
        return True

    def _fits(self, value: Decimal) -> bool:
        """Whether people say this number word after the one before: "twenty five", not "twenty twenty"."""
        before = self.terms[-1]
        if self.last == "scale":
            return value < self.scale
        if self.last == "word" and before and not before % 100:
            return value < 100
        return self.last == "word" and before in _TENS and 1 <= value < 10

    def _digits(self, at: int) -> bool:
        """ "1 million 200 thousand"."""
        found = readings(self.pieces[at].text, self.words)
        if len(found) != 1 or found[0] >= self.scale:
            raise Odd
        self.terms.append(found[0])
        self.at, self.last = at + 1, "digits"
        return True

    def _scaled(self, scale: Decimal, at: int, *, short: bool) -> bool:
        if short and (self.last != "digits" or not (self.pieces[at].glued or len(self.pieces[at].low) > 1)):
            return False
        smaller = [term for term in self.terms if term < scale]
        larger = self.terms[: len(self.terms) - len(smaller)]
        # After a million comes no second one, and no thousand after a thousand.
        if any(term % (scale * (10 if scale == 100 else 1000)) for term in larger) or 0 in smaller:
            raise Odd
        self.terms = [*larger, (sum(smaller, Decimal(0)) if smaller else Decimal(1)) * scale]
        self.at, self.last, self.scale = at + 1, "scale", scale
        return True

    def _hyphen(self, at: int) -> int:
        """1 where a hyphen joins two words ("twenty-five"), else 0."""
        if not 0 < at < len(self.pieces) - 1:
            return 0
        before, here, after = self.pieces[at - 1 : at + 2]
        joins = here.is_minus and here.glued and after.glued and before.is_word and after.is_word
        return int(joins)

    def _low(self, at: int) -> str:
        return self.pieces[at].low if at < len(self.pieces) and not self.pieces[at].is_number else ""
