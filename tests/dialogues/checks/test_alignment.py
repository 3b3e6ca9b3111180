"""The alignment triangle: which corner is off (docs/method.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dialogues.checks.alignment import Triangle, triangle

FITS: dict[str, Any] = {
    "result_stands": True,
    "tried": 2,
    "with_hypothesis": 1,
    "looked_back": 1,
    "system_share": Decimal("0.50"),
}


def test_a_specific_result_thinking_and_doing_and_the_system_fit_together() -> None:
    assert triangle(**FITS).off == ()


@pytest.mark.parametrize(
    ("change", "off"),
    [
        ({"result_stands": False}, ("general",)),
        ({"tried": 0, "with_hypothesis": 0}, ("thinking",)),
        ({"tried": 0, "with_hypothesis": 0, "looked_back": 0}, ("thinking",)),
        ({"with_hypothesis": 0}, ("doing",)),
        ({"looked_back": 0}, ("doing",)),
        ({"system_share": Decimal("0.49")}, ("program",)),
        ({"system_share": None}, ("program",)),
    ],
)
def test_the_corner_that_is_off_is_said(change: dict[str, Any], off: tuple[str, ...]) -> None:
    assert triangle(**FITS | change).off == off


def test_all_three_can_be_off() -> None:
    nothing = triangle(result_stands=False, tried=0, with_hypothesis=0, looked_back=0, system_share=None)
    assert nothing == Triangle("general", "thinking", "program")
    assert nothing.off == ("general", "thinking", "program")
