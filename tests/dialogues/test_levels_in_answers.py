"""The level in an answer to R4 is read as a number in a field is, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dialogues.levels_in_answers import first_level


@pytest.mark.parametrize(
    ("language", "answer", "level"),
    [
        ("en", "85 percent by 2036", "85"),
        ("en", ".5 percent", "0.5"),
        ("en", "minus five percent", "-5"),
        ("en", "eighty one percent by 2030", "81"),
        ("en", "3 of 4 families", "75"),
        ("en", "one in three", "33"),
        ("en", "one of our goals is 60%", "60"),
        ("en", "half of them", "50"),
        ("en", "two thirds by 2030", "67"),
        ("en", "2 million 300 thousand by 2030", "2300000"),
        ("en", "2025-2030: 60%", "60"),
        ("en", "30/06/2030: 60%", "60"),
        ("en", "60% 2036", "60"),
        ("en", "60% by 30 June 2031", "60"),
        ("en", "- 60% (today 50)", "60"),
        ("en", "Covid-19 down to 5%", "5"),
        ("en", "70 or 80", "70"),
        ("en", "two thirds fewer, so 60%", "60"),
        ("es", "un tercio menos: 60%", "60"),
        ("es", "mil millones", "1000000000"),
        ("es", "un millón doscientos mil", "1200000"),
        ("es", "queremos al menos 60%", "60"),
        ("es", "en 2036 más o menos 40", "40"),
        ("es", "menos cinco", "-5"),
        ("es", "dos millones y medio", "2500000"),
        ("es", "un 45 % para 2036", "45"),
        ("es", "un tercio", "33"),
        ("es", "medio ambiente: 60%", "60"),
        ("es", "una de cada tres familias", "33"),
    ],
)
def test_the_whole_number_is_read(language: str, answer: str, level: str) -> None:
    found = first_level(answer, language)
    assert found is not None
    assert round(found, 0 if len(level) == 2 else 1) == Decimal(level)


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        *(("en", t) for t in ("45‰", "1O percent of 5", "81'5", "5 m", "3 millions", "3 dozen", "1e999 of 5")),
        *(("en", t) for t in ("twenty twenty", "45-50%", "from 45 to 50%", "between 45 and 50", "5万", "")),
        *(("es", t) for t in ("entre un 25 y un 28%", "queremos menos 5", "2 miles", "4'5", "un tercio menos")),
    ],
)  # fmt: skip
def test_what_is_not_one_number_for_everybody_is_left_out(language: str, answer: str) -> None:
    assert first_level(answer, language) is None


def test_a_long_answer_is_read_in_its_first_number() -> None:
    assert first_level("word " * 600 + "60 percent " + "and 7 " * 100, "en") == 60
