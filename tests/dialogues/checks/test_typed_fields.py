"""Numbers and dates as people type them into a field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dialogues.checks.measurable import AskWhich, Number, UnknownLanguage, check, read_date, read_number

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "language", "value", "unit"),
    [
        ("٤٥٫٥٪", "en", "45.5", "percent"),
        ("45 %", "en", "45", "percent"),
        ("forty-five", "en", "45", "count"),
        ("3 of 4", "en", "75", "percent"),
        ("1,234", "en", "1234", "count"),
        ("12,345.6", "en", "12345.6", "count"),
        ("10 000", "es", "10000", "count"),
        ("12.345,6", "es", "12345.6", "count"),
        ("28,7", "es", "28.7", "count"),
        ("28.7", "es", "28.7", "count"),
        ("tres cuartas partes", "es", "75", "percent"),
        ("dos mil quinientos", "es", "2500", "count"),
        ("$4.2 million", "en", "4200000", "money"),
        ("12 points", "en", "12", "points"),
        ("-3.5", "en", "-3.5", "count"),
        ("about 40", "en", "40", "count"),
    ],
)
def test_numbers(typed: str, language: str, value: str, unit: str) -> None:
    found = read_number(typed, language)
    assert isinstance(found, Number)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "typed", ["Ⅷ", "²", "", "many", "12.34.56", "1,2,3", "4 and 5 and 6", "9" * 5000, "\ud800", "\x00"]
)
def test_no_numbers(typed: str) -> None:
    assert read_number(typed, "en") is None


@pytest.mark.parametrize(
    ("typed", "language", "options"),
    [
        ("4,5", "en", ("4.5", "45")),
        ("1.234", "es", ("1.234", "1234")),
        ("1,234", "es", ("1.234", "1234")),
        ("1.234", "en", ("1.234", "1234")),
    ],
)
def test_numbers_to_ask_about(typed: str, language: str, options: tuple[str, ...]) -> None:
    assert read_number(typed, language) == AskWhich("AMBIGUOUS_NUMBER", tuple(Decimal(x) for x in options))


@pytest.mark.parametrize(
    ("typed", "language", "day"),
    [
        ("Q3 2031", "en", date(2031, 9, 30)),
        ("Q3 2031", "es", date(2031, 9, 30)),
        ("T3 2031", "es", date(2031, 9, 30)),
        ("T3 2031", "en", date(2031, 9, 30)),
        ("third quarter 2031", "en", date(2031, 9, 30)),
        ("tercer trimestre 2031", "es", date(2031, 9, 30)),
        ("June 2030", "en", date(2030, 6, 30)),
        ("junio de 2030", "es", date(2030, 6, 30)),
        ("2030", "en", date(2030, 12, 31)),
        ("before 2030", "en", date(2029, 12, 31)),
        ("within 5 years", "en", date(2031, 11, 22)),
        ("5 years", "en", date(2031, 11, 22)),
        ("dentro de 3 años", "es", date(2029, 11, 22)),
        ("school year 2030-31", "en", date(2031, 6, 30)),
        ("FY2030", "en", date(2030, 12, 31)),
        ("2031-06-30", "en", date(2031, 6, 30)),
        ("30.06.2031", "es", date(2031, 6, 30)),
        ("30/06/2031", "es", date(2031, 6, 30)),
        ("29/02/2032", "es", date(2032, 2, 29)),
        ("June", "en", date(2027, 6, 30)),
    ],
)
def test_dates(typed: str, language: str, day: date) -> None:
    assert read_date(typed, language, AS_OF) == day


@pytest.mark.parametrize(
    "typed", ["29/02/2031", "31 June 2030", "June 31, 2030", "soon", "", "2030 or 2031", "\ud800", "9" * 5000]
)
def test_no_dates(typed: str) -> None:
    assert read_date(typed, "en", AS_OF) is None


def test_dates_to_ask_about() -> None:
    decade = AskWhich("WHICH_DECADE_END", (date(2029, 12, 31), date(2030, 12, 31)))
    assert read_date("end of the decade", "en", AS_OF) == decade
    assert read_date("a finales de la década", "es", AS_OF) == decade
    assert read_date("03/04/2031", "en", AS_OF) == AskWhich(
        "AMBIGUOUS_DATE", (date(2031, 3, 4), date(2031, 4, 3))
    )
    assert read_date("03/04/2031", "es", AS_OF) == date(2031, 4, 3)


def test_the_ends_of_the_calendar() -> None:
    assert read_date("in 5 years", "en", date(9998, 1, 1)) is None
    assert check("By next year 60% of tenants in Reno have heat.", "en", date.max).language == "en"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        check("x", "xx", AS_OF)
    with pytest.raises(UnknownLanguage):
        check("x", "../en", AS_OF)
