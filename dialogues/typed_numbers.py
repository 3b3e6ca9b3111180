"""Reads the one number of a field strictly: what could make another number of it is asked about, never cut off.

Words that change nothing may stand beside it ("about 40 families"). What a sign, a letter or a number word
beside it might mean is nobody's guess.
"""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from dialogues.checks import measurable
from dialogues.checks.measurable import AskWhich, Number
from dialogues.number_pieces import Piece, pieces_of, stands_for_more, written
from dialogues.number_words import NumberWords, judged, number_words
from dialogues.spelled_amounts import Amount, Odd, amount_at

_MARKS = ".,٫"
_PERCENT = "%٪"
#: Signs of a thousandth and a ten-thousandth, and what they make of a number as a percentage.
_SMALLER = {"‰": Decimal(10), "‱": Decimal(100)}
#: They say nothing about the number beside them.
_SILENT = frozenset('.,:;!?¡¿~≈"“”„«»‘’…*()[]/،؛')
_MOST_CHARACTERS = 200
_MOST_DECIMALS = 12
_WHOLE_SHARE = 100


def read_number(text: str, language: str) -> Number | AskWhich | None:
    """The one number of a text ("٤٥٫٥٪", "minus five", "2 million and a half", "3 of 4"), else None.

    A share is given in per cent, a rate ("45 per 1,000") by its first number with the unit "rate".
    AskWhich("AMBIGUOUS_NUMBER") where several values fit. In a language without a pack of the result check
    digits are read as in the first language.
    """
    pieces = pieces_of(text) if len(text) <= _MOST_CHARACTERS else []
    if not pieces or any(stands_for_more(c) for piece in pieces for c in piece.text):
        return None
    words = number_words(language)
    try:
        return _Field.of(pieces, words).read(judged(language))
    except Odd:
        return None


@dataclass(slots=True)
class _Field:
    """The pieces of a field without its sign, and the amounts and shares that begin at some of them."""

    pieces: list[Piece]
    words: NumberWords
    negative: bool
    amounts: dict[int, Amount]
    shares: dict[int, int]

    @classmethod
    def of(cls, pieces: list[Piece], words: NumberWords) -> _Field:
        """Raises Odd where a piece may change what number is meant."""
        pieces = _with_leading_marks(pieces)
        _check_glued(pieces, words)
        sign = _sign(pieces, words)
        if sign is not None:
            pieces = _without(pieces, sign)
        pieces = _checked_signs(pieces)
        amounts, shares = _found(pieces, words)
        _check_left_over(pieces, words, amounts, shares)
        return cls(pieces, words, sign is not None, amounts, shares)

    def read(self, language: str) -> Number | AskWhich | None:
        """The number, or the values it may have."""
        single = next(iter(self.amounts.values())) if len(self.amounts) == 1 and not self.shares else None
        thousandth = next((_SMALLER[p.text] for p in self.pieces if p.text in _SMALLER), None)
        if thousandth and not single:
            return None
        if single and (thousandth or (len(single.values) > 1 and not single.as_typed)):
            return _which(single, thousandth, negative=self.negative)
        found = measurable.read_number(self._in_digits(), language)
        if isinstance(found, AskWhich):
            return replace(found, options=tuple(self._signed(Decimal(str(one))) for one in found.options))
        if not isinstance(found, Number) or (self.shares and found.low > _WHOLE_SHARE):
            return None
        if self.negative:
            return (
                replace(found, low=-found.low, high=-found.low)
                if single and found.value is not None
                else None
            )
        if len(self.amounts) < 2 or found.unit != "count":
            return found
        per = list(self.amounts.values())[1].values[0]
        return replace(found, unit="percent" if per == _WHOLE_SHARE else "rate")

    def _signed(self, value: Decimal) -> Decimal:
        return -value if self.negative else value

    def _in_digits(self) -> str:
        """The field with every spelled amount in digits."""
        made: list[Piece] = []
        at = 0
        while at < len(self.pieces):
            amount = self.amounts.get(at)
            if amount is None:
                made.append(self.pieces[at])
                at += 1
                continue
            text = (
                self.pieces[at].text.replace(" ", "") if amount.as_typed else self._digits(amount.values[0])
            )
            made.append(Piece("number", text, text, glued=self.pieces[at].glued))
            at = amount.end
        return written(made)

    def _digits(self, value: Decimal) -> str:
        whole, _, part = f"{value:f}".partition(".")
        part = part.rstrip("0")
        # Three digits behind a mark may be thousands.
        part = part[:_MOST_DECIMALS] if len(part) != len("000") else part + "0"
        return whole + (self.words.pack.settings["decimal_mark"] + part if part else "")


