"""Rules that a table changes by its own vote: listed, bounded, and in force from then on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogues.model import Round, Table, TableRule, Timer
from tests.acceptance.playing import Played
from tests.acceptance.test_texts import bring, decisions, open_vote, vote, write


async def change(table: Played, rule: str, days: str, **scores: int) -> None:
    """The facilitator brings another value of a rule; the table votes on it."""
    await table.lena.says("/table")
    await table.lena.presses("Our own rules")
    await table.lena.presses("Change one by a vote")
    await table.lena.presses(rule)
    await table.lena.says(days)
    await table.lena.presses("Put it to the table")
    await open_vote(table, 48, rule)
    await vote(table, rule, **scores)


async def test_a_vote_changes_how_long_votes_are_open(convened: Played) -> None:
    await change(convened, "How long a vote is open", "10")
    assert "How long a vote is open: 10 days from now on (so far 7)" in convened.group_text()
    kept = convened.one(TableRule)
    assert (kept.rule, kept.value) == ("VOTE_DAYS", "10")
    (decision,) = decisions(convened)
    assert (decision["what"], decision["stakes"], decision["state"]) == ("other", "high", "ratified")
    await bring(convened, "A purpose", "Why we meet")
    await write(convened, "To learn.")
    await open_vote(convened, 48, "Why we meet")
    deadline = convened.find(Round)[-1].deadline
    assert deadline is not None
    assert deadline - convened.room.clock.now() == timedelta(days=10)
    await convened.lena.says("/table")
    await convened.lena.presses("Our own rules")
    assert "How long a vote is open: 10 days (elsewhere 7)" in convened.lena.reads()
    await vote(convened, "Why we meet")
    await change(convened, "How long a vote is open", "8")
    assert [r.value for r in convened.find(TableRule)] == ["8"]


async def test_questions_and_extensions_follow_the_tables_own_rules(convened: Played) -> None:
    await change(convened, "Time to answer questions", "5")
    await change(convened, "How much an extension gives", "4")
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    asked = convened.one(Round, topic="introductions").deadline
    assert asked is not None
    assert asked - convened.room.clock.now() == timedelta(days=5)
    await convened.lena.says("/table")
    await convened.lena.presses("Steps and rounds")
    assert "Or give more days: 4" in convened.lena.reads()
    await convened.lena.presses("4 more days")
    assert convened.one(Round, topic="introductions").deadline == asked + timedelta(days=4)


async def test_another_length_counts_from_the_opening_of_the_running_cycle(convened: Played) -> None:
    await change(convened, "Length of a cycle", "30")
    table = convened.one(Table)
    assert table.cycle_length_days == 30
    assert table.cycle_opened_at is not None
    over = convened.one(Timer, kind="cycle_opens").due
    assert (over.date() - table.cycle_opened_at.date()).days == 30


async def test_what_is_not_agreed_changes_nothing(convened: Played) -> None:
    await change(convened, "Time to answer questions", "5", Ottilie=2)
    assert convened.find(TableRule) == []


@pytest.mark.parametrize("days", ["2", "31", "-5", "many", "1e3", "9999999999", ""])
async def test_a_value_out_of_bounds_is_asked_again(convened: Played, days: str) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Our own rules")
    await convened.lena.presses("Change one by a vote")
    await convened.lena.presses("How long a vote is open")
    await convened.lena.says(days or "…")
    assert "from 3 to 30" in convened.lena.reads()
    assert convened.find(Round) == []
    await convened.lena.says("7")
    assert "It is 7 already" in convened.lena.has_read()
    assert convened.find(Round) == []
