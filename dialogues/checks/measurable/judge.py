"""Puts the parts together and gives the reasons (docs/method.md 1c, codes of the result check)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dialogues import house_rules
from dialogues.checks.measurable.amounts import Amounts, Candidate, find_amounts, value_of
from dialogues.checks.measurable.conditions import find_direction, find_indicator
from dialogues.checks.measurable.deadlines import Deadline, find_deadline
from dialogues.checks.measurable.kinds import Found, find_kind, watches
from dialogues.checks.measurable.model import Check, DirectionValue, Kind, Part, Span, TargetKind
from dialogues.checks.measurable.pack import load
from dialogues.checks.measurable.people import find_population
from dialogues.checks.measurable.places import find_place
from dialogues.checks.measurable.statement import Statement, read

#: A statement is a sentence or two. Of longer texts only the beginning is examined (warning TOO_LONG).
EXAMINED_CHARACTERS = 1200
_NO_FIRMS = frozenset((Kind.PROCESS, Kind.SYSTEMS_CHANGE, Kind.INPUT, Kind.ACTIVITY, Kind.VISION))
_NO_NUMBERS = frozenset((Kind.ACTIVITY, Kind.PROCESS, Kind.SYSTEMS_CHANGE, Kind.VISION))


def check(text: str, language: str, as_of: date) -> Check:
    """Judges one statement, deterministically and offline. Raises UnknownLanguage.

    Relative times are counted from `as_of`. Never raises on any text; see Check for the fields.
    """
    pack = load(language)
    st = read(text[:EXAMINED_CHARACTERS], pack, as_of)
    deadline = find_deadline(st)
    if deadline:
        st.claim(Part.DEADLINE, deadline.start, deadline.end)
    amounts = find_amounts(st, deadline)
    for part, candidate in ((Part.TARGET, amounts.target), (Part.BASELINE, amounts.baseline)):
        if candidate:
            st.claim(part, candidate.about, candidate.about + 1)
    place = find_place(st)
    population = find_population(st, firms=True)
    kind = find_kind(st, Found(deadline, amounts, place, population))
    return _judged(text, st, kind, deadline, amounts, place, population)


def _judged(
    text: str,
    st: Statement,
    kind: Kind,
    deadline: Deadline | None,
    amounts: Amounts,
    place: Span | None,
    population: Span | None,
) -> Check:
    if kind is Kind.STATEMENT_OF_FACT:
        amounts = Amounts(None, amounts.baseline or amounts.target, amounts.reference)
        deadline = None
    elif kind in _NO_NUMBERS:
        amounts = Amounts()
    elif kind is Kind.INPUT:
        amounts = Amounts(amounts.target or amounts.baseline, relative=amounts.relative)
    if kind in _NO_FIRMS and population and _only_firms(st):
        population = None
    if kind is Kind.OUTPUT and population and _ours(st, population):
        population = None
    if kind is Kind.SYSTEMS_CHANGE and population and _only_adjective(st, population):
        population = None
    value: DirectionValue | None = None
    indicator: Span | None = None
    direction: Span | None = None
    if kind in (Kind.OUTCOME, Kind.STATEMENT_OF_FACT):
        counted = amounts.target is not None or amounts.baseline is not None
        indicator = find_indicator(st, counted=counted)
        if indicator is None and population and _counts_people(st, amounts):
            indicator = population
    elif kind is Kind.ACTIVITY and watches(st):
        indicator = find_indicator(st, counted=False)
    if kind is Kind.OUTCOME or (kind in (Kind.INPUT, Kind.OUTPUT) and _grows(st, amounts)):
        direction, value = find_direction(st, amounts)
    baseline = _baseline_span(st, amounts)
    target = _claimed(st, amounts.target, Part.TARGET)
    parts: dict[Part, Span | None] = {
        Part.POPULATION: population,
        Part.PLACE: place,
        Part.INDICATOR: indicator,
        Part.DIRECTION: direction,
        Part.BASELINE: baseline,
        Part.TARGET: target,
        Part.DEADLINE: st.span(deadline.start, deadline.end) if deadline else None,
    }
    reasons = _reasons(st, kind, parts, amounts, deadline)
    return _result(text, st, kind, parts, reasons, amounts, value, deadline)


def _result(
    text: str,
    st: Statement,
    kind: Kind,
    parts: dict[Part, Span | None],
    reasons: tuple[str, ...],
    amounts: Amounts,
    value: DirectionValue | None,
    deadline: Deadline | None,
) -> Check:
    goal, start = value_of(st, amounts.target), value_of(st, amounts.baseline)
    questions, options = _questions(st, amounts, deadline)
    target_kind: TargetKind | None = None
    if amounts.target is not None:
        target_kind = "relative" if amounts.relative else "absolute"
    return Check(
        text=text,
        language=st.pack.language,
        kind=kind,
        parts=parts,
        reasons=reasons,
        target_kind=target_kind,
        direction_value=value,
        baseline_value=start[0] if start else None,
        target_value=goal[0] if goal and goal[0] == goal[1] else None,
        target_low=goal[0] if goal else None,
        target_high=goal[1] if goal else None,
        deadline=deadline.day if deadline else None,
        questions=questions,
        warnings=_warnings(st, text, amounts, value, deadline),
        options=options,
    )


def _counts_people(st: Statement, amounts: Amounts) -> bool:
    """ "Three times as many nurses": the people themselves are what is counted, not a share of them."""
    if amounts.target is None or "universal" in amounts.target.names:
        return False
    q = st.items[amounts.target.about].quantity
    return amounts.relative or q is None or q.unit == "count"


def _grows(st: Statement, amounts: Amounts) -> bool:
    """ "Double the visits our nurses make": also what partners do may be meant to change by so much."""
    return amounts.relative and any(x.tags & {"up", "down", "comparative"} for x in st.items)


def _ours(st: Statement, population: Span) -> bool:
    """ "The visits our nurses make": those who do the work are no population."""
    at = next(i for i, x in enumerate(st.items) if x.start == population.start)
    return at > 0 and st.items[at - 1].low in st.pack.settings["our_words"]


def _only_adjective(st: Statement, population: Span) -> bool:
    """ "A law on school transport" is about nobody yet."""
    said = [x for x in st.items if population.start <= x.start < population.end]
    return all("person_adj" in x.tags for x in said)


def _only_firms(st: Statement) -> bool:
    return not any("person" in x.tags and "partner" not in x.tags for x in st.items)


def _claimed(st: Statement, candidate: Candidate | None, part: Part) -> Span | None:
    """The candidate with its cue words, as far as no other part has them."""
    if candidate is None:
        return None
    start, end = candidate.about, candidate.about + 1
    free = (None, Part.DIRECTION)  # "93 % or more": the direction is part of the target
    while start > candidate.start and st.owner[start - 1] in free:
        if part is Part.TARGET and "stop" in st.items[start - 1].tags:
            break
        start -= 1
    while start < candidate.about and any(tag[:5] == "unit_" for tag in st.items[start].tags):
        start += 1
    while end < candidate.end and st.owner[end] in free:
        end += 1
    loose = (*st.pack.settings["to_words"], *st.pack.settings["place_cues"])
    while end > candidate.about + 1 and st.items[end - 1].low in loose:
        end -= 1
    while start < candidate.about and "sign" in st.items[start].tags:
        start += 1
    return st.claim(part, start, _closed(st, start, end))


def _closed(st: Statement, start: int, end: int) -> int:
    """The end with the bracket closed that was opened: "34 % (2025)"."""
    signs = [item.low for item in st.items[start:end]]
    if "(" not in signs or ")" in signs:
        return end
    return end + 1 if end < len(st.items) and st.items[end].low == ")" else start + signs.index("(")


def _baseline_span(st: Statement, amounts: Amounts) -> Span | None:
    if amounts.baseline is not None:
        return _claimed(st, amounts.baseline, Part.BASELINE)
    if amounts.reference is not None:
        return st.claim(Part.BASELINE, amounts.reference.start, amounts.reference.end)
    return None


def _reasons(
    st: Statement, kind: Kind, parts: dict[Part, Span | None], amounts: Amounts, deadline: Deadline | None
) -> tuple[str, ...]:
    reasons = [] if kind is Kind.OUTCOME else [f"NOT_OUTCOME:{kind.upper()}"]
    reasons += [f"MISSING:{p.upper()}" for p in Part if p is not Part.BASELINE and parts[p] is None]
    if amounts.relative and parts[Part.BASELINE] is None:
        reasons.append("RELATIVE_TARGET_WITHOUT_BASELINE")
    if deadline and deadline.day < st.as_of:
        reasons.append("DEADLINE_PAST")
    vague = any("vague" in item.tags for item in st.items)
    if kind is Kind.VISION or (vague and parts[Part.TARGET] is None):
        reasons.append("VAGUE")
    return tuple(reasons)


def _questions(
    st: Statement, amounts: Amounts, deadline: Deadline | None
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    options: dict[str, tuple[str, ...]] = {}
    for candidate in (amounts.target, amounts.baseline):
        q = st.items[candidate.about].quantity if candidate else None
        if q is not None and q.readings:
            options.setdefault("AMBIGUOUS_NUMBER", tuple(str(v) for v in (q.low, *q.readings)))
    if deadline and deadline.when.options:
        code = "WHICH_DECADE_END" if deadline.when.how == "decade" else "AMBIGUOUS_DATE"
        options[code] = tuple(day.isoformat() for day in deadline.when.options)
    return tuple(options), options


def _warnings(
    st: Statement, text: str, amounts: Amounts, direction: DirectionValue | None, deadline: Deadline | None
) -> tuple[str, ...]:
    examined = st.items[-1].end if st.items else len(text)
    found = ["TOO_LONG"] if examined < len(text.rstrip()) else []
    goal, start = value_of(st, amounts.target), value_of(st, amounts.baseline)
    if goal and start and not amounts.relative and amounts.target and amounts.baseline:
        if goal[0] == start[0] == goal[1] and direction != "keep":
            found.append("TARGET_EQUALS_BASELINE")
        elif (direction == "up" and goal[1] < start[0]) or (direction == "down" and goal[0] > start[0]):
            found.append("TARGET_ON_WRONG_SIDE")
    for candidate in (amounts.target, amounts.baseline):
        q = st.items[candidate.about].quantity if candidate else None
        if (
            q
            and q.unit in ("percent", "share")
            and not (amounts.relative and direction == "up")
            and q.high > Decimal(100)
        ):
            found.append("SHARE_OUT_OF_RANGE")
            break
    if deadline and deadline.day >= st.as_of:
        years = (deadline.day - st.as_of).days / 365.25
        if years < house_rules.HORIZON_YEARS_MINIMUM.value:
            found.append("HORIZON_TOO_SHORT")
        elif years > house_rules.HORIZON_YEARS_MAXIMUM.value:
            found.append("HORIZON_TOO_LONG")
    return tuple(found)
