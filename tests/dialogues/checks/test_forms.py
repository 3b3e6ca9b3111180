"""Forms that people write a result in: without capitals, with compound measures, with several times."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dialogues.checks.measurable import Check, Number, Part, check, example, read_number
from dialogues.checks.measurable.pack import load
from dialogues.checks.measurable.patterns import PatternBook
from dialogues.checks.measurable.statement import read

AS_OF = date(2026, 11, 22)


def _check(text: str, language: str = "en") -> Check:
    return check(text, language, AS_OF)


def _words(found: Check, part: Part) -> str | None:
    span = found.parts[part]
    return None if span is None else span.text


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "kids in weslaco who are obese - 31% now, 22% by 2031", "weslaco"),
        ("en", "get homeless families in east oakland down from 410 to 150 by 2030", "east oakland"),
        ("en", "Homeless families in boston: from 410 to 150 by 2030, says HUD", "boston"),
        ("es", "que las familias sin techo en quilpué bajen de 410 a 150 en 2030", "quilpué"),
        ("es", "en el barrio de san cristóbal el 80% de los abuelos tiene gas en 2029", "san cristóbal"),
    ],
)
def test_a_place_needs_no_capital(language: str, text: str, place: str) -> None:
    assert _words(_check(text, language), Part.PLACE) == place


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "kids in foster care who finish school go from 40% to 60% by 2031"),
        ("en", "fewer students in trailers, from 300 to 100 by 2031"),
        ("en", "Kids in poverty: from 30% to 20% by 2031"),
        ("es", "niños en riesgo: del 30% al 20% en 2031"),
        ("es", "familias en situación de calle: de 300 a 100 en 2031"),
    ],
)
def test_a_state_is_no_place(language: str, text: str) -> None:
    assert _words(_check(text, language), Part.PLACE) is None


@pytest.mark.parametrize("written", ["8-point", "eight-point", "8-percentage-point"])
def test_a_compound_measure_is_an_amount_of_change(written: str) -> None:
    found = _check(f"An {written} gain in on-time graduation for Native students in Reno by June 2029.")
    assert (found.target_value, found.target_kind) == (Decimal(8), "relative")
    assert found.reasons == ("RELATIVE_TARGET_WITHOUT_BASELINE",)


def test_an_age_is_no_compound_measure() -> None:
    found = _check("By 2031, 60% of the 3-year-olds in Reno see a dentist.")
    assert found.target_value == Decimal(60)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Shops of migrants in Leicester that close within two years: 48% in 2024, 25% in 2030.", 2030),
        ("Survival of firms owned by women in Milwaukee reaches 60% no later than 2034.", 2034),
        ("It should not take until 2040: by the end of 2032 all homes in Dilkon have water.", 2032),
        ("Within the next six years, 18% of the widowed in Cork feel lonely.", 2032),
    ],
)
def test_the_time_by_which_it_is_due(text: str, due: int) -> None:
    found = _check(text)
    assert found.deadline is not None
    assert found.deadline.year == due


def test_a_fraction_in_digits_is_a_share_and_a_day_is_none() -> None:
    found = _check("Colonia residents in El Paso with a sewer go from 3/5 to 9/10 by 3/5/2031.")
    assert (found.baseline_value, found.target_value) == (Decimal(60), Decimal(90))
    assert found.questions == ("AMBIGUOUS_DATE",)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [("en", "2.4m", 2_400_000), ("en", "half a million", 500_000), ("es", "medio millón", 500_000)],
)
def test_short_ways_to_write_a_sum(language: str, text: str, value: int) -> None:
    assert read_number(text, language) == Number(Decimal(value), Decimal(value), "count")


def test_metres_are_no_millions() -> None:
    assert _check("By 2031, no more than 5 m of water stand in Reno cellars.").target_value == Decimal(5)


def test_the_fill_in_begins_no_word_with_a_capital_inside_the_sentence() -> None:
    found = _check("By the spring of 2030, 90 families in Reno will get a box.")
    assert ", by the spring of 2030" in example(found, AS_OF)


def test_matches_come_in_the_order_of_the_pack() -> None:
    rows = {"late": ["from <num>!", "from <count>!"], "early": ["from ..2 <num>!"]}
    book, items = PatternBook({"amounts": rows}), read("from 3", load("en"), AS_OF).items
    names = [m.name for m in book.find(items)["amounts"]]
    assert names == ["late", "late", "early"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Indoor smoking among janitors falls from 40% to 10% by 2030."),
        ("en", "Gun deaths of young men fall from 92 to 30 by 2032."),
        ("es", "Segundos embarazos de adolescentes: meta del 8 % para 2032."),
        ("es", "Carga mediana de renta de los inquilinos: 46 % → 35 % en 2029."),
    ],
)
def test_the_first_word_of_a_sentence_is_no_place_for_its_capital(language: str, text: str) -> None:
    assert _check(text, language).reasons == ("MISSING:PLACE",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Joblessness of young men in Reno drops from 27 percent by 2031."),
        ("es", "que los jóvenes sin trabajo de Medellín bajen de 27% para 2031"),
    ],
)
def test_where_it_starts_is_no_target(language: str, text: str) -> None:
    assert "MISSING:TARGET" in _check(text, language).reasons


def test_how_it_is_in_the_year_that_runs_is_no_deadline() -> None:
    assert "MISSING:DEADLINE" in _check("Internet for 95% of Reno households (52% in 2026).").reasons


@pytest.mark.parametrize(
    ("language", "text", "value", "kind"),
    [
        (
            "es",
            "Las familias de Lugo sin luz serán la cuarta parte de las 260 de 2025 en 2030.",
            25,
            "relative",
        ),
        ("es", "En 2025 murieron 120 ciclistas en Bogotá. Para 2031, la mitad.", 50, "relative"),
        ("es", "La mitad de las 260 familias de Lugo tendrá luz en 2030.", 50, "absolute"),
        ("en", "In 2025 Toledo lost 420 babies. By 2031 we want to see half of it.", 50, "relative"),
        ("en", "Half of renters in Reno own a car by 2030.", 50, "absolute"),
    ],
)
def test_a_part_of_what_it_was_is_a_change_and_a_part_of_a_group_is_a_level(
    language: str, text: str, value: int, kind: str
) -> None:
    found = _check(text, language)
    assert (found.target_value, found.target_kind) == (Decimal(value), kind)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Deaf adults in Reno with a job: 24% in 2025, in 2030."),
        ("en", "Youth unemployment in Sligo dropped to 24% in 2025 and must drop again by 2030."),
        ("es", "Casos de dengue de los niños de Santa Cruz: 84 en 2024, en 2030."),
        ("es", "La brecha entre mujeres y hombres en Montevideo se cierra del 22 % en 2031."),
        ("es", "Muertes de motociclistas en Cali: de 19 por cada 100.000 habitantes para 2032."),
    ],
)
def test_a_number_said_of_the_past_or_as_a_start_is_no_target(language: str, text: str) -> None:
    assert "MISSING:TARGET" in _check(text, language).reasons


@pytest.mark.parametrize(
    ("language", "text", "due"),
    [
        ("es", "Dentro de una década, los hombres de Tarapacá viven 80 años.", 2036),
        ("es", "En dos décadas, el 90 % de los hogares de Lugo tiene luz.", 2046),
        ("en", "In the twelve months ending June 2031, 40% of adults in Reno smoke.", 2031),
    ],
)
def test_long_spans_are_times(language: str, text: str, due: int) -> None:
    found = _check(text, language)
    assert found.deadline is not None
    assert found.deadline.year == due


def test_the_span_of_a_year_before_is_a_baseline() -> None:
    start, end = "In the twelve months ending June 2031", "in the twelve months ending June 2025"
    assert _check(f"{start}, adults in Reno have 40% fewer falls than {end}.").reasons == ()


def test_a_pattern_that_asks_for_more_than_the_text_has_fits_nowhere() -> None:
    rows = {"amounts": {"one": ["<num>!"], "two": ["<num>! <num>"], "gap": ["<num>! ..3 of"]}}
    book, items = PatternBook(rows), read("from 3", load("en"), AS_OF).items
    assert [m.name for m in book.find(items)["amounts"]] == ["one"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Wage theft hits one out of three laborers in Reno, one out of ten in 2030 at most."),
        (
            "es",
            "El robo de salarios golpea a 1 de cada 3 peones de Torreón, a 1 de cada 10 en 2030 a lo sumo.",
        ),
        ("en", "Girls in Moss Side who feel safe walking home go from 1 of 3 to 1 of 10 by 2030."),
    ],
)
def test_two_shares_of_one_thing_are_where_it_starts_and_where_it_should_go(language: str, text: str) -> None:
    found = _check(text, language)
    assert found.baseline_value is not None
    assert found.target_value is not None
    assert (round(found.baseline_value), found.target_value) == (33, Decimal(10))
