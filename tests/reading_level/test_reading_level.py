"""What people read asks for grade 8 at most, phrase by phrase; the measures tell hard from easy."""

from __future__ import annotations

import pytest

from dialogues import phrases
from tests.reading_level import of_phrases, syllables
from tests.reading_level.grades import MEASURES, fernandez_huerta, flesch_kincaid, huerta_score

EASY = {
    "en": "The cat sat on the mat. It was warm. The cat was glad.",
    "es": "El gato se sentó en la silla. Hacía calor. El gato dormía.",
}
HARD = {
    "en": "Organizational accountability necessitates comprehensive multilateral institutional harmonization.",
    "es": "La institucionalización interorganizacional presupone responsabilidades multilaterales complementarias.",
}


@pytest.mark.parametrize("language", list(MEASURES))
def test_the_grade_tells_hard_from_easy(language: str) -> None:
    assert MEASURES[language](EASY[language]) <= 4
    assert MEASURES[language](HARD[language]) >= 15


def test_the_english_grade_is_that_of_the_formula() -> None:
    gettysburg = (
        "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived "
        "in Liberty, and dedicated to the proposition that all men are created equal."
    )
    # 30 words, one sentence, 48 syllables
    assert flesch_kincaid(gettysburg) == pytest.approx(0.39 * 30 + 11.8 * 48 / 30 - 15.59)
    assert flesch_kincaid("") == 0


def test_the_spanish_score_is_that_of_the_formula_and_its_table() -> None:
    # 5 words, one sentence, 8 syllables
    assert huerta_score("La mesa vota el lunes.") == pytest.approx(206.84 - 60 * 8 / 5 - 1.02 * 5)
    assert fernandez_huerta("") == 4
    assert fernandez_huerta(HARD["es"]) == 16


@pytest.mark.parametrize(
    ("word", "n"),
    [("table", 2), ("fire", 1), ("organisation", 5), ("grassroots", 2), ("one-page", 2), ("don’t", 1)],
)
def test_english_syllables(word: str, n: int) -> None:
    assert syllables.english(word) == n


@pytest.mark.parametrize(
    ("word", "n"),
    [
        ("guitarra", 3), ("pingüino", 3), ("país", 2), ("aéreo", 4), ("ciudad", 2), ("leer", 2), ("muy", 1),
        ("queso", 2), ("prohíbe", 3), ("ahora", 3), ("averigüe", 4), ("ideología", 6), ("reunión", 2),
    ],
)  # fmt: skip
def test_spanish_syllables(word: str, n: int) -> None:
    assert syllables.spanish(word) == n


@pytest.mark.parametrize("language", list(MEASURES))
def test_no_phrase_asks_for_more_than_grade_8(language: str) -> None:
    assert len(of_phrases.grades(language)) > 500
    assert of_phrases.over(language) == {}, "shorter sentences and words; see python -m tests.reading_level"
    assert of_phrases.whole(language) <= of_phrases.HIGHEST_GRADE


def test_a_phrase_that_is_let_off_is_over_and_has_a_reason() -> None:
    for (language, key), reason in of_phrases.EXCEPTIONS.items():
        assert of_phrases.grades(language)[key] > of_phrases.HIGHEST_GRADE, (
            f"{key} needs no exception any more"
        )
        assert len(reason) > 20


def test_a_hard_phrase_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    hard = {"x.y": HARD["en"] + " " + HARD["en"], "x.z": EASY["en"]}
    monkeypatch.setattr(of_phrases, "texts", lambda _language: hard)
    assert set(of_phrases.over("en")) == {"x.y"}


def test_each_shipped_language_has_a_measure() -> None:
    assert set(MEASURES) == set(phrases.languages()), (
        "add one to tests/reading_level/grades.py, with its source"
    )
