"""Finds the place: a named or bounded area, a set of schools, a scale (method 1c)."""

from __future__ import annotations

from dialogues.checks.measurable.lowercase_places import lowercase_place
from dialogues.checks.measurable.model import Part, Span
from dialogues.checks.measurable.patterns import Match
from dialogues.checks.measurable.statement import Statement
from dialogues.checks.measurable.tokens import Item

_OPEN = frozenset(
    (
        "word",
        "cap",
        "plain",
        "er_noun",
        "generic_adj",
        "compound",
        "plural",
        "plural_plain",
        "er_plural",
        "small",
        "name_start",
        "gazetteer",
        "placetype",
        "schoolset",
        "ambiguous_name",
        "state_noun",
        "common",
        "trait",
        "dated_name",
    )
)


_THINGS = frozenset(("event", "deliverable", "program", "staff", "policy", "process_noun", "partner"))


def find_place(st: Statement) -> Span | None:
    """A capitalised name that is no group, month or programme; else "the 12 wards", "the county", "nationwide"."""
    runs = [r for r in _runs(st) if _is_place(st, *r)]
    bounded = [m for m in st.matches["places"] if _bounds(st, m)]
    if runs:
        start, end = max(runs, key=lambda r: _rank(st, *r))
        for m in bounded:
            if m.start < start and start - m.end <= 1:
                start = m.start
            if m.start <= end and m.end > end and m.start >= start:
                end = max(end, _without_people(st, m))
        if start and "numeric_compound" in st.items[start - 1].tags and st.owner[start - 1] is None:
            start -= 1
        while end < len(st.items) and "placetype" in st.items[end].tags and st.owner[end] is None:
            end += 1
        return st.claim(Part.PLACE, start, end)
    if bounded:
        widest = max(bounded, key=lambda m: m.end - m.start)
        return st.claim(Part.PLACE, widest.start, _without_people(st, widest))
    if (lower := lowercase_place(st)) is not None:
        return st.claim(Part.PLACE, *lower)
    for i, item in enumerate(st.items):
        if "scale" in item.tags:
            return st.claim(Part.PLACE, i, i + 1)
    return None


def _without_people(st: Statement, m: Match) -> int:
    """Where the area ends: its people ("county residents") are the population, not the place."""
    end = m.end
    while end - 1 > m.start and "person" in st.items[end - 1].tags:
        end -= 1
    return end


def _bounds(st: Statement, m: Match) -> bool:
    """A bounded area, unless its word only describes the next one ("twelve community meetings")."""
    following = st.items[m.end].tags if m.end < len(st.items) else frozenset[str]()
    return not following & _THINGS and all(st.owner[i] is None for i in range(m.start, m.end))


def _could_name(item: Item, st: Statement) -> bool:
    if "cap" not in item.tags or item.tags & {"not_place", "when", "month"}:
        return False
    if _lower_tail(st.text[item.start : item.end]):
        return False
    first = item.low.partition("-")[0]
    return "-" not in item.low or "not_place" not in st.pack.lexicon.tags(first)


def _runs(st: Statement) -> list[tuple[int, int]]:
    """Rows of capitalised words, with the little words inside names ("Bay of Pigs", "Villa de Leyva")."""
    runs = []
    i, n = 0, len(st.items)
    while i < n:
        if not _could_name(st.items[i], st) or st.owner[i] not in (None, Part.POPULATION):
            i += 1
            continue
        j = i + 1
        while j < n and st.owner[j] in (None, Part.POPULATION):
            k = j
            while k < n and k - j < 3 and st.items[k].low in st.pack.settings["name_links"]:
                k += 1
            if k >= n or not _could_name(st.items[k], st) or st.owner[k] is not None:
                break
            j = k + 1
        start = _after_common_words(st, i, j)
        if start < j:
            runs.append((start, j))
        i = j
    return runs