def _which(amount: Amount, thousandth: Decimal | None, *, negative: bool) -> AskWhich:
    values = {value / by for value in amount.values for by in ((1, thousandth) if thousandth else (1,))}
    found = sorted(-value if negative else value for value in values)
    return AskWhich("AMBIGUOUS_NUMBER", tuple(Decimal(f"{one.normalize():f}") for one in found))


def _with_leading_marks(pieces: list[Piece]) -> list[Piece]:
    """ ".5" and "٫٥" as "0.5". Behind a letter or another mark it is no decimal mark that everybody sees."""
    made: list[Piece] = []
    for piece in pieces:
        mark = made[-1] if made and piece.is_number and piece.glued else None
        if mark is None or mark.text not in _MARKS:
            made.append(piece)
            continue
        before = made[-2] if len(made) > 1 and mark.glued else None
        if before and not (before.is_minus or before.is_money or before.text == "+"):
            raise Odd
        text = "0" + mark.text + piece.text
        made[-1] = Piece("number", text, text, glued=mark.glued)
    return made


def _check_glued(pieces: list[Piece], words: NumberWords) -> None:
    """Letters right at the digits have to be a unit; digits right at letters are a name."""
    pack = words.pack
    units = {*pack.scales, *pack.units, *words.glued}
    for before, piece in itertools.pairwise(pieces):
        if piece.glued and before.is_word and piece.is_number:
            raise Odd
        if piece.glued and before.is_number and piece.is_word and piece.low not in units:
            raise Odd
        if before.is_number and piece.is_number:
            raise Odd


def _sign(pieces: list[Piece], words: NumberWords) -> int | None:
    """The place of the minus, in sign or word, if there is one."""
    found = [at for at in range(len(pieces)) if _is_sign(pieces, at, words)]
    if len(found) > 1:
        raise Odd
    return found[0] if found else None


def _is_sign(pieces: list[Piece], at: int, words: NumberWords) -> bool:
    if pieces[at].low in words.minus:
        return _is_word_for_minus(pieces, at, words)
    return pieces[at].is_minus and _is_minus(pieces, at, words)


def _is_minus(pieces: list[Piece], at: int, words: NumberWords) -> bool:
    """Whether a dash is the number's minus. Raises Odd where it may be and may not be."""
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    tight = pieces[at].glued and before is not None and not before.is_money
    if tight and after and after.glued and before and before.kind != "sign":
        return False  # "twenty-five", "45-50", "at-risk"
    if after is None or not _begins_number(pieces, at + 1, words):
        if before and before.is_number and (pieces[at].glued or after is None):
            raise Odd  # "5-"
        return False
    if before and before.is_number and not pieces[at].glued and not after.glued:
        return False  # "45 - 50"
    if after.is_word and not after.glued and at:
        return False  # "eighty - one": two numbers
    if tight or (before and not before.is_money and (before.is_number or not after.glued)):
        raise Odd
    return True


def _is_word_for_minus(pieces: list[Piece], at: int, words: NumberWords) -> bool:
    before = tuple(piece.low for piece in pieces[: at + 1] if piece.is_word)
    if any(before[-len(row) :] == row for row in words.around):
        return False
    ones = words.pack.settings["one_words"]
    after = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].low in ones)
    if len(before) == 1 and not any(piece.is_number for piece in pieces[:at]):
        if _begins_number(pieces, after, words):
            return True
        raise Odd
    near = (pieces[at - 1], *pieces[after : after + 1])
    if any(piece.is_number or words.is_spoken(piece.low) for piece in near):
        raise Odd
    return False


def _begins_number(pieces: list[Piece], at: int, words: NumberWords) -> bool:
    if at < len(pieces) and pieces[at].is_money:
        at += 1
    if at >= len(pieces):
        return False
    low, settings = pieces[at].low, words.pack.settings
    spoken = words.is_spoken(low) or low in settings["half_number_words"] or low in settings["one_words"]
    return pieces[at].is_number or spoken


def _without(pieces: list[Piece], at: int) -> list[Piece]:
    rest = [*pieces[:at], *pieces[at + 1 :]]
    if at < len(rest):
        rest[at] = replace(rest[at], glued=pieces[at].glued and rest[at].glued)
    return rest


def _checked_signs(pieces: list[Piece]) -> list[Piece]:
    """The pieces without a plus; any currency is written as the one that every pack knows."""
    made: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.kind != "sign" or _may_stand(piece, before, after):
            made.append(
                replace(piece, text="$", low="$") if piece.is_money and piece.text not in "€£" else piece
            )
        elif not (
            piece.text == "+" and after and after.is_number and after.glued and not (before and piece.glued)
        ):
            raise Odd
    return made


