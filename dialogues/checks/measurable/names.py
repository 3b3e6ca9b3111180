"""Joins what looks like a number or a day and is none: "8:30 a.m.", and in names "9 de Julio", "Road 2031"."""

from __future__ import annotations

from dialogues.checks.measurable.pack import Pack
from dialogues.checks.measurable.tokens import Item

_HOURS, _MINUTES, _DAYS = 24, 59, 31
_NAMED = frozenset(("placetype", "schoolset", "numbered", "way"))


def with_names(items: list[Item], text: str, pack: Pack) -> list[Item]:
    """The items with clock times and dated names joined, and years that belong to a name marked `name_number`."""
    made: list[Item] = []
    done = 0
    for i, item in enumerate(items):
        if i < done or "digits" not in item.tags:
            continue
        tags = frozenset(("function", "clock"))
        end = _clock_end(items, i, pack)
        if end is None and (end := _dated_end(items, i, text, pack)):
            tags = frozenset(("word", "cap", "dated_name"))
        if end:
            made += [*items[done:i], _joined(items[i:end], tags)]
            done = end
        elif "year" in item.tags and i and _names(items[i - 1], text):
            item.tags = (item.tags - {"year"}) | {"name_number"}
    return [*made, *items[done:]] if done else items


def _joined(items: list[Item], tags: frozenset[str]) -> Item:
    return Item(items[0].start, items[-1].end, " ".join(item.low for item in items), tags)


def _whole(item: Item, highest: int) -> bool:
    q = item.quantity
    return q is not None and "digits" in item.tags and q.unit == "count" and q.low <= highest


def _clock_end(items: list[Item], i: int, pack: Pack) -> int | None:
    """Where "8:30", "17:00 h", "9 p.m." or "las 8 de la mañana" ends."""
    if not _whole(items[i], _HOURS) or i + 1 >= len(items):
        return None
    to_the_minute = _minutes(items, i)
    end = i + 3 if to_the_minute else i + 1
    after = items[end].low if end < len(items) else ""
    if after in pack.settings["clock_words"] or (to_the_minute and after in pack.settings["clock_units"]):
        return end + 1
    part = " ".join(item.low for item in items[end : end + 3])
    if part in pack.settings["parts_of_day"] and i and items[i - 1].low in pack.settings["the_words"]:
        return end + 3
    return end if to_the_minute else None


def _minutes(items: list[Item], i: int) -> bool:
    if i + 2 >= len(items) or items[i + 1].low != ":":
        return False
    colon, minutes = items[i + 1], items[i + 2]
    close = items[i].end == colon.start and colon.end == minutes.start
    return close and minutes.end - minutes.start == 2 and _whole(minutes, _MINUTES)


def _dated_end(items: list[Item], i: int, text: str, pack: Pack) -> int | None:
    """Where "9 de Julio" ends, a name by the capital of its month and by what stands before it."""
    if not _whole(items[i], _DAYS) or not i or not pack.settings["date_name_links"]:
        return None
    at = i + 2 if i + 1 < len(items) and items[i + 1].low in "º°" else i + 1
    if at + 1 >= len(items) or items[at].low not in pack.settings["date_name_links"]:
        return None
    month = items[at + 1]
    if "month" not in month.tags or not text[month.start].isupper():
        return None
    if any("year" in item.tags for item in items[at + 2 : at + 4]):
        return None
    before = i - 2 if items[i - 1].low in pack.settings["of_words"] and i > 1 else i - 1
    named = items[before].tags & _NAMED or items[i - 1].low in pack.settings["lower_place_cues"]
    return at + 2 if named else None


def _names(before: Item, text: str) -> bool:
    """ "Farm Road 2031", "ruta 2030": roads and rooms may have a number that looks like a year."""
    return "way" in before.tags or ("named_by_year" in before.tags and text[before.start].isupper())
