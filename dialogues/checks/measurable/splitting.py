"""Splits tokens that hold several: days in digits ("30.06.2031") and compound measures ("8-point")."""

from __future__ import annotations

from dialogues.checks.measurable.pack import Pack

_Token = tuple[str, int, int, str]  # kind, start, end, folded text


def split(tokens: list[_Token], pack: Pack) -> list[_Token]:
    """The tokens, with those that hold several cut into their pieces."""
    made: list[_Token] = []
    for token in tokens:
        kind, _, _, low = token
        if kind == "number" and low.count(".") == 2:
            made += _day(token)
        elif kind in ("compound", "word") and "-" in low:
            made += _measure(token, pack)
        else:
            made.append(token)
    return made


def _day(token: _Token) -> list[_Token]:
    """ "30.06.2031" as a day, a month and a year."""
    _, start, end, low = token
    parts = low.split(".")
    if not (len(parts[0]) <= 2 and len(parts[1]) <= 2 and len(parts[2]) == 4):
        return [token]
    a, b = start + len(parts[0]), start + len(parts[0]) + 1 + len(parts[1])
    made = [("number", start, a, parts[0]), ("sign", a, a + 1, "/"), ("number", a + 1, b, parts[1])]
    return [*made, ("sign", b, b + 1, "/"), ("number", b + 1, end, parts[2])]


def _measure(token: _Token, pack: Pack) -> list[_Token]:
    """ "8-point", "ten-percentage-point" as a number and its unit."""
    _, start, end, low = token
    head, *rest = low.split("-")
    units = {name for row, name in pack.units.get(rest[0], ()) if row == rest}
    if not units & {"points", "percent"} or not (head.isdecimal() or head in pack.number_words):
        return [token]
    if len(low) != end - start:
        return [token]
    made: list[_Token] = [("number" if head.isdecimal() else "word", start, start + len(head), head)]
    at = start + len(head) + 1
    for word in rest:
        made.append(("word", at, at + len(word), word))
        at += len(word) + 1
    return made
