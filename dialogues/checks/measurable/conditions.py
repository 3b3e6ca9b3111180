"""Finds what would be counted (the indicator) and which way it should go (the direction)."""

from __future__ import annotations

from typing import cast

from dialogues.checks.measurable.amounts import Amounts, Candidate, value_of
from dialogues.checks.measurable.model import DirectionValue, Part, Span
from dialogues.checks.measurable.patterns import Match
from dialogues.checks.measurable.statement import Statement

_EMPTY = frozenset(
    (
        "function",
        "sign",
        "vague",
        "up",
        "down",
        "keep",
        "modal",
        "now",
        "stop",
        "short",
        "cue_word",
        "num",
        "when",
    )
)

_BEFORE_NOUN = frozenset(("plain", "generic_adj", "indicator", "compound"))
_ENDS_MEASURED = frozenset(("up", "down", "keep", "modal", "future_verb"))
_ENDS_PHRASE = frozenset(("up", "down", "modal", "vague", "now", "stop", "comparative", "cue_word"))
_LOOSE = frozenset(("function", "sign", "num", "cue_word"))
_WEAK = frozenset(("cue_word", "unit_day", "unit_hour", "unit_month", "unit_year"))
_LONGEST_SIDE = 6
_INNER_SIGNS = frozenset("-'’/")


def find_indicator(st: Statement, *, counted: bool) -> Span | None:
    """A countable condition: a noun of measure, or, when there is a target, the words that say what is counted."""
    wanted = frozenset(("indicator",)) if counted else frozenset(("indicator", "condition"))
    nouns = [i for i, x in enumerate(st.items) if wanted & x.tags and st.owner[i] in (None, Part.POPULATION)]
    measures = [i for i, x in enumerate(st.items) if "measure" in x.tags and st.owner[i] is None]
    for i in measures if counted else ():
        if (span := _measured(st, i)) is not None:
            return span
    firm = [i for i in nouns if not st.items[i].tags & _WEAK]
    if nouns and (firm or not counted):
        return _phrase(st, (firm or nouns)[0])
    runs = _residue(st)
    if (counted or _counts_more(st)) and runs:
        start, end = max(runs, key=lambda r: _weight(st, *r))
        return st.claim(Part.INDICATOR, start, end)
    if not nouns and (able := _ability(st)) is not None:
        return _phrase(st, able + 1)
    if not nouns and (earning := _earns(st)) is not None and st.owner[earning] is None:
        return _phrase(st, earning)
    return _phrase(st, nouns[0]) if nouns else None


def _counts_more(st: Statement) -> bool:
    """ "Fewer children in Selma repeat a grade": a number of people that is to change, without saying to what."""
    few = st.pack.settings["more_words"]
    rows = ((x.low, st.items[i + 1 : i + 3]) for i, x in enumerate(st.items))
    return any(low in few and any("person" in x.tags for x in row) for low, row in rows)


def _earns(st: Statement) -> int | None:
    """ "Women earn much more": what is done more or less, if nothing else says what is counted."""
    for i, item in enumerate(st.items[:-1]):
        near = st.items[i + 1 : i + 4]
        done = item.tags & {"income", "human_verb", "subjunctive", "future_verb"}
        changed = item.tags & {"up", "down"} and "income" not in item.tags
        if done and not changed and any("comparative" in x.tags for x in near):
            return i
    return None


def _ability(st: Statement) -> int | None:
    """ "Most families can walk to a shop": where it is said of a group what they are able to do."""
    for i, item in enumerate(st.items[:-1]):
        if item.low in st.pack.settings["can_words"] and any("person" in x.tags for x in st.items[:i]):
            following = st.items[i + 1]
            plain = following.tags & {"small", "human_verb", "infinitive"}
            free = st.owner[i + 1] in (None, Part.INDICATOR)
            if free and (plain or following.low in st.pack.settings["able_to"]):
                return i
    return None


def _measured(st: Statement, at: int) -> Span | None:
    """ "Share of tenants in Erie with a lease": a measure with all that says of whom and of what."""
    settings = st.pack.settings
    if "measure" not in st.items[at].tags or at + 2 >= len(st.items):
        return None
    if st.items[at + 1].low not in settings["of_words"]:
        return None
    start, end = at, at + 2
    while start and st.owner[start - 1] is None and st.items[start - 1].tags & _BEFORE_NOUN:
        start -= 1
    while end < len(st.items) and st.owner[end] not in (Part.TARGET, Part.BASELINE, Part.DEADLINE):
        item = st.items[end]
        if item.tags & _ENDS_MEASURED or item.low in settings["finite_words"] or item.quantity:
            break
        if "sign" in item.tags and item.low not in _INNER_SIGNS:
            break
        end += 1
    while end > at + 1 and _trailing(st, end - 1):
        end -= 1
    return st.claim(Part.INDICATOR, start, end) if end > at + 1 else None


