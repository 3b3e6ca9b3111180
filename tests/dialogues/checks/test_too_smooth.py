"""When a vote went through too smoothly (docs/method.md 6c)."""

from __future__ import annotations

import pytest

from dialogues.checks.consensus import is_too_smooth


@pytest.mark.parametrize(
    ("scores", "stakes", "ballot_round", "smooth"),
    [
        ([5, 5, 5], "high", 1, True),
        ([5, 5, 4], "high", 1, False),
        ([5, 5, 5], "routine", 1, False),
        ([5, 5, 5], "high", 2, False),
        ([], "high", 1, False),
    ],
)
def test_only_fives_at_once_on_high_stakes(
    scores: list[int], stakes: str, ballot_round: int, *, smooth: bool
) -> None:
    assert is_too_smooth(scores, stakes=stakes, ballot_round=ballot_round) is smooth
