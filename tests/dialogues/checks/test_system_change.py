"""System or program, levels nobody named, shares and warnings (docs/method.md 2c)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dialogues.checks import system_change
from dialogues.checks.system_change import Strategy


@pytest.mark.parametrize(
    ("condition", "actors", "outlasts", "kind"),
    [
        ("policies", ("the state agency", None), "one form for good", "system"),
        ("mental_models", (None, "ten foremen"), "they meet people first", "system"),
        ("policies", ("the state agency",), None, "program"),
        ("policies", (None, ""), "one form for good", "program"),
        ("none", ("we",), "a habit", "program"),
        (None, ("we",), "a habit", "program"),
    ],
)
def test_a_strategy_is_about_the_system_if_it_names_all_three(
    condition: str | None, actors: tuple[str | None, ...], outlasts: str | None, kind: str
) -> None:
    assert system_change.kind(condition, actors, outlasts) == kind


def test_the_share_has_two_decimals_and_is_none_when_nothing_is_sorted() -> None:
    assert system_change.system_share([]) is None
    assert system_change.system_share(["system"] * 6 + ["program"] * 2) == Decimal("0.75")
    assert system_change.system_share(["system", "program", "program"]) == Decimal("0.33")


def test_levels_are_judged_once_somebody_has_answered() -> None:
    assert system_change.missing_levels([]) == ()
    assert system_change.missing_levels(["practices", "power_dynamics"]) == ("transformative",)
    assert system_change.missing_levels(["mental_models"]) == ("structural", "relational")


def test_half_system_is_enough_and_less_is_program_heavy() -> None:
    everywhere = ["policies", "relationships", "mental_models"]
    assert system_change.flags(["system", "program"], everywhere) == ()
    assert system_change.flags(["system", "program", "program"], everywhere) == ("PROGRAM_HEAVY",)
    assert system_change.flags([], []) == ()
    assert system_change.flags(["system", "program", "program"], ["policies", "power_dynamics"]) == (
        "PROGRAM_HEAVY",
        "MISSING_LEVEL:transformative",
    )


def test_the_facilitator_hears_of_own_agendas_and_of_organisations_without_an_own_change() -> None:
    own, shared, system = Strategy("program", 1), Strategy("program", None), Strategy("system", 1)
    assert system_change.told_to_facilitator([own, system], [1, 2], [1, 2]) == ("OWN_AGENDA",)
    assert system_change.told_to_facilitator([own, shared, system], [1, 2], [1]) == ("NO_SELF_CHANGE",)
    assert system_change.told_to_facilitator([], [1], [1]) == ()


def test_at_most_five_levers_are_chosen_and_none_without_a_dot() -> None:
    assert system_change.chosen({1: 1, 2: 3, 3: 0, 4: 1}) == (2, 1, 4)
    assert system_change.chosen(dict.fromkeys(range(1, 9), 2)) == (1, 2, 3, 4, 5)