def _after_common_words(st: Statement, start: int, end: int) -> int:
    """Where the name begins: after a word that has its capital only from the sentence ("In Lancaster …")."""
    while start < end and st.opens_sentence(start):
        item = st.items[start]
        following = st.items[start + 1] if start + 1 < end else None
        if "name_start" in item.tags and following is not None and "cap" in following.tags:
            break
        # "Camaroneros de Machala": a group before the name of its place.
        grouped = "plural_plain" in item.tags and following is not None and "cap" not in following.tags
        special = (
            grouped
            or item.tags - _OPEN
            or ("generic_adj" in item.tags and end - start > 1 and "gazetteer" not in item.tags)
        )
        if not special and not _lower_tail(st.text[st.items[start].start : st.items[start].end]):
            break
        if end - start == 1 and "gazetteer" in item.tags:
            break
        start += 1
        while start < end and "cap" not in st.items[start].tags:
            start += 1
    # "Black Hills", "White Plains": a word for a group is part of the name before a word for an area.
    if (
        start < end
        and start
        and "cap" in st.items[start - 1].tags
        and "placetype" in st.items[start].tags
        and "not_place" in st.items[start - 1].tags
    ):
        start -= 1
    return start


def _lower_tail(word: str) -> bool:
    """ "Wolof-speaking": no name, which would be "Stratford-upon-Avon" or "Winston-Salem"."""
    return "-" in word and word.rpartition("-")[2][:1].islower()


def _is_place(st: Statement, start: int, end: int) -> bool:
    first = st.items[start]
    if end - start == 1 and _acronym(st, start) and "gazetteer" not in first.tags:
        return False
    if not st.opens_sentence(start):
        known = first.tags - _OPEN
        # A capital inside the sentence is a name, unless a title-case habit ("Infant Mortality in …").
        typed = "placetype" in st.items[start - 1].tags
        return not known or typed or "gazetteer" in first.tags or _cued(st, start) or end - start > 1
    if "gazetteer" in first.tags:
        return True
    if "common" in first.tags and end - start == 1:
        return False  # "Indoor smoking among janitors …"
    if first.tags - _OPEN - {"never_person"} or (
        "generic_adj" in first.tags and "compound" not in first.tags and end - start == 1
    ):
        # Only the words after a common first word can be the name: "Reduce Macon …".
        return end - start > 1 and any(
            (x.tags <= _OPEN and "plain" in x.tags) or "gazetteer" in x.tags or "placetype" in x.tags
            for x in st.items[start + 1 : end]
            if "cap" in x.tags
        )
    if end - start > 1:
        return True
    following = st.items[end] if end < len(st.items) else None
    if following is None:
        return False
    if following.low == ":" and not first.tags & {"plural_plain", "er_noun", "generic_adj"}:
        return True
    after = _AFTER_NAME if st.pack.settings["adjective_side"] == "left" else _AFTER_NAME & _VERBS
    if end + 1 < len(st.items) and "grader" in st.items[end + 1].tags:
        return True  # "Zuni ninth graders"
    return (
        following.low in st.pack.settings["possessive"]
        or bool(following.tags & after)
        or following.low == ","
    )


_AFTER_NAME = frozenset(
    (
        "vague",
        "person",
        "person_adj",
        "firm",
        "indicator",
        "policy_verb",
        "modal",
        "past_verb",
        "up",
        "down",
        "keep",
        "placetype",
        "schoolset",
        "grader",
        "have_verb",
        "numeric_compound",
    )
)


#: Before a noun a Spanish sentence has no bare name of a place ("Segundos embarazos"), an English one has.
_VERBS = frozenset(("modal", "past_verb", "up", "down", "keep", "have_verb", "policy_verb"))


def _acronym(st: Statement, i: int) -> bool:
    word = st.text[st.items[i].start : st.items[i].end]
    return len(word) <= 6 and word.isupper() and "." not in word


def _cued(st: Statement, i: int) -> bool:
    return i > 0 and st.items[i - 1].low in st.pack.settings["place_cues"]


def _rank(st: Statement, start: int, end: int) -> tuple[int, int, int]:
    run = st.items[start:end]
    typed = any("placetype" in x.tags or "gazetteer" in x.tags for x in run)
    return (2 * typed + _cued(st, start) + (not st.opens_sentence(start)), end - start, -start)
