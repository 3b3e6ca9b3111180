"""Grouping by likeness: nothing is lost, the same every time, and near to what a person would group."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.checks import likeness
from tests.dialogues.checks.likeness.grouped import (
    Grouped,
    Grouping,
    adjusted_rand_index,
    by_likeness,
    everything_alone,
    first_shared_word,
    grouped,
)

# The first word loads the stemmers; what is measured below begins after that.
likeness.groups(["words"], ("en",))

# Texts that share words, and texts that share nothing or are nothing.
WORDS = [
    "bus",
    "late",
    "shift",
    "clinic",
    "clínica",
    "niños",
    "escuela",
    "no",
    "hay",
    "the",
    "2036",
    "90%",
    "—",
    "🙂",
    "ß",
    "İ",
]
TEXTS = st.lists(
    st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)), max_size=14
)
LANGUAGES = st.sampled_from([(), ("en",), ("es", "en"), ("xx",), ("../en", "en")])


def as_texts(texts: Sequence[str], languages: Sequence[str]) -> list[list[str]]:
    """The groups by what stands in them; of equal texts it does not matter which is which."""
    return sorted(sorted(texts[p] for p in g.places) for g in likeness.groups(texts, languages))


@given(TEXTS, LANGUAGES)
def test_each_answer_is_in_exactly_one_group(texts: list[str], languages: tuple[str, ...]) -> None:
    found = likeness.groups(texts, languages)
    assert sorted(place for group in found for place in group.places) == list(range(len(texts)))
    assert all(group.places for group in found)


@given(TEXTS, LANGUAGES, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_changes_nothing(
    texts: list[str], languages: tuple[str, ...], chance: object
) -> None:
    shuffled = list(texts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert as_texts(texts, languages) == as_texts(shuffled, languages)
    assert likeness.groups(texts, languages) == likeness.groups(texts, languages)


@given(TEXTS, LANGUAGES)
def test_a_group_says_by_which_words(texts: list[str], languages: tuple[str, ...]) -> None:
    """Every joined group shares something, unless it hangs together in a chain; a lone answer shares nothing."""
    for group in likeness.groups(texts, languages):
        if len(group.places) == 1:
            assert group.shared == ()
        if len(group.places) == 2:
            assert group.shared != ()
        written = " ".join(texts[p] for p in group.places)
        assert all(word in _loosely(written) for word in group.shared)


def _loosely(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def test_one_and_none() -> None:
    assert likeness.groups([], ["en"]) == ()
    assert [g.places for g in likeness.groups(["The last bus leaves too early."], ["en"])] == [(0,)]


def test_what_has_no_telling_word_stays_alone() -> None:
    assert len(likeness.groups(["…", "…", "it is the same"], ["en"])) == 3


def test_words_in_another_form_are_the_same() -> None:
    (group,) = likeness.groups(["Evictions fall.", "Fewer EVICTION notices."], ["en"])
    assert group.shared == ("eviction",)


def test_numbers_and_long_stems_join_two_languages() -> None:
    (group,) = likeness.groups(["Plant 400 trees.", "Sembrar 400 árboles."], ["en", "es"])
    assert "400" in group.shared
    (group,) = likeness.groups(["Una farmacia abierta.", "Las farmacias."], ["en", "es"])
    assert group.shared == ("farmacia",)


def test_a_short_stem_of_another_language_is_another_word() -> None:
    texts = ["Red paint.", "Pan y una red de pescar, que no hay."]
    assert len(likeness.groups(texts, ["en", "es"])) == 2


def test_words_shared_by_a_group_that_somebody_made() -> None:
    assert likeness.words_shared(["Bus routes", "A bus at night", "A bus on Sunday"], ["en"]) == ("bus",)
    assert likeness.words_shared(["Trees", "Police"], ["en"]) == ()


@pytest.mark.parametrize("item", grouped(), ids=lambda item: item.name)
def test_no_hand_made_set_loses_an_answer(item: Grouped) -> None:
    numbers = by_likeness(item.texts, item.languages)
    assert len(numbers) == len(item.texts) == len(set(item.texts))
    assert as_texts(item.texts, item.languages) == as_texts(item.texts[::-1], item.languages)


@pytest.mark.parametrize("source", ["example", "written"])
def test_it_comes_nearer_to_a_person_than_the_simple_ways(source: str) -> None:
    def mean(way: Grouping) -> float:
        of_it = [s for s in grouped() if s.source == source]
        return fmean(adjusted_rand_index(s.by_hand, way(s.texts, s.languages)) for s in of_it)

    assert mean(by_likeness) > mean(first_shared_word)
    assert mean(by_likeness) > mean(everything_alone) + 0.1


def test_the_index_is_the_adjusted_rand_index() -> None:
    """By hand: 1 pair together of 3 and 2; by chance 3·2/15; (1 - 0.4) / (2.5 - 0.4)."""
    assert adjusted_rand_index([0, 0, 0, 1, 2, 3], [0, 0, 1, 2, 2, 3]) == pytest.approx(0.6 / 2.1)
    assert adjusted_rand_index([0, 1, 1], [5, 2, 2]) == 1.0
    assert adjusted_rand_index([0, 1], [0, 1]) == 1.0
    assert adjusted_rand_index([0, 0, 1, 1], [0, 1, 2, 3]) == 0.0
