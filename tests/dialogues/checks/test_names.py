"""Days and numbers inside names, clock times and counts of people in the result check (docs/method.md 1c)."""

from __future__ import annotations

from datetime import date

import pytest

from dialogues.checks.measurable import Check, Part, check

AS_OF = date(2026, 11, 22)


def _checked(language: str, text: str) -> Check:
    return check(text, language, AS_OF)


def _words(found: Check, part: Part) -> str | None:
    span = found.parts[part]
    return span.text if span is not None else None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Families along Farm Road 2031 outside Tyler that haul their water: from 38% down to 5%."),
        ("en", "Families at Camp 2035 outside Blythe with lead in their water: from 40% to 5%."),
        ("es", "Los vecinos de la Ruta 2030, cerca de Tandil, que no tienen agua pasan del 30 % al 5 %."),
    ],
)
def test_a_year_in_the_name_of_a_road_is_no_deadline(language: str, text: str) -> None:
    assert _checked(language, text).reasons == ("MISSING:DEADLINE",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "En el partido de 9 de Julio, que ningún pibe falte más de 20 días al año desde 2029.",
            "9 de Julio",
        ),
        ("En 25 de Mayo, que ninguna piba espere más de 10 días un turno en 2029.", "25 de Mayo"),
    ],
)
def test_a_day_with_a_capital_month_is_a_place(text: str, place: str) -> None:
    found = _checked("es", text)
    assert place in str(_words(found, Part.PLACE))
    assert found.deadline == date(2029, 12, 31)
    assert found.parts[Part.BASELINE] is None


def test_a_day_of_the_calendar_stays_a_day() -> None:
    found = _checked("es", "Para el 1 de Mayo de 2029, todas las familias de Moreno tienen agua de red.")
    assert found.deadline == date(2029, 5, 1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "By 2029, 90% of shift workers in Gary reach work by 6:15 a.m."),
        ("en", "By 2029, 90% of shift workers in Gary reach work by 6 a.m."),
        ("es", "El 90 % de los obreros de Soacha llega al trabajo antes de las 7:30 h en 2030."),
        ("es", "El 90 % de los obreros de Soacha llega al trabajo a las 8 de la mañana en 2030."),
    ],
)
def test_a_clock_time_is_no_amount(language: str, text: str) -> None:
    found = _checked(language, text)
    assert found.overall
    assert found.target_value == 90
    assert found.parts[Part.BASELINE] is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The 1,200 households on Bend's waiting list see their wait cut by half by 2029."),
        ("en", "The 900 renters of Camden's River Towers will pay 20% less for heat by 2030."),
        ("en", "By 2030, cut by a third the time that the 340 dialysis patients of Minot spend on the road."),
        ("es", "Las 3.800 personas en lista de espera de Badajoz esperarán un 30 % menos en 2029."),
    ],
)
def test_how_many_people_there_are_is_no_baseline(language: str, text: str) -> None:
    assert "RELATIVE_TARGET_WITHOUT_BASELINE" in _checked(language, text).reasons


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Halve the 1,200 households on Bend's waiting list for housing by 2029."),
        ("en", "The 1,200 homeless households of Bend drop by half by 2029."),
        ("es", "Reducir en un tercio las 3.800 personas en lista de espera de Badajoz para 2029."),
    ],
)
def test_people_who_become_fewer_are_counted_from_that(language: str, text: str) -> None:
    assert _checked(language, text).parts[Part.BASELINE] is not None


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Track the share of Elko residents with a dentist through 2030.", "activity"),
        ("es", "Dar seguimiento a la proporción de niños con anemia en Puno hasta 2030.", "activity"),
        ("en", "Grow the food bank's budget by 20 percent before 2029.", "input"),
        ("es", "Conseguir un 15 % más de fondos europeos para 2028.", "input"),
        ("en", "By 2028, 85% of the clinics in the coalition report to one shared database.", "process"),
        ("en", "Double the number of home visits our nurses make in Pueblo by 2029.", "output"),
        (
            "es",
            "Duplicar las visitas a domicilio que hacen nuestras enfermeras en Cuenca para 2029.",
            "output",
        ),
        ("en", "Vision 2040: a Shreveport that leaves no one behind.", "vision"),
    ],
)
def test_own_work_is_no_outcome_whatever_its_numbers(language: str, text: str, kind: str) -> None:
    assert str(_checked(language, text).kind) == kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Get late rent payments among Yonkers public-housing tenants to 8% in fiscal year 2025."),
        ("es", "Bajar la morosidad de los inquilinos de Getafe al 8 % en 2024."),
    ],
)
def test_what_was_wanted_for_a_day_gone_by_is_past(language: str, text: str) -> None:
    assert _checked(language, text).reasons == ("DEADLINE_PAST",)


def test_a_record_is_no_baseline() -> None:
    text = "Infant deaths in Jackson fall by 30 percent by 2031, the largest fall since 1970."
    assert _checked("en", text).reasons == ("RELATIVE_TARGET_WITHOUT_BASELINE",)
