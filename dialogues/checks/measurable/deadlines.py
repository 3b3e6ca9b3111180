"""Finds the deadline among the times of a statement (method 1c: since, class of, each year are none)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dialogues.checks.measurable.patterns import Match
from dialogues.checks.measurable.statement import Statement
from dialogues.checks.measurable.tokens import When

_WEIGHT = {"strong": 3, "ahead": 2, "weak": 1}


@dataclass(frozen=True, slots=True)
class Deadline:
    """items[start:end] say it, `about` is the time itself; `day` the last day of what was said."""

    start: int
    end: int
    about: int
    when: When
    day: date


def find_deadline(st: Statement) -> Deadline | None:
    """The deadline: the best supported future time, else a past one with a cue such as "by" or a wanting verb."""
    if not any(item.when for item in st.items):
        return None
    blocked = {m.about for m in st.matches["not_deadline"]}
    best: tuple[tuple[bool, int, date, int], Deadline] | None = None
    told: Deadline | None = None  # "Get it to 8 % in 2025": wanted by a day gone by
    for match in st.matches["deadline"]:
        when = st.items[match.about].when if match.about >= 0 else None
        if when is None or (match.about in blocked and not _surely_due(st, match)):
            continue
        if match.name == "wanted_then":
            if when.last < st.as_of and st.opens_sentence(match.start):
                told = _made(st, match.about, match.about + 1, match.about, when)
            continue
        if match.name == "weak" and when.first <= st.as_of and _in_brackets(st, match.about):
            continue  # "(52% in 2026)" tells how it is in the year that runs
        future = when.last >= st.as_of
        if not future and match.name != "strong":
            continue
        # "in 2026" said during 2026 may be the year of a figure: any later time is preferred.
        key = (future, _weight(st, match.name, when), when.last, match.about - match.start)
        if best is None or key > best[0]:
            best = (key, _made(st, match.start, match.end, match.about, when))
    if best is not None:
        return best[1]
    # A time to come without any cue ("Deaf workers: 60 % (2031)") is meant as one; the last said counts.
    for i in range(len(st.items) - 1, -1, -1):
        later = st.items[i].when
        if later is not None and i not in blocked and later.first > st.as_of:
            return _made(st, i, i + 1, i, later)
    return told


def _surely_due(st: Statement, match: Match) -> bool:
    """ "no later than 2034", "antes de 2023": no comparison with that time, whatever else fits."""
    sure = (*st.pack.settings["before_words"], *st.pack.settings["late_words"])
    return match.name == "strong" and any(item.low in sure for item in st.items[match.start : match.about])


def _in_brackets(st: Statement, i: int) -> bool:
    signs = [item.low for item in st.items[:i] if item.low in ("(", ")")]
    return bool(signs) and signs[-1] == "("


def _weight(st: Statement, name: str, when: When) -> int:
    """A calendar time to come says more than a span, which may be part of the indicator ("within two years")."""
    return 2 * _WEIGHT[name] + (3 if name == "weak" and when.first > st.as_of else 0)


def _made(st: Statement, start: int, end: int, about: int, when: When) -> Deadline:
    while end > about + 1 and "sign" in st.items[end - 1].tags:
        end -= 1
    before = any(st.items[i].low in st.pack.settings["before_words"] for i in range(start, about))
    first_then = start > 0 and st.items[start - 1].low in st.pack.settings["before_words"]
    day = (
        when.first - timedelta(days=1)
        if (before or first_then) and when.how != "decade" and when.first > date.min
        else when.last
    )
    return Deadline(start, end, about, when, day)