def _may_stand(sign: Piece, before: Piece | None, after: Piece | None) -> bool:
    """Whether a sign leaves the number beside it as it is, or is read with it."""
    touches_before = before is not None and before.is_number and sign.glued
    touches_after = after is not None and after.is_number and after.glued
    if sign.text in _PERCENT or sign.text in _SMALLER:
        return before is not None and not touches_after and before.kind != "sign"
    if sign.text in "([":
        return not (after and after.is_number)
    if sign.text in "‘’'" or sign.text in _MARKS:
        return not touches_after and (sign.text in _MARKS or not touches_before)
    if sign.text == "/":
        return bool(touches_before) == bool(touches_after)
    return (
        sign.text in _SILENT
        or sign.is_minus
        or sign.is_money
        or unicodedata.category(sign.text) in ("So", "Sk")
    )


def _found(pieces: list[Piece], words: NumberWords) -> tuple[dict[int, Amount], dict[int, int]]:
    """Amounts and shares in words by the place where each begins."""
    amounts: dict[int, Amount] = {}
    shares: dict[int, int] = {}
    at = 0
    while at < len(pieces):
        end = _share_end(pieces, at, words)
        amount = None if end else amount_at(pieces, at, words)
        if end:
            shares[at] = at = end
        elif amount:
            amounts[at], at = amount, amount.end
        else:
            at += _measure(pieces, at, words) or 1
    return amounts, shares


def _measure(pieces: list[Piece], at: int, words: NumberWords) -> int:
    """How many pieces from here on are a measure: the hundred of "por ciento" is no number."""
    return words.unit_at([piece.low for piece in pieces[at:]])


def _share_end(pieces: list[Piece], at: int, words: NumberWords) -> int | None:
    """The index after a share in words that begins here ("half", "two-thirds", "la cuarta parte")."""
    pack, settings = words.pack, words.pack.settings
    lows = [piece.low for piece in pieces[at : at + 4] if not piece.is_minus or not piece.glued]
    lows += [""] * (4 - len(lows))
    first, second, third = lows[:3]
    if first in settings["half_words"]:
        is_number = second in words.long_scales() or third in words.long_scales()
        return None if is_number else at + 1
    if first in pack.fractions and second in settings["part_words"]:
        return at + 2
    if first in settings["every_words"] and second in pack.fractions:
        return at + 2
    if first not in settings["one_words"] and first not in pack.number_words:
        return None
    full = 1 if second in settings["fraction_adjectives"] else 0
    if lows[1 + full] not in pack.fractions:
        return None
    return at + sum(1 for _ in _up_to(pieces, at, 2 + full + (lows[2 + full] in settings["part_words"])))


def _up_to(pieces: list[Piece], at: int, words_wanted: int) -> list[Piece]:
    """The pieces from here that hold so many words."""
    taken: list[Piece] = []
    for piece in pieces[at:]:
        if sum(p.is_word for p in taken) == words_wanted:
            break
        taken.append(piece)
    return taken


def _check_left_over(
    pieces: list[Piece], words: NumberWords, amounts: dict[int, Amount], shares: dict[int, int]
) -> None:
    """No word may be left that is itself a number, a part or a multiple."""
    pack = words.pack
    ends = {at: amount.end + _measure(pieces, amount.end, words) for at, amount in amounts.items()}
    taken = {i for at, end in ends.items() for i in range(at, end)}
    taken |= {i for at, end in shares.items() for i in range(at, end)}
    beside = {amount.end for amount in amounts.values()} | {at - 1 for at in amounts}
    for at, piece in enumerate(pieces):
        if at in taken or not piece.is_word:
            continue
        counts = words.is_spoken(piece.low) or piece.low in pack.fractions
        more = at in beside and piece.low in words.half | words.unread
        point = at + 1 in amounts and piece.low in words.point
        of_measure = bool(shares) and bool(_measure(pieces, at, words))  # "half a percent" is not 50
        if (counts and not _opens_share(pieces, at, words)) or more or point or of_measure:
            raise Odd


def _opens_share(pieces: list[Piece], at: int, words: NumberWords) -> bool:
    """ "One in three": the one belongs to what follows."""
    settings = words.pack.settings
    after = tuple(piece.low for piece in pieces[at + 1 : at + 4])
    rows = [tuple(row.split()) for row in settings["out_of"]]
    return pieces[at].low in settings["one_words"] and any(after[: len(row)] == row for row in rows)
