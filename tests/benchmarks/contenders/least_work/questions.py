"""What they ask, one after the other, for every answer they keep."""

from __future__ import annotations

FIRST = "What did you set out to do in this cycle?"


def question(number: int) -> str:
    """The question after `number` answers."""
    return f"Thank you, that is kept. Question {number + 1}: what happened next, and for whom?"
