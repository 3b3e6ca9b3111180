"""The difference between two versions of a text: by section, by word, in the order of the document."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from dialogues.text_changes import Kind, changes


def shown(before: str, after: str) -> list[tuple[str, str]]:
    (one,) = changes({"conflict": before}, {"conflict": after})
    return [(run.kind.value, run.text) for run in one.runs]


def test_the_same_text_has_no_changes() -> None:
    assert changes({"roles": "a b"}, {"roles": "a b"}) == []


def test_a_changed_word_stands_beside_its_neighbours() -> None:
    assert shown("It needs notice of 48 hours and a vote.", "It needs notice of 72 hours and a vote.") == [
        ("same", "It needs notice of"),
        ("gone", " 48"),
        ("new", " 72"),
        ("same", " hours and a vote."),
    ]


def test_far_words_are_not_shown() -> None:
    words = " ".join(str(n) for n in range(40))
    assert shown(f"{words} old {words}", f"{words} new {words}") == [
        ("cut", ""),
        ("same", " 34 35 36 37 38 39"),
        ("gone", " old"),
        ("new", " new"),
        ("same", " 0 1 2 3 4 5"),
        ("cut", ""),
    ]


def test_a_text_written_anew_stands_whole_after_the_old_one() -> None:
    assert shown("One organisation has one vote and a seat.", "By a show of hands.") == [
        ("gone", "One organisation has one vote and a seat."),
        ("new", "By a show of hands."),
    ]


def test_sections_come_and_go_in_the_documents_order() -> None:
    found = changes({"roles": "x", "term_exit": "y"}, {"purpose_result": "z", "roles": "x "})
    assert [(one.section, one.kind) for one in found] == [
        ("purpose_result", "added"),
        ("roles", "spacing"),
        ("term_exit", "removed"),
    ]


@given(st.text(alphabet="ab \n<&", max_size=60), st.text(alphabet="ab \n<&", max_size=60))
def test_no_word_is_lost_or_made_up(before: str, after: str) -> None:
    for one in changes({"roles": before}, {"roles": after}):
        told = [run for run in one.runs if run.kind is not Kind.CUT]
        gone = " ".join(run.text for run in told if run.kind is Kind.GONE).split()
        new = " ".join(run.text for run in told if run.kind is Kind.NEW).split()
        assert sorted([*before.split(), *new]) == sorted([*after.split(), *gone])


def test_a_text_made_to_be_slow_is_compared_at_once() -> None:
    begun = time.perf_counter()
    found = shown("a " * 1750, "b a " * 870)
    assert [kind for kind, _ in found] == ["gone", "new"]
    shown(" ".join(str(n) for n in range(700)), " ".join(str(n) for n in range(0, 1400, 2)))
    assert time.perf_counter() - begun < 5
