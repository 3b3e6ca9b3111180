"""Tells a count of people that only says how many they are from one that is to change (method 1c)."""

from __future__ import annotations

from dialogues.checks.measurable.statement import Statement

_SOMEBODY = frozenset(("person", "firm"))
_ENDS_COUNT = _SOMEBODY | {"function"}
_NOTHING = frozenset(("function", "sign", "when", "num"))
_MEASURED = frozenset(("time_noun", "income", "indicator", "measure"))
_NEAR = 12


def only_how_many(st: Statement, count: int, target: int) -> bool:
    """ "The 1,200 families see their wait cut by half": not the families become fewer.

    `count` and `target` are the indices of the number before the people and of the relative target.
    """
    who = _who(st, count)
    if who is None or _of_a_time(st, who):
        return False
    if target < count:
        # "Cut by a third the time that the 340 patients spend …", but "Halve the 340 patients …".
        between = st.items[target + 1 : count]
        that = any(x.low in st.pack.settings["that_words"] for x in between)
        return that and any(x.tags & _MEASURED for x in between)
    between = st.items[who + 1 : target]
    if any(x.low in st.pack.settings["their_words"] for x in between):
        return True
    if st.clause[count] != st.clause[target]:
        return False  # "640 teens are arrested; halve that"
    return _less_of_something(st, target) or not (_they_multiply(st, target) or _they_change(st, who, target))


def _who(st: Statement, count: int) -> int | None:
    """Where the people stand that the number counts ("640 evictions of families" counts none)."""
    q = st.items[count].quantity
    if q is None or q.unit != "count":
        return None
    named = {m.about for m in st.matches["people"]}
    after = range(count + 1, min(count + 4, len(st.items)))
    at = next((i for i in after if i in named or st.items[i].tags & _ENDS_COUNT), None)
    return at if at is not None and (at in named or st.items[at].tags & _SOMEBODY) else None


def _of_a_time(st: Statement, who: int) -> bool:
    """Is the count said of today or of a past year? Then it is where things start."""
    return any("now" in x.tags or (x.when and "past" in x.tags) for x in st.items[who : who + _NEAR])


def _less_of_something(st: Statement, target: int) -> bool:
    """ "… lose 50% fewer work days": the days become fewer."""
    at = target + 1
    while at < len(st.items) and "comparative" in st.items[at].tags:
        at += 1
    return target + 1 < at < len(st.items) and not st.items[at].tags & _NOTHING


def _they_multiply(st: Statement, target: int) -> bool:
    """ "The 95 shops quadruple by 2031", but "The 95 families double their savings"."""
    if st.items[target].quantity is not None:
        return False
    for item in st.items[target + 1 :]:
        if item.when:
            return True
        if item.low in st.pack.settings["their_words"] or not item.tags & (_NOTHING | {"cap"}):
            return False
    return True


def _they_change(st: Statement, who: int, target: int) -> bool:
    """ "The 1,200 families … drop by half", "… will be 40% fewer": the last verb before the amount tells."""
    settings = st.pack.settings
    words = [
        x for x in st.items[who + 1 : target][-5:] if not x.quantity and x.low not in settings["loose_words"]
    ]
    return bool(words) and bool(words[-1].tags & {"up", "down"} or words[-1].low in settings["be_words"])