def _trailing(st: Statement, i: int) -> bool:
    owned = st.owner[i] in (Part.PLACE, Part.POPULATION)
    return bool(st.items[i].tags & {"function", "sign", "vague", "now"}) and not owned


def _phrase(st: Statement, at: int) -> Span:
    """The noun with the free words around it, as far as the same stretch goes on: "keep their home"."""
    start, end = at, at + 1
    while start and at - start < _LONGEST_SIDE and _tells(st, start - 1):
        start -= 1
    while end < len(st.items) and end - at <= _LONGEST_SIDE and _tells(st, end):
        end += 1
    while start < at and st.items[start].tags & _LOOSE and "have_verb" not in st.items[start].tags:
        start += 1
    while end > at + 1 and st.items[end - 1].tags & _LOOSE:
        end -= 1
    return st.claim(Part.INDICATOR, start, end)


def _tells(st: Statement, i: int) -> bool:
    item = st.items[i]
    return (
        st.owner[i] is None
        and not item.tags & _ENDS_PHRASE
        and ("sign" not in item.tags or item.low in _INNER_SIGNS)
    )


def _residue(st: Statement) -> list[tuple[int, int]]:
    """Stretches of words that no other part claims and that say something."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for i in range(len(st.items) + 1):
        open_word = (
            i < len(st.items)
            and st.owner[i] is None
            and "stop" not in st.items[i].tags
            and st.items[i].low != ","
        )
        if open_word and start is None:
            start = i
        if not open_word and start is not None:
            first, last = start, i
            while first < last and _empty(st, first):
                first += 1
            while last > first and _empty(st, last - 1):
                last -= 1
            if last > first:
                runs.append((first, last))
            start = None
    return runs


def _empty(st: Statement, i: int) -> bool:
    tags = st.items[i].tags
    return bool(tags & _EMPTY) and not tags & {"condition", "indicator", "bad"}


def _weight(st: Statement, start: int, end: int) -> tuple[int, int]:
    return sum(not _empty(st, i) for i in range(start, end)), -start


def find_direction(st: Statement, amounts: Amounts) -> tuple[Span | None, DirectionValue | None]:
    """A verb of change, a comparative, or a level that fixes the direction (then the target's own words)."""
    matches = st.matches["directions"]
    never = {m.about for m in matches if m.name == "none"}
    matches = [m for m in matches if m.about >= 0 and m.name != "none" and m.about not in never]
    free = [m for m in matches if st.owner[m.about] in (None, Part.TARGET, Part.POPULATION, Part.INDICATOR)]
    if free:
        best = max(free, key=lambda m: _preference(st, m))
        value = cast(DirectionValue, best.name)
        by_numbers = _by_numbers(st, amounts)
        if by_numbers and not st.items[best.about].tags & {"up", "down", "keep"}:
            value = by_numbers
        return st.claim(Part.DIRECTION, best.about, best.about + 1), value
    if amounts.target is not None:
        return st.span(amounts.target.about, amounts.target.about + 1), _by_numbers(st, amounts) or _by_level(
            st, amounts.target
        )
    if (able := _ability(st)) is not None:
        return st.span(able, able + 1), "up"
    return None, None


def _preference(st: Statement, m: Match) -> tuple[bool, bool, int]:
    tags = st.items[m.about].tags
    return (m.name == "keep", bool(tags & {"up", "down"}) and st.owner[m.about] is None, -m.about)


def _by_numbers(st: Statement, amounts: Amounts) -> DirectionValue | None:
    if amounts.relative:
        return None
    goal, start = value_of(st, amounts.target), value_of(st, amounts.baseline)
    if goal is None or start is None or goal[0] == start[0]:
        return None
    return "up" if goal[0] > start[0] else "down"


def _by_level(st: Statement, target: Candidate) -> DirectionValue:
    if "universal" in target.names:
        return "up" if st.items[target.about].low in st.pack.settings["all_words"] else "down"
    q = st.items[target.about].quantity
    return "down" if q is not None and q.unit == "share" and "multiple" in target.names else "up"
