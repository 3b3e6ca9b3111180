"""Which refused step the coordinators' page tells (docs/method.md 6e)."""

from __future__ import annotations

from datetime import UTC, datetime

from dialogues.bookkeeping import Request
from dialogues.trust_story import latest_refusal


def asked(outcome: str, target: str, cycle: int = 2) -> Request:
    return Request(
        table_id=1,
        machine="trust",
        subject_id=1,
        trigger="advance",
        source="forming",
        target=target,
        seat_id=None,
        outcome=outcome,
        cycle=cycle,
        at=datetime(2027, 5, 4, tzinfo=UTC),
    )


def test_a_refusal_is_told_also_when_a_seat_has_changed_since_then() -> None:
    refused = asked("refused", "norming")
    assert latest_refusal([refused, asked("automatic", "forming")], 2) is refused


def test_a_refusal_of_an_earlier_cycle_is_told_while_nothing_has_followed() -> None:
    refused = asked("refused", "storming", cycle=1)
    assert latest_refusal([refused], 2) is refused
    assert latest_refusal([refused, asked("automatic", "forming")], 2) is None


def test_what_was_allowed_in_the_end_was_not_refused() -> None:
    assert latest_refusal([asked("refused", "storming"), asked("allowed", "storming")], 2) is None
    assert latest_refusal([], 2) is None
