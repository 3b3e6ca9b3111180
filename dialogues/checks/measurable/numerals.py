"""Reads numbers: digits with separators, words, fractions, percentages, "n in m", ranges (method 1b)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dialogues.checks.measurable.pack import Pack
from dialogues.checks.measurable.splitting import split
from dialogues.checks.measurable.tokens import HARD_STOPS, Item, Quantity, cut

_NO_BREAK_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009")
_SIGNS = {
    "%": "percent_sign",
    "٪": "percent_sign",
    "‰": "per_mille",
    "$": "currency",
    "€": "currency",
    "£": "currency",
}
_MAX_DIGITS = 24
#: A sentence or two; what follows is not examined.
EXAMINED_WORDS = 280
_RANGE_SIGNS = frozenset("-–—")


def digits(written: str, pack: Pack) -> tuple[Decimal, ...]:
    """All values that a number in digits may have in this language; empty when it is no number.

    "1.234" may be one thousand or a decimal: both are returned, the likelier of the language first.
    """
    point, group = str(pack.settings["decimal_mark"]), str(pack.settings["group_mark"])
    plain = written.translate(_NO_BREAK_SPACES).replace("٫", point).replace("٬", group)
    plain = plain.replace("’", "").replace("'", "")
    if len(plain) > _MAX_DIGITS or not plain or not all(c.isdecimal() or c in ".," for c in plain):
        return ()
    plain = "".join(c if c in ".," else str(int(c)) for c in plain)
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return (Decimal(plain),)
    last = marks[-1]
    head, _, tail = plain.rpartition(last)
    if not head or not tail:
        return ()
    if len(set(marks)) == 2:
        whole = head.split("." if last == "," else ",")
        return (Decimal("".join(whole) + "." + tail),) if last not in head and _grouped(whole) else ()
    if len(marks) > 1:
        return (Decimal(plain.replace(last, "")),) if _grouped(plain.split(last)) else ()
    return _one_mark(head, last, tail, pack)


def _one_mark(head: str, mark: str, tail: str, pack: Pack) -> tuple[Decimal, ...]:
    fraction, joined = Decimal(f"{head}.{tail}"), Decimal(head + tail)
    may_group = len(tail) == 3 and len(head) <= 3 and not head.startswith("0")
    if mark == pack.settings["group_mark"]:
        if may_group:
            return (joined, fraction) if pack.settings["group_mark_ambiguous"] else (joined,)
        return (fraction,) if pack.settings["group_mark_may_be_decimal"] else (fraction, joined)
    if may_group:
        return (fraction, joined)
    if mark == "," and mark != pack.settings["decimal_mark"]:
        return (fraction, joined)
    return (fraction,)


def _grouped(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= 3 and all(len(p) == 3 for p in parts[1:])


def items_of(text: str, pack: Pack) -> list[Item]:
    """The words and numbers of a statement, with the classes of the language pack."""
    items = [
        _item(kind, start, end, low, text[start:end], pack)
        for kind, start, end, low in split(cut(text)[:EXAMINED_WORDS], pack)
    ]
    items = _number_words(items, pack)
    if any("num" in item.tags for item in items):
        items = _units(items, pack)
        items = _rates(items, pack)
        items = _shares(items, pack)
        items = _ranges(items, pack)
    return items


def _item(kind: str, start: int, end: int, low: str, written: str, pack: Pack) -> Item:
    if kind == "number":
        readings = digits(written, pack)
        if readings:
            year = len(written) == 4 and written.isdecimal() and 1900 <= readings[0] <= 2100
            tags = (
                frozenset(("num", "count", "digits", "year"))
                if year
                else frozenset(("num", "count", "digits"))
            )
            return Item(
                start, end, low, tags, quantity=Quantity(readings[0], readings[0], readings=readings[1:])
            )
        return Item(start, end, low, frozenset(("odd_number",)))
    if kind == "compound":
        return Item(start, end, low, pack.lexicon.tags(low) | {"numeric_compound"})
    if kind in ("sign", "short"):
        names = {"sign", _SIGNS.get(low, "sign")} | pack.lexicon.tags(low)
        if low in HARD_STOPS:
            names.add("stop")
        return Item(start, end, low, frozenset(names) - {"word"})
    return Item(start, end, low, pack.lexicon.tags(low))


def _word_value(items: list[Item], i: int, pack: Pack) -> tuple[Decimal, int] | None:
    """The value of the number words that begin at i, and the index after them."""
    total, current, j, seen = Decimal(0), Decimal(0), i, False
    while j < len(items):
        word = items[j].low
        parts = word.split("-") if "-" in word else [word]
        if all(p in pack.number_words for p in parts):
            value = sum((pack.number_words[p] for p in parts), Decimal(0))
            if seen and not (current % 100 == 0 or (current % 10 == 0 and value < 10)):
                break
            current += value
        elif word in pack.scales and len(word) > 2 and (seen or (j == i and pack.scales[word] <= 1000)):
            scale = pack.scales[word]
            if scale == 100:
                current = (current or 1) * scale
            else:
                total, current = total + (current or 1) * scale, Decimal(0)
        elif seen and word in pack.settings["number_and"] and j + 1 < len(items):
            follows = items[j + 1].low.split("-")
            if not all(p in pack.number_words for p in follows) or (current + total) % 10:
                break
            j += 1
            continue
        else:
            break
        seen, j = True, j + 1
    while j > i and items[j - 1].low in pack.settings["number_and"]:
        j -= 1
    return (total + current, j) if seen else None


def _fraction(items: list[Item], i: int, pack: Pack) -> tuple[Decimal, int] | None:
    """A fraction in words ("two thirds", "one-third", "a quarter", "half", "cuatro quintas partes")."""
    word = items[i].low
    if word in pack.settings["half_words"]:
        return Decimal(50), i + 1
    if word in pack.settings["every_words"] and i + 1 < len(items):
        part = pack.fractions.get(items[i + 1].low)
        return (part, i + 2) if part and part <= Decimal(34) and items[i + 1].low[:3] != "qua" else None
    if word in pack.fractions and i + 1 < len(items) and items[i + 1].low in pack.settings["part_words"]:
        return pack.fractions[word], i + 2  # "la cuarta parte"
    if "-" in word:
        top, _, bottom = word.partition("-")
        if bottom in pack.fractions and top in pack.number_words:
            return pack.number_words[top] * pack.fractions[bottom], i + 1
        return None
    if (
        i + 2 < len(items)
        and word in pack.settings["one_words"]
        and items[i + 1].low in pack.settings["fraction_adjectives"]
        and items[i + 2].low in pack.fractions
    ):
        return pack.fractions[items[i + 2].low], i + 3
    if i + 1 < len(items) and items[i + 1].low in pack.fractions:
        top_value = Decimal(1) if word in pack.settings["one_words"] else pack.number_words.get(word)
        following = items[i + 2] if i + 2 < len(items) else None
        if top_value is not None and not (following and "grader" in following.tags):
            end = i + 3 if following and following.low in pack.settings["part_words"] else i + 2
            return top_value * pack.fractions[items[i + 1].low], end
    return None


def _half_number(items: list[Item], i: int, pack: Pack) -> tuple[Decimal, int] | None:
    """ "Half a million", "medio millón"."""
    if items[i].low not in pack.settings["half_number_words"]:
        return None
    end = i + 2 if i + 1 < len(items) and items[i + 1].low in pack.settings["one_words"] else i + 1
    scale = pack.scales.get(items[end].low) if end < len(items) else None
    return (scale / 2, end + 1) if scale is not None and scale >= 1000 else None


def _number_words(items: list[Item], pack: Pack) -> list[Item]:
    made: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.low not in pack.number_starts and "-" not in item.low:
            made.append(item)
            i += 1
            continue
        half = _half_number(items, i, pack)
        share = None if half else _fraction(items, i, pack)
        if share:
            made.append(
                _merged(
                    items[i : share[1]], {"num", "share", "fraction"}, Quantity(share[0], share[0], "share")
                )
            )
            i = share[1]
            continue
        found = half or (_word_value(items, i, pack) if item.low not in pack.settings["one_words"] else None)
        if found:
            made.append(_merged(items[i : found[1]], {"num", "count", "words"}, Quantity(found[0], found[0])))
            i = found[1]
        else:
            made.append(item)
            i += 1
    return made


def _merged(parts: list[Item], tags: set[str], quantity: Quantity) -> Item:
    low = parts[0].low if len(parts) == 1 else " ".join(p.low for p in parts)
    return Item(parts[0].start, parts[-1].end, low, frozenset(tags), quantity)


def _units(items: list[Item], pack: Pack) -> list[Item]:
    """Joins a number with its percent sign, points, scale word or currency."""
    made: list[Item] = []
    i = 0
    while i < len(items):
        item, q = items[i], items[i].quantity
        inner = (
            items[i + 1].quantity if q is None and "currency" in item.tags and i + 1 < len(items) else None
        )
        if inner is not None:
            i += 1
            item = _merged([item, items[i]], {"num", "money"}, replace(inner, unit="money"))
            q = item.quantity
        if q is None:
            made.append(item)
            i += 1
            continue
        end = i + 1
        unit, end, q = _unit_after(items, end, q, pack)
        tags = (item.tags - {"count"} - ({"year"} if end > i + 1 else set())) | {
            "pct" if unit == "percent" else unit
        }
        merged = Item(item.start, items[end - 1].end, item.low, frozenset(tags), replace(q, unit=unit))
        made.append(merged)
        i = end
    return made


def _unit_after(items: list[Item], end: int, q: Quantity, pack: Pack) -> tuple[str, int, Quantity]:
    unit = q.unit
    if (
        end < len(items)
        and items[end].low in pack.scales
        and pack.scales[items[end].low] >= 1000
        and (len(items[end].low) > 2 or items[end].start == items[end - 1].end)  # "£2.4m", not "5 m"
        and unit != "share"
    ):
        scale = pack.scales[items[end].low]
        q, end = replace(q, low=q.low * scale, high=q.high * scale, readings=()), end + 1
    first = items[end].low if end < len(items) else ""
    for row, name in pack.units.get(first, ()):
        if [item.low for item in items[end : end + len(row)]] == row:
            if name != "money" and q.readings and q.low > 100:
                q = replace(q, low=q.readings[0], high=q.readings[0])
            if name != "money":
                q = replace(q, readings=())
            return str(name), end + len(row), q
    return unit, end, q


def _rates(items: list[Item], pack: Pack) -> list[Item]:
    """Joins "47 per 10,000": the second number says of how many, it is no amount of its own."""
    made: list[Item] = []
    i = 0
    while i < len(items):
        item, q = items[i], items[i].quantity
        end = _per_end(items, i, pack) if q is not None and _plain(item) else None
        if end is None or q is None:
            made.append(item)
            i += 1
            continue
        made.append(_merged(items[i:end], {"num", "rate"}, replace(q, unit="rate")))
        i = end
    return made


def _per_end(items: list[Item], i: int, pack: Pack) -> int | None:
    for middle in pack.settings["per"]:
        row = middle.split()
        end = i + 1 + len(row)
        if end < len(items) and [x.low for x in items[i + 1 : end]] == row and _plain(items[end]):
            bottom = items[end].quantity
            if row[0] in pack.settings["per_any"] or (bottom is not None and bottom.low >= 1000):
                return end + 1
    return None


def _plain(item: Item) -> bool:
    return item.quantity is not None and item.quantity.unit == "count" and "year" not in item.tags


def _shares(items: list[Item], pack: Pack) -> list[Item]:
    """Joins "n in m", "n of every m", "n de cada m" (also with the people between) into one share."""
    made: list[Item] = []
    ones = pack.settings["one_words"]
    i = 0
    while i < len(items):
        may_begin = items[i].quantity is not None or items[i].low in ones
        found = _share_end(items, i, pack) if may_begin else None
        if found is None:
            made.append(items[i])
            i += 1
            continue
        end, top, bottom = found
        # Of a thousand and more people use the number itself ("4.9 of every 1,000"), of fewer a share.
        rare = bottom >= 1000
        value = top if rare else top * 100 / bottom
        unit = "rate" if rare else "share"
        made.append(_merged(items[i:end], {"num", unit, "n_in_m"}, Quantity(value, value, unit)))
        if any("person" in x.tags for x in items[i:end]):
            made[-1].tags |= {"person"}
        i = end
    return made


def _share_end(items: list[Item], i: int, pack: Pack) -> tuple[int, Decimal, Decimal] | None:
    """The index after a share that begins at i, its n and its m."""
    q = items[i].quantity
    one = items[i].low in pack.settings["one_words"]
    if not one and (q is None or not _plain(items[i])):
        return None
    top = q.low if q is not None else Decimal(1)
    ages = pack.settings["age_words"]  # "20 personas mayores de 65" is no share
    for middle in pack.settings["out_of"]:
        row = middle.split()
        for j in range(i + 1, min(i + (1 if one else 4), len(items)) + 1):
            if j > i + 1 and (not items[j - 1].tags & {"person", "word"} or items[j - 1].low in ages):
                break
            end = j + len(row)
            if end < len(items) and [x.low for x in items[j:end]] == row and _plain(items[end]):
                if j > i + 1 and not any("person" in x.tags for x in items[i + 1 : j]):
                    continue
                bottom = items[end].quantity
                if bottom is None or not 0 <= top <= bottom.low or bottom.low <= 1:
                    continue
                if row != ["/"] or _is_fraction(items, i, end):
                    return end + 1, top, bottom.low
    return None


def _is_fraction(items: list[Item], i: int, end: int) -> bool:
    """ "3/5", but neither part of "3/5/2031" nor "1/100"."""
    whole = items[end].quantity
    around = [items[i - 1].low if i else "", items[end + 1].low if end + 1 < len(items) else ""]
    return "/" not in around and whole is not None and whole.low <= 20


def _ranges(items: list[Item], pack: Pack) -> list[Item]:
    """Joins "45 to 50 percent", "45–50%", "between 45 and 50 percent", "entre un 25 y un 28 por ciento"."""
    made: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        opened = item.low in pack.settings["between"]
        start = i + 1 if opened else i
        if opened and start < len(items) and items[start].low in pack.settings["articles"]:
            start += 1
        found = _range_end(items, start, opened, pack)
        before = items[i - 1].low if i else ""
        if found is None or (
            not opened and (before in pack.settings["from_words"] or before in _RANGE_SIGNS)
        ):
            made.append(item)
            i += 1
            continue
        end, quantity = found
        tag = "pct" if quantity.unit == "percent" else quantity.unit
        made.append(_merged(items[i:end], {"num", "range", tag}, quantity))
        i = end
    return made


def _range_end(items: list[Item], i: int, opened: bool, pack: Pack) -> tuple[int, Quantity] | None:
    if i + 2 >= len(items) or items[i].quantity is None or "year" in items[i].tags:
        return None
    joins = pack.settings["and_words"] if opened else pack.settings["to_words"]
    j = i + 1
    if items[j].low not in joins and items[j].low not in _RANGE_SIGNS:
        return None
    j += 1
    if opened and items[j].low in pack.settings["articles"] and j + 1 < len(items):
        j += 1
    low, high = items[i].quantity, items[j].quantity
    if low is not None and low.unit == "percent" and i and items[i - 1].low == ":":
        return None  # "Readmissions: 12 % to 20 %" tells from where to where
    if low is None or high is None or "year" in items[j].tags or low.low >= high.low:
        return None
    if low.unit not in ("count", high.unit):
        return None
    return j + 1, Quantity(low.low, high.high, high.unit)
