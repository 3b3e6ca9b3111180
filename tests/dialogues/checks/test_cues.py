"""The cues and examples of docs/method.md 1b and 1c, one by one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dialogues.checks.measurable import Check, Kind, Part, check

AS_OF = date(2026, 11, 22)


def read(text: str, language: str = "en") -> Check:
    return check(text, language, AS_OF)


@pytest.mark.parametrize(
    ("verb", "direction"),
    [
        ("Increase", "up"),
        ("Raise", "up"),
        ("Grow", "up"),
        ("Lift", "up"),
        ("Expand", "up"),
        ("Reduce", "down"),
        ("Cut", "down"),
        ("Lower", "down"),
        ("Shrink", "down"),
        ("Decrease", "down"),
    ],
)
def test_verbs_of_change(verb: str, direction: str) -> None:
    found = read(f"{verb} the employment rate of adults in Ohio to 60% by 2031.")
    assert found.direction_value == direction
    assert found.overall


@pytest.mark.parametrize(
    ("verb", "direction"),
    [("Aumentar", "up"), ("Elevar", "up"), ("Reducir", "down"), ("Disminuir", "down"), ("Bajar", "down")],
)
def test_spanish_verbs_of_change(verb: str, direction: str) -> None:
    found = read(f"{verb} la tasa de empleo de los adultos de Salta al 60 % para 2031.", "es")
    assert found.direction_value == direction
    assert found.overall


@pytest.mark.parametrize(
    "target",
    [
        "60%",
        "60 percent",
        "three fifths",
        "3 in 5",
        "3 of 5",
        "3 out of 5",
        "60 of every 100",
        "at least 60%",
        "all",
        "60 to 65%",
        "between 60 and 65 percent",
        "half",
        "two-thirds",
        "a third",
        "sixty percent",
        "٦٠٪",
    ],
)
def test_targets(target: str) -> None:
    found = read(f"By 2031, {target} of the tenants in Reno live in safe homes.")
    assert found.parts[Part.TARGET] is not None
    assert found.overall


@pytest.mark.parametrize(
    "target",
    [
        "el 60 %",
        "el 60 por ciento",
        "tres quintos",
        "3 de cada 5",
        "al menos el 60 %",
        "la mitad",
        "un tercio",
        "dos tercios",
        "entre el 60 y el 65 %",
    ],
)
def test_spanish_targets(target: str) -> None:
    found = read(f"En 2031, {target} de los inquilinos de Salta vivirá en casas seguras.", "es")
    assert found.parts[Part.TARGET] is not None
    assert found.overall


@pytest.mark.parametrize("amount", ["by 40%", "by half", "by 12 points", "by a third", "in half"])
def test_a_relative_target_needs_a_baseline(amount: str) -> None:
    bare = read(f"Cut evictions of tenants in Reno {amount} by 2031.")
    assert bare.target_kind == "relative"
    assert bare.reasons == ("RELATIVE_TARGET_WITHOUT_BASELINE",)
    assert bare.first_missing is Part.BASELINE
    assert read(f"Cut evictions of tenants in Reno {amount} by 2031, from 4,210 in 2025.").overall
    assert read(f"Cut evictions of tenants in Reno {amount} by 2031 compared with 2025.").overall


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("by 2031", date(2031, 12, 31)),
        ("before 2031", date(2030, 12, 31)),
        ("by June 2030", date(2030, 6, 30)),
        ("by 15 June 2030", date(2030, 6, 15)),
        ("by June 15, 2030", date(2030, 6, 15)),
        ("until spring 2031", date(2031, 5, 31)),
        ("by Q3 2031", date(2031, 9, 30)),
        ("by the end of 2030", date(2030, 12, 31)),
        ("in FY2031", date(2031, 12, 31)),
        ("in the 2030-31 school year", date(2031, 6, 30)),
        ("within five years", date(2031, 11, 22)),
        ("in 18 months", date(2028, 5, 22)),
        ("four years from now", date(2030, 11, 22)),
        ("by the end of the decade", date(2029, 12, 31)),
    ],
)
def test_deadlines(said: str, day: date) -> None:
    assert read(f"60% of tenants in Reno have safe homes {said}.").deadline == day


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("para 2031", date(2031, 12, 31)),
        ("antes de mayo de 2030", date(2030, 4, 30)),
        ("en junio de 2030", date(2030, 6, 30)),
        ("dentro de cinco años", date(2031, 11, 22)),
        ("de aquí a 2033", date(2033, 12, 31)),
        ("a finales de 2030", date(2030, 12, 31)),
        ("en el ciclo escolar 2030-2031", date(2031, 6, 30)),
    ],
)
def test_spanish_deadlines(said: str, day: date) -> None:
    assert read(f"El 60 % de los inquilinos de Salta tendrá casa segura {said}.", "es").deadline == day


@pytest.mark.parametrize(
    "said", ["since 2015", "each year", "one day", "within 4 years of entry", "within a month"]
)
def test_what_is_no_deadline(said: str) -> None:
    assert read(f"60% of tenants in Reno have safe homes {said}.").parts[Part.DEADLINE] is None


@pytest.mark.parametrize(
    "text",
    [
        "Tenants in District 9 of Reno live better by 2031.",
        "Pupils of our 5 partner schools in Reno read better by 2031.",
        "Children under five in Reno are healthier by 2031.",
        "People over 70 in Reno are less lonely by 2031.",
        "Tenants in the six-ward area of Reno are safer by 2031.",
        "Adults aged 60 to 75 in Reno feel better by 2031.",
        "Students in grade 8 in Reno read better by 2031.",
    ],
)
def test_numbers_that_are_no_target(text: str) -> None:
    assert read(text).parts[Part.TARGET] is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Train 400 parents in Reno by 2029.", Kind.OUTPUT),
        ("Serve 900 families in Reno by 2029.", Kind.OUTPUT),
        ("Provide 300 tenants in Reno with lawyers by 2029.", Kind.OUTPUT),
        ("Hold twelve workshops in Reno by 2029.", Kind.ACTIVITY),
        ("Raise $5 million by 2029.", Kind.INPUT),
        ("All 22 partners sign the agreement by 2029.", Kind.PROCESS),
        ("Reno adopts a tenant protection ordinance by 2029.", Kind.SYSTEMS_CHANGE),
        ("A better world for everyone.", Kind.VISION),
        ("In 2024, 19% of children in Reno lived in poverty.", Kind.STATEMENT_OF_FACT),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    found = read(text)
    assert found.kind is kind
    assert f"NOT_OUTCOME:{kind.upper()}" in found.reasons


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Capacitar a 400 madres de Salta antes de 2029.", Kind.OUTPUT),
        ("Realizar doce talleres en Salta en 2029.", Kind.ACTIVITY),
        ("Recaudar 5 millones de pesos antes de 2029.", Kind.INPUT),
        ("Las organizaciones firmarán el convenio en 2029.", Kind.PROCESS),
        ("El concejo de Salta aprueba una ordenanza antes de 2029.", Kind.SYSTEMS_CHANGE),
        ("Un mundo mejor para todas y todos.", Kind.VISION),
        ("En 2024 el 19 % de los niños de Salta vivía en la pobreza.", Kind.STATEMENT_OF_FACT),
    ],
)
def test_spanish_kinds(text: str, kind: Kind) -> None:
    assert read(text, "es").kind is kind


def test_values_and_doubts() -> None:
    found = read("Reduce infant mortality in Macon from 9.8 to 6 per 1,000 live births by 2032.")
    assert (found.baseline_value, found.target_value) == (Decimal("9.8"), Decimal(6))
    assert read("The share of tenants in Reno with heat rises from 60% to 60% by 2031.").warnings == (
        "TARGET_EQUALS_BASELINE",
    )
    wrong_side = read("Reduce the dropout rate of pupils in Reno from 20% to 30% by 2031.")
    assert "TARGET_ON_WRONG_SIDE" in wrong_side.warnings
    assert "SHARE_OUT_OF_RANGE" in read("By 2031, 130% of tenants in Reno have heat.").warnings
    assert "HORIZON_TOO_LONG" in read("By 2060, 90% of tenants in Reno have heat.").warnings
    assert "HORIZON_TOO_SHORT" in read("By March 2027, 90% of tenants in Reno have heat.").warnings
    assert "WHICH_DECADE_END" in read("By the end of the decade, 90% of tenants in Reno have heat.").questions
    ambiguous = read("En 2031, 2.150 familias de Salta tendrán casa.", "es")
    assert ambiguous.overall
    assert ambiguous.options["AMBIGUOUS_NUMBER"] == ("2150", "2.150")


def test_ranges_have_two_ends() -> None:
    found = read("By 2031, between 45 and 50 percent of tenants in Reno have heat.")
    assert (found.target_value, found.target_low, found.target_high) == (None, Decimal(45), Decimal(50))
