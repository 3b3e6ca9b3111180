"""Finds a place that was typed without its capital: "kids in weslaco", "familias en quilpué"."""

from __future__ import annotations

from dialogues.checks.measurable.statement import Statement
from dialogues.checks.measurable.tokens import Item

_LONGEST_NAME = 3
_NAMES = frozenset(("plain", "gazetteer", "name_start"))


def lowercase_place(st: Statement) -> tuple[int, int] | None:
    """The first known name of a place after "in" or "of"; of one who types no capitals, any unknown name."""
    settings = st.pack.settings
    unknown_too = _types_no_capitals(st)
    for i, item in enumerate(st.items):
        if item.low not in settings["place_cues"]:
            continue
        start = i + 1
        if start < len(st.items) and st.items[start].low in settings["articles"]:
            start += 1
        end = start
        while end < len(st.items) and end - start < _LONGEST_NAME and _names(st, end):
            end += 1
        if end == start:
            continue
        if any("gazetteer" in x.tags for x in st.items[start:end]):
            return start, end
        named = item.low in settings["lower_place_cues"] and start == i + 1
        typed = (
            i > 0
            and bool({"placetype", "schoolset"} & st.items[i - 1].tags)
            and item.low in settings["of_words"]
        )
        if unknown_too and (named or typed) and _unknown(st.items[start:end]):
            return start, end
    return None


def _types_no_capitals(st: Statement) -> bool:
    """Is no word, be it the first, written with a capital, acronyms and known places aside?"""
    return not any(
        "cap" in item.tags
        and not (i and st.text[item.start : item.end].isupper())
        and "gazetteer" not in item.tags
        for i, item in enumerate(st.items)
    )


def _names(st: Statement, i: int) -> bool:
    item = st.items[i]
    return (
        st.owner[i] is None
        and bool(item.tags & _NAMES)
        and not item.tags & {"function", "state_noun", "when", "person", "indicator", "past_verb"}
    )


def _unknown(items: list[Item]) -> bool:
    """Words that no class knows and that are no adjective or common plural ("in trailers")."""
    first, last = items[0], items[-1]
    if "generic_adj" in first.tags and "name_start" not in first.tags:
        return False
    return "plain" in last.tags and not (len(items) == 1 and last.tags & {"plural_plain", "generic_adj"})
