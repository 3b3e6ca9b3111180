"""Tells an outcome from an output, activity, input, process, policy, vision or fact (methods 1b, 1c)."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.checks.measurable.amounts import Amounts
from dialogues.checks.measurable.deadlines import Deadline
from dialogues.checks.measurable.model import Kind, Part, Span
from dialogues.checks.measurable.statement import Statement

_INNER_SIGNS = frozenset("-'’/")
_NO_THING = frozenset(
    (
        *("function", "sign", "person", "firm", "when", "num", "bad", "job", "modal", "up", "down"),
        *("unit_day", "unit_hour", "unit_week", "unit_month", "unit_year", "unit_minute", "past_verb"),
    )
)
_SAYS_MORE = frozenset(
    (
        *("up", "down", "keep", "comparative", "modal", "now"),
        *("human_verb", "have_verb", "past_verb", "subjunctive", "future_verb"),
    )
)
_NO_COUNT = frozenset(("vague", "unit_day", "unit_hour", "unit_week", "unit_month", "unit_year"))


@dataclass(frozen=True, slots=True)
class Found:
    """What the other steps found before the kind is judged."""

    deadline: Deadline | None
    amounts: Amounts
    place: Span | None
    population: Span | None


def find_kind(st: Statement, found: Found) -> Kind:
    """The kind of sentence. What partners do is refused first; an outcome is what remains."""
    names = {m.name for m in st.matches["kinds"]}
    tags = frozenset[str]().union(*(item.tags for item in st.items)) if st.items else frozenset()
    shares = _speaks_in_shares(st, found.amounts)
    # "Every child owns ten books": said of all of a group, what they do is a condition too.
    shares = shares or ("universal" in _target_names(found.amounts) and "human_verb" in tags)
    if "own_input" in names or (
        "input" in names and not shares and "income" not in tags and "not_input" not in names
    ):
        return Kind.INPUT
    if "own_process" in names:
        return Kind.PROCESS
    if "by_law" in names:
        return Kind.SYSTEMS_CHANGE
    if "policy" in names and (not shares or found.population is None or _opens_with_policy(st)):
        return Kind.SYSTEMS_CHANGE
    if "process" in names and "vision" not in names and not shares:
        return Kind.PROCESS
    if _is_vision(st, found, names, tags):
        return Kind.VISION
    if "process" in names and not shares:
        return Kind.PROCESS
    if "our_output" in names:
        return Kind.OUTPUT
    if "actor" in names and not shares and found.amounts.baseline is None:
        return Kind.OUTPUT
    if ("activity" in names and not shares) or (found.amounts.target is None and watches(st)):
        return Kind.ACTIVITY
    if (names & {"output", "output_"} or _delivers(st) or _counts_things(st, found)) and not shares:
        return Kind.OUTPUT
    if _is_fact(st, found, names):
        return Kind.STATEMENT_OF_FACT
    return _without_condition(st, found, tags) or Kind.OUTCOME


def _speaks_in_shares(st: Statement, amounts: Amounts) -> bool:
    """A target in shares of people, points or multiples is a condition, whatever the verb."""
    if amounts.target is None:
        return False
    q = st.items[amounts.target.about].quantity
    return "multiple" in amounts.target.names or (
        q is not None and q.unit in ("percent", "share", "points", "rate")
    )


def _has_number(st: Statement, amounts: Amounts) -> bool:
    return amounts.target is not None and st.items[amounts.target.about].quantity is not None


def _is_vision(st: Statement, found: Found, names: set[str], tags: frozenset[str]) -> bool:
    if (
        _has_number(st, found.amounts)
        or (found.deadline is not None and not _titled(st, found.deadline))
        or "multiple" in _target_names(found.amounts)
    ):
        return False
    if "vision" in names:
        return True
    if "vague" not in tags:
        return False
    if found.population and found.place:
        return not (
            _counts(st) or found.amounts.baseline or tags & _SAYS_MORE
        )  # "Healthy kids, strong families, one Salem"
    return not _counts(st) or not (
        found.population or found.place or tags & {"up", "down", "keep", "comparative", "modal"}
    )


def _opens_with_policy(st: Statement) -> bool:
    """ "Change the rules so that no family …": what comes first is done, the rest is hoped for."""
    head = _head(st)
    return any(m.name == "policy" and m.start == head for m in st.matches["kinds"])


def _titled(st: Statement, deadline: Deadline) -> bool:
    """ "Toward 2040: a city where …": the time is part of a title."""
    after = st.items[deadline.about + 1] if deadline.about + 1 < len(st.items) else None
    return deadline.about <= 2 and after is not None and after.low == ":"


def _counts(st: Statement) -> bool:
    return any("indicator" in item.tags and not item.tags & _NO_COUNT for item in st.items)


def _without_condition(st: Statement, found: Found, tags: frozenset[str]) -> Kind | None:
    """Nothing to count, no change, nobody (or nowhere): a hope, or with a date something to do."""
    if (
        found.amounts.target is not None
        or _counts(st)
        or tags & {"up", "down", "keep", "comparative", "condition"}
    ):
        return None
    if found.population and (found.place or found.deadline):
        return None
    return Kind.ACTIVITY if found.deadline else Kind.VISION


def watches(st: Statement) -> bool:
    """ "Track the share of …", "Dar seguimiento a la tasa …": to watch a condition changes nothing."""
    head = _head(st)
    row = st.items[head : head + 3] if head is not None else []
    at = next((i for i, item in enumerate(row) if "watch_verb" in item.tags), None)
    if head is None or at is None or (at and row[0].low not in st.pack.settings["light_verbs"]):
        return False
    after = st.items[head + at + 1] if head + at + 1 < len(st.items) else None
    return after is not None and "sign" not in after.tags and after.low not in st.pack.settings["noun_links"]


def _target_names(amounts: Amounts) -> set[str]:
    return amounts.target.names if amounts.target else set()


def _head(st: Statement) -> int | None:
    """The first word that is not a time, a place, a sign or a lead-in such as "our goal is to"."""
    for i, item in enumerate(st.items):
        if st.owner[i] in (Part.DEADLINE, Part.PLACE) or "sign" in item.tags or "lead_in" in item.tags:
            continue
        return i
    return None


def _delivers(st: Statement) -> bool:
    """Does the sentence begin with something partners do ("Train 400 parents …", "Open a clinic")?"""
    head = _head(st)
    if head is None or "delivery" not in st.items[head].tags:
        return False
    if _hands_out(st, head + 1):
        return True
    end = head + 1
    while end < len(st.items) and not st.items[end].tags & {"function", "sign", "when"}:
        end += 1
    if "deliverable" in st.items[end - 1].tags:
        return True  # "Plant shade trees": the last word says what is handed out
    return not any(
        item.tags & {"indicator", "measure"} and not item.tags & {"deliverable", "compound"}
        for item in st.items[head + 1 : head + 6]
    )


def _counts_things(st: Statement, found: Found) -> bool:
    """ "1,200 dental check-ups for children": so many things for a group, and no change of anything."""
    head = _head(st)
    q = st.items[head].quantity if head is not None else None
    if head is None or q is None or q.unit != "count" or found.amounts.baseline is not None:
        return False
    end = head + 1
    while end < len(st.items) and end - head < 6 and _names_thing(st, end):
        end += 1
    if end == head + 1 or end >= len(st.items) or st.items[end].low not in st.pack.settings["for_words"]:
        return False
    return any("person" in item.tags for item in st.items[end + 1 : end + 6])


def _names_thing(st: Statement, i: int) -> bool:
    """A word of the name of a thing; in Spanish also the link in it ("exámenes de vista")."""
    links = st.pack.settings["of_words"] if st.pack.settings["adjective_side"] == "right" else ()
    return st.items[i].low in links or not st.items[i].tags & _NO_THING


def _hands_out(st: Statement, i: int) -> bool:
    """Does a count of people or things follow ("260 childcare workers", "at least 3,000 shade trees")?"""
    while i < len(st.items) and "function" in st.items[i].tags and not st.items[i].quantity:
        i += 1
    q = st.items[i].quantity if i < len(st.items) else None
    if q is None or q.unit != "count":
        return False
    for item in st.items[i + 1 : i + 5]:
        if item.tags & {"function", "sign"} and item.low not in _INNER_SIGNS:
            return False
        if item.tags & {"person", "firm", "deliverable"}:
            return True
    return False


def _past_span(st: Statement, found: Found, names: set[str]) -> bool:
    """ "As of 2024, two fifths had quit within a year": the span belongs to the past, it is no horizon."""
    deadline = found.deadline
    if deadline is None or "fact" not in names or not deadline.when.how.startswith("ahead"):
        return False
    said = [m for m in st.matches["kinds"] if m.name == "perfect" and m.end <= deadline.start]
    if any(st.clause[m.start] == st.clause[deadline.about] for m in said):
        return True  # "Evictions have risen 12 % in one year"
    old = [i for i, x in enumerate(st.items[: deadline.about]) if x.when and "past" in x.tags]
    # "…, which was 18 % in 2025, falls by a third in four years": after the past a change is wanted.
    return bool(old) and not any(_changes(x.tags) for x in st.items[old[-1] : deadline.about])


def _changes(tags: frozenset[str]) -> bool:
    return bool(tags & {"up", "down", "keep"}) and "past_verb" not in tags


def _is_fact(st: Statement, found: Found, names: set[str]) -> bool:
    if "goal" in names and "told" not in names:
        return False
    if found.deadline is not None and found.deadline.day >= st.as_of and not _past_span(st, found, names):
        return False
    target, baseline = found.amounts.target, found.amounts.baseline
    if names & {"fact", "told"}:
        wants = any(_changes(item.tags) for item in st.items)
        return not (wants and target is not None and baseline is not None and "target" in target.names)
    # One number, said of today or of a past year, and nothing wanted.
    changes = any(item.tags & {"up", "down", "keep"} for item in st.items)
    return target is None and baseline is not None and not changes
