"""Finds whose condition is meant to change: the population (method 1c)."""

from __future__ import annotations

from dialogues.checks.measurable.model import Part, Span
from dialogues.checks.measurable.statement import Statement

_DOERS = frozenset(("staff", "partner"))  # in Spanish an adjective there: "bomberos voluntarios"
_THINGS = frozenset(("event", "program", "policy", "deliverable")) | _DOERS
_LEFT = frozenset(
    ("plain", "generic_adj", "person_adj", "not_place", "compound", "numeric_compound", "people_prefix")
)


def find_population(st: Statement, *, firms: bool) -> Span | None:
    """The group named, widened to its adjectives; partners, "community" and "everyone" are none.

    `firms`: farms and businesses count, which they do only when their own condition is the subject.
    """
    at = _first(st, "person")
    if at is None and firms:
        at = _first(st, "firm")
    if at is None:
        free = (m for m in st.matches["people"] if m.about >= 0 and _free(st, m.about))
        matches = [m for m in free if not _of_a_thing(st, m.about)]
        at = matches[0].about if matches else None
    if at is None:
        at = _first(st, "person_adj")
    if at is None:
        return None
    return _widened(st, at)


def _free(st: Statement, i: int) -> bool:
    return st.owner[i] is None or st.owner[i] in (Part.TARGET, Part.BASELINE)


def _first(st: Statement, tag: str) -> int | None:
    for i, item in enumerate(st.items):
        last_is_head = st.pack.settings["adjective_side"] == "left"
        if (
            last_is_head
            and i + 1 < len(st.items)
            and tag == "person"
            and tag in st.items[i + 1].tags
            and _free(st, i + 1)
        ):
            continue  # "homeless veterans": the last of the row is the head
        if (
            tag in item.tags
            and _free(st, i)
            and "partner" not in item.tags
            and not _is_slogan(st, i)
            and not _describes(st, i)
            and not _of_a_thing(st, i)
        ):
            return i
    return None


def _describes(st: Statement, i: int) -> bool:
    """ "a youth summit", "a tenant ordinance": the word only says what kind of thing it is."""
    if i + 1 >= len(st.items):
        return False
    tags = st.items[i + 1].tags
    said = "human_verb" in tags and "plural" in st.items[i].tags  # "workers report pain"
    things = _THINGS if st.pack.settings["adjective_side"] == "left" else _THINGS - _DOERS
    return not said and bool(tags & things)


def _of_a_thing(st: Statement, i: int) -> bool:
    """ "Aguas negras", "casas frías": what sounds like a group is the quality of a thing."""
    if st.pack.settings["adjective_side"] == "left" or not i:
        return False
    before, item = st.items[i - 1], st.items[i]
    thing = before.tags & {"never_person", "deliverable"} and not before.tags & {
        "person",
        "function",
        "generic_adj",
    }
    return (
        bool(thing) and before.low.endswith("s") and "plural" in item.tags and "person_adj" not in item.tags
    )


def _is_slogan(st: Statement, i: int) -> bool:
    """ "people like us", "our children" are nobody in particular."""
    return (
        st.items[i].low in st.pack.settings["loose_people"]
        and not (i and (st.items[i - 1].quantity or _LEFT & st.items[i - 1].tags))
        and not (
            i + 1 < len(st.items)
            and (
                st.items[i + 1].low in st.pack.settings["who_words"] or "generic_adj" in st.items[i + 1].tags
            )
        )
    )


def _widened(st: Statement, at: int) -> Span:
    start, end = at, at + 1
    if st.items[at].quantity is not None:
        return st.claim(Part.POPULATION, start, end)
    if st.pack.settings["adjective_side"] == "left":
        while (
            start
            and st.owner[start - 1] is None
            and _LEFT & st.items[start - 1].tags
            and not {"function", "not_place"} <= st.items[start - 1].tags
            and "comparative" not in st.items[start - 1].tags
            and not (
                "cap" in st.items[start - 1].tags
                and not st.items[start - 1].tags & {"not_place", "generic_adj"}
            )
        ):
            start -= 1
    else:
        while (
            end < len(st.items)
            and st.owner[end] is None
            and st.items[end].tags & {"generic_adj", "person_adj", "person"}
            and "harmed" not in st.items[end].tags
        ):
            end += 1
    if (
        end + 1 < len(st.items)
        and st.items[end].low in st.pack.settings["and_words"]
        and "person" in st.items[end + 1].tags
        and st.owner[end] is None
        and st.owner[end + 1] is None
    ):
        end += 2
    return st.claim(Part.POPULATION, start, end)
