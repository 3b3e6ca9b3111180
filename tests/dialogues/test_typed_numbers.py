"""Numbers as people type them: read as they are meant, asked about, or asked again; never cut."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dialogues import reading
from dialogues.reading import Misread, Read

READ = [
    ("en", ".5", "0.5"),
    ("en", "٫٥", "0.5"),
    ("en", "-.5", "-0.5"),
    ("en", "$.50", "0.5"),
    ("en", ".5%", "0.5"),
    ("en", "about .5", "0.5"),
    ("en", "minus five", "-5"),
    ("en", "minus 5", "-5"),
    ("en", "negative 5", "-5"),
    ("en", "minus a hundred", "-100"),
    ("en", "minus $5", "-5"),
    ("en", "➖5", "-5"),
    ("en", "－12", "-12"),
    ("en", "–3.5", "-3.5"),
    ("en", "about -5", "-5"),
    ("en", "-$5", "-5"),
    ("en", "$-5", "-5"),
    ("en", "+5", "5"),
    ("en", "one million two hundred thousand", "1200000"),
    ("en", "2 million 300 thousand", "2300000"),
    ("en", "a million", "1000000"),
    ("en", "two thousand and one", "2001"),
    ("en", "one hundred and five", "105"),
    ("en", "forty-five", "45"),
    ("en", "two and a half", "2.5"),
    ("en", "two-and-a-half", "2.5"),
    ("en", "2 and three quarters", "2.75"),
    ("en", "two and an eighth", "2.125"),
    ("en", "one and a half million", "1500000"),
    ("en", "2 million and a half", "2500000"),
    ("en", "half a million", "500000"),
    ("en", "45 and a half percent", "45.5"),
    ("en", "3 bn", "3000000000"),
    ("en", "3bn", "3000000000"),
    ("en", "2.4m", "2400000"),
    ("en", "$4.2 million", "4200000"),
    ("en", "a dozen", "12"),
    ("en", "1'234'567", "1234567"),
    ("en", "１２．５％", "12.5"),
    ("en", "٤٥٫٥٪", "45.5"),
    ("en", "one in three", "33.33"),
    ("en", "one family in three", "33.33"),
    ("en", "12 of 40", "30"),
    ("en", "two-thirds", "66.67"),
    ("en", "half of the families", "50"),
    ("en", "45kg", "45"),
    ("en", "45 people", "45"),
    ("en", "12 345", "12345"),
    ("en", "45 👍", "45"),
    ("en", "\u200f१०", "10"),
    ("en", "45 per hundred", "45"),
    ("en", "no. 5", "5"),
    ("es", ",5", "0.5"),
    ("es", ".5", "0.5"),
    ("es", "-,5", "-0.5"),
    ("es", "menos cinco", "-5"),
    ("es", "menos 5", "-5"),
    ("es", "menos un millón", "-1000000"),
    ("es", "menos cinco por ciento", "-5"),
    ("es", "dos y medio por ciento", "2.5"),
    ("es", "no menos de 45", "45"),
    ("es", "al menos 5", "5"),
    ("es", "por lo menos cuarenta", "40"),
    ("es", "más o menos 40", "40"),
    ("es", "mil millones", "1000000000"),
    ("es", "3 mil millones", "3000000000"),
    ("es", "mil doscientos millones", "1200000000"),
    ("es", "un millón doscientos mil", "1200000"),
    ("es", "2 mil 300", "2300"),
    ("es", "dos millones y medio", "2500000"),
    ("es", "dos y medio millones", "2500000"),
    ("es", "45 y medio", "45.5"),
    ("es", "45 y cuarto", "45.25"),
    ("es", "medio millón", "500000"),
    ("es", "treinta y cinco", "35"),
    ("es", "treinta y una", "31"),
    ("es", "treinta y un mil", "31000"),
    ("es", "ciento una", "101"),
    ("es", "un 45 %", "45"),
    ("es", "tres cuartas partes", "75"),
    ("es", "una de cada tres", "33.33"),
    ("es", "４５，５％", "45.5"),
]
WHICH = [
    ("en", "４，５", ("4.5", "45")),
    ("en", "-4,5", ("-4.5", "-45")),
    ("en", "81'5", ("81.5", "815")),
    ("en", "1'234", ("1.234", "1234")),
    ("en", "45‰", ("4.5", "45")),
    ("en", "minus 45 ‰", ("-45", "-4.5")),
    ("en", "5 m", ("5", "5000000")),
    ("es", "4'5", ("4.5", "45")),
    ("es", "12’5%", ("12.5", "125")),
    ("es", "1.234", ("1.234", "1234")),
    ("es", "1.234 millones", ("1234000", "1234000000")),
]
AGAIN = [
    *(("en", t) for t in ("1O", "8I", "1l0", "O5", "5th", "No.5", "..5", "45b", "1_000", "1e5", "0x1F")),
    *(("en", t) for t in ("5-", "--5", "±5", "minus -5", "5 minus 2", "minus half", "<5", "5+")),
    *(("en", t) for t in ("eighty - one", "twenty-twenty", "nineteen eighty", "four and five", "45-50", "4½")),
    *(("en", t) for t in ("two dozen", "3 millions", "several thousand", "a few hundred", "no one")),
    *(("en", t) for t in ("a hundred and a half", "1 1/2", "1234 567", "4·5", "12.34.56", "5²", "(5)")),
    *(("en", t) for t in ("twenty fifth", "five quarters", "one thousand thousand", "zero million")),
    *(("es", t) for t in ("dos docenas", "3 billones", "varios miles", "unos cientos", "ni uno", "1O")),
    *(("es", t) for t in ("5 menos", "queremos menos 5", "5º", "45 medio", "coma cinco", "cuatro coma cinco")),
    *(("es", t) for t in ("por ciento", "5 cientos", "5万")),
    *(("en", t) for t in ("45 and 50", "point five", "four point five", "half a percent", "45 (2025)", "Ⅷ", "5'")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "typed", "value"), READ)
def test_a_number_is_read_as_it_is_meant(language: str, typed: str, value: str) -> None:
    found = reading.number(language, typed)
    assert isinstance(found, Read), found
    assert round(Decimal(found.value), 3 if value.endswith("5") else 2) == Decimal(value)


@pytest.mark.parametrize(("language", "typed", "values"), WHICH)
def test_of_two_readings_one_is_asked_for(language: str, typed: str, values: tuple[str, ...]) -> None:
    assert reading.number(language, typed) == Misread("number_which", values)


@pytest.mark.parametrize(("language", "typed"), AGAIN)
def test_what_may_be_another_number_is_asked_again(language: str, typed: str) -> None:
    assert reading.number(language, typed) == Misread("number")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("45 per 100", "percent"), ("81%", "percent"), ("half", "percent"), ("12 of 40", "percent"), ("$5", "money"),
     ("45 per 1,000", "rate"),
     ("¥5", "money"), ("5 points", "points"), ("5 families", "count"), ("five or six", None)],
)  # fmt: skip
def test_what_a_number_counts(typed: str, kind: str | None) -> None:
    assert reading.kind("en", typed) == kind


def test_a_language_without_number_words_of_its_own_reads_digits() -> None:
    assert reading.number("pt", "45,5 %") == Read("45.5")
