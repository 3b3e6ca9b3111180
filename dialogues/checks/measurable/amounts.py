"""Tells which numbers are the target, which the baseline, and which are neither (method 1b, 1c)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dialogues.checks.measurable.deadlines import Deadline
from dialogues.checks.measurable.head_counts import only_how_many
from dialogues.checks.measurable.patterns import Match
from dialogues.checks.measurable.statement import Statement

_STARTS = frozenset(("start", "baseline"))
_EXACT_UNITS = frozenset(("percent", "share", "points", "money", "rate"))


@dataclass(slots=True)
class Candidate:
    """A number, multiple or "no/all" that may be target or baseline; items[start:end] say it."""

    about: int
    start: int
    end: int
    names: set[str] = field(default_factory=set)
    toward: int = 0
    back: int = 0


@dataclass(slots=True)
class Amounts:
    target: Candidate | None = None
    baseline: Candidate | None = None
    reference: Match | None = None
    relative: bool = False


def find_amounts(st: Statement, deadline: Deadline | None) -> Amounts:
    """Scores every candidate by the cues around it; the best is the target, the best of the rest the baseline."""
    others = st.matches["not_amount"]
    of_time = any("time_noun" in item.tags for item in st.items)
    skip = {
        m.about
        for m in others
        if not m.name.startswith("soft")
        and (m.name != "whole" or _leads(st, m.start))
        and not (m.name == "place_count" and _is_unit(st, m.end))
        and not (m.name == "age_span" and (of_time or _changes(st, m.start - 1)))
        and not (m.name == "age" and (_is_pace(st, m.about + 1) or _of_length(st, m.about)))
    }
    spans = {m.about for m in others if m.name == "duration"} & skip
    skip -= spans
    soft = {m.about for m in others if m.name.startswith("soft")} - skip
    found: dict[int, Candidate] = {}
    for i, item in enumerate(st.items):
        if item.quantity is not None and i not in skip and "year" not in item.tags:
            found[i] = Candidate(i, i, i + 1)
    reference, point = _apply_cues(st, found, skip, deadline)
    held = [found.pop(i) for i in sorted(spans) if i in found]
    firm = [c for c in found.values() if c.about not in soft and not c.back]
    for i in soft if not of_time and firm and not all(_bare(st, c) for c in firm) else ():
        # "for two years" is no amount, "from 61 days to 14 days" is.
        if i in found and not found[i].names & {"target", "baseline", "relative", "due"}:
            del found[i]
    _apply_clauses(st, found, deadline)
    amounts = Amounts(reference=reference)
    ranked = sorted(found.values(), key=lambda c: _order(st, c))
    if ranked and ranked[0].toward >= ranked[0].back:
        amounts.target = ranked[0]
    elif deadline is not None and deadline.day >= st.as_of:
        amounts.target = _nearest(st, ranked, deadline) or _beside_baseline(ranked)
    if amounts.target is not None and deadline is not None and _told_before(st, ranked, deadline):
        amounts.target, amounts.baseline = None, ranked[0]
    else:
        amounts.baseline = _baseline(st, [c for c in ranked if c is not amounts.target], amounts.target)
    _add_spans(st, amounts, held)
    if amounts.baseline is None and amounts.target is not None:
        wholes = [m.about for m in others if m.name == "whole" and m.about in skip]
        if wholes and ("universal" in amounts.target.names or _left_of(st, wholes[0], amounts.target)):
            # "Of the 940 boys who worked there in 2025, none does": where it starts from is the whole.
            amounts.baseline = Candidate(wholes[0], wholes[0], wholes[0] + 1)
    if amounts.target is not None:
        amounts.relative = _is_relative(amounts.target, st)
    if amounts.relative and reference is None:
        # "since 2020" tells where a change is counted from; of a level it tells nothing.
        amounts.reference = point
    return amounts


def _order(st: Statement, c: Candidate) -> tuple[int, bool, bool, int]:
    """What sorts the likeliest target first; of equals the one said with the time to come."""
    return -(c.toward - c.back), _is_relative(c, st), "due" not in c.names, c.about


_WANTED = frozenset(("target", "sure", "due", "relative", "change", "multiple", "universal"))


def _told_before(st: Statement, ranked: list[Candidate], deadline: Deadline) -> bool:
    """ "Renters spend 52% of income on rent; by 2030 this has shrunk": how it is, no number wanted."""
    at, clause, due = ranked[0].about, st.clause[ranked[0].about], st.clause[deadline.about]
    if ranked[0].names & _WANTED or clause >= due or any(c.about > at for c in ranked):
        return False
    if any(m.name == "goal" and st.clause[m.start] == clause for m in st.matches["kinds"]):
        return False
    if not any(item.low in (";", ".") for item in st.items[at : deadline.about]):
        return False
    rest = (i for i in range(at, len(st.items)) if st.clause[i] == due)
    return any("word" in st.items[i].tags and not deadline.start <= i < deadline.end for i in rest)


def _left_of(st: Statement, whole: int, target: Candidate) -> bool:
    """ "Of the 12,600 families on the list in 2025, no more than 4,000": so many once, so many of them then."""
    q = st.items[target.about].quantity
    between = st.items[whole : target.about]
    return q is not None and q.unit == "count" and any(x.when and "past" in x.tags for x in between)


def _add_spans(st: Statement, amounts: Amounts, held: list[Candidate]) -> None:
    """A span held against another: "in 11 minutes by 2031 versus 26", "5 hours in 2025, 7 in 2031"."""
    if amounts.target is None and amounts.baseline is not None:
        q = st.items[amounts.baseline.about].quantity
        alone = len(held) == 1 and q is not None and q.unit == "count"
        wanted = [c for c in held if (alone or c.names & {"due", "target"}) and not c.back]
        amounts.target = wanted[0] if wanted else None
    elif amounts.target is not None and amounts.baseline is None:
        unit = _unit(st, amounts.target)
        relative = _is_relative(amounts.target, st)
        bare = _bare(st, amounts.target)
        given = [c for c in held if c.back and (relative or bare or _unit(st, c) & unit)]
        amounts.baseline = given[0] if given else None


def _unit(st: Statement, c: Candidate) -> frozenset[str]:
    """The unit of time after a number."""
    after = st.items[c.about + 1].tags if c.about + 1 < len(st.items) else frozenset[str]()
    return frozenset(tag for tag in after if tag[:5] == "unit_")


def _nearest(st: Statement, ranked: list[Candidate], deadline: Deadline) -> Candidate | None:
    """Of several numbers with the cues of a start, the one said with the deadline ("19% in 2024, 30% by 2031")."""
    due = st.clause[deadline.about]
    old = [i for i, x in enumerate(st.items) if "now" in x.tags or (x.when and "past" in x.tags)]
    numbers = [c for c in ranked if st.items[c.about].quantity]
    near = [c for c in numbers if st.clause[c.about] == due]
    if len(numbers) < 2 or not near:
        return None
    best = min(near, key=lambda c: abs(c.about - deadline.about))
    if len(near) == 1 or all(abs(best.about - i) > 1 for i in old):
        return best
    return None


def _beside_baseline(ranked: list[Candidate]) -> Candidate | None:
    """The number without a cue beside one that is surely the start ("65% with an account, not today's 28%")."""
    first = ranked[0] if ranked else None
    if first is None or "baseline" in first.names:
        return None
    return first if any("baseline" in c.names for c in ranked[1:]) else None


def _bare(st: Statement, c: Candidate) -> bool:
    """A number that says nothing of what it counts: "… 75 minutes; let it be 40 in 2031"."""
    q = st.items[c.about].quantity
    after = st.items[c.about + 1] if c.about + 1 < len(st.items) else None
    telling = after is not None and bool(
        after.tags & {"person", "person_adj", "firm", "plain", "generic_adj", "not_place", "indicator"}
    )
    return q is not None and q.unit == "count" and not telling


def _is_unit(st: Statement, i: int) -> bool:
    """ "1 school day" is no count of schools."""
    return i < len(st.items) and bool(st.items[i].tags & {"unit_day", "unit_year", "unit_hour", "unit_week"})


def _is_pace(st: Statement, i: int) -> bool:
    """ "Deckhands under 40 a year": so many in a year, no age."""
    if i + 1 >= len(st.items) or st.items[i].low not in (
        *st.pack.settings["one_words"],
        *st.pack.settings["per_any"],
    ):
        return False
    return bool(st.items[i + 1].tags & {"unit_year", "unit_month", "unit_week", "unit_day"})


def _changes(st: Statement, i: int) -> bool:
    """ "Se habrá alargado de 2 a 4 años": a span that changes, no age."""
    return i >= 0 and bool(st.items[i].tags & {"up", "down", "future_verb", "past_verb", "participle"})


def _of_length(st: Statement, i: int) -> bool:
    """ "A life expectancy of 75 years", "una esperanza de vida de 75 años": a length of time, no age."""
    return any("expectancy" in item.tags for item in st.items[max(0, i - 4) : i])


def _leads(st: Statement, i: int) -> bool:
    """ "Of 1,900 families, 1,200 …": the whole comes first, at the beginning of a sentence or clause."""
    return st.opens_sentence(i) or "sign" in st.items[i - 1].tags


def _apply_cues(
    st: Statement, found: dict[int, Candidate], skip: set[int], deadline: Deadline | None
) -> tuple[Match | None, Match | None]:
    reference: Match | None = None
    point: Match | None = None
    seen: set[tuple[str, int]] = set()
    past_due = deadline.about if deadline is not None and deadline.day < st.as_of else -1
    boasted = {m.about for m in st.matches["amounts"] if m.name == "no_reference"}
    for m in st.matches["amounts"]:
        if m.name == "no_reference" or (m.name in _STARTS and m.about < past_due < m.end):
            continue
        if m.name == "reference_point":
            point = point or (None if m.about in boasted else m)
            continue
        if m.name == "reference":
            if m.about == past_due:
                continue  # "no later than 2024" compares nothing
            if reference is None or m.end - m.start > reference.end - reference.start:
                reference = m
            continue
        if m.about in skip or m.about < 0:
            continue
        candidate = found.get(m.about)
        if candidate is None:
            if m.name not in ("multiple", "universal"):
                continue
            candidate = found[m.about] = Candidate(m.about, m.about, m.about + 1)
        candidate.names.add(m.name)
        if (m.name, m.about) in seen:
            continue
        seen.add((m.name, m.about))
        if m.name == "start":
            candidate.names.add("baseline")
            candidate.back += 12
        elif m.name == "baseline":
            candidate.back += 6
        elif m.name == "sure":
            candidate.names.add("target")
            candidate.toward += 10
        else:
            candidate.toward += 3 if m.name == "universal" else 4
        candidate.start = min(candidate.start, m.start) if m.about - m.start <= 4 else candidate.start
        if m.name in ("relative", "change", "multiple", "target", "baseline") and m.end - m.about <= 4:
            candidate.end = max(candidate.end, m.end)
    return reference, point


def _apply_clauses(st: Statement, found: dict[int, Candidate], deadline: Deadline | None) -> None:
    due = st.clause[deadline.about] if deadline else -1
    named = {m.about for m in st.matches["not_deadline"] if m.name in ("cohort", "since")}
    old = {
        st.clause[i]
        for i, x in enumerate(st.items)
        if (x.when and "past" in x.tags and i not in named and not (deadline and i == deadline.about))
        or "now" in x.tags
    }
    for c in found.values():
        clause = st.clause[c.about]
        q = st.items[c.about].quantity
        c.toward += q is not None and q.unit in _EXACT_UNITS
        if clause == due:
            c.toward += 2
        elif clause in old and "multiple" not in c.names and "universal" not in c.names:
            c.back += 3


def _baseline(st: Statement, rest: list[Candidate], target: Candidate | None) -> Candidate | None:
    if target is not None:
        relative = _is_relative(target, st)
        rest = [c for c in rest if not (relative and only_how_many(st, c.about, target.about))]
    backed = [c for c in rest if c.back > 0 and "universal" not in c.names and not _is_multiple(st, c)]
    if backed:
        return max(backed, key=lambda c: (c.back - c.toward, -c.about))
    if target is None:
        return None
    if "due" in target.names and _n_in_m(st, target):
        # "Hits one out of three hands, one out of ten in 2030": the same measure, and no other time.
        before = [c for c in rest if c.about < target.about and _n_in_m(st, c)]
        if before:
            return before[-1]
    # "62 % hold a card; in 2033 it is 80 %": a number of another clause is where things stand.
    if _is_relative(target, st):
        given = [c for c in rest if c.about and st.items[c.about - 1].low in st.pack.settings["the_words"]]
        if given:
            return given[0]
    other = [c for c in rest if st.clause[c.about] != st.clause[target.about] and st.items[c.about].quantity]
    other = [c for c in other if not _is_threshold(st, c, target)]
    return other[0] if other else None


def _is_threshold(st: Statement, c: Candidate, target: Candidate) -> bool:
    """ "Pupils with at least two glasses of water a day: 9 of 10": so much of another kind tells who is counted."""
    q, wanted = st.items[c.about].quantity, st.items[target.about].quantity
    return bool(c.names & {"target", "sure"} and q and wanted and q.unit == "count" != wanted.unit)


def _is_multiple(st: Statement, c: Candidate) -> bool:
    """ "Half of it" is no start, "down from 3.1 times" is one."""
    q = st.items[c.about].quantity
    return "multiple" in c.names and not ("baseline" in c.names and q is not None and q.unit == "count")


def _n_in_m(st: Statement, c: Candidate) -> bool:
    return "n_in_m" in st.items[c.about].tags


def _is_relative(target: Candidate, st: Statement) -> bool:
    if target.names & {"multiple", "change"}:
        return True
    return "relative" in target.names and "target" not in target.names


def value_of(st: Statement, candidate: Candidate | None) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest value said; shares as per cent; zero or all as 0 or 100."""
    if candidate is None:
        return None
    q = st.items[candidate.about].quantity
    if q is not None:
        return q.low, q.high
    if "universal" in candidate.names:
        whole = st.items[candidate.about].low in st.pack.settings["all_words"]
        return (Decimal(100), Decimal(100)) if whole else (Decimal(0), Decimal(0))
    return None
