"""The last step is taken back: all is as it was, who was asked is told, and what others did stays theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogues.model import Change, Round
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.acceptance.undoable_steps import STEPS, Undoable
from tests.acceptance.undoing import button, facts, record_of_table, states, step, undoes


async def test_questions_that_nobody_has_answered_are_taken_back(convened: Played) -> None:
    before = facts(convened)
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    assert "gain" in convened["Ottilie"].reads()
    await undoes(convened)
    assert facts(convened) == before
    assert "Lena took this step back" in convened["Ottilie"].reads()
    assert "Lena took this step back" in convened.group_text()
    (round_,) = convened.find(Round)
    assert round_.state == "withdrawn"
    await convened.introduce()
    assert convened.find(Round)[-1].state != "withdrawn"


async def test_an_answer_makes_them_theirs(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    data = await button(convened)
    await convened["Ottilie"].says("We gain full shifts.")
    before = facts(convened)
    await acts.forges(convened, convened.lena, data)
    assert "Somebody has answered since" in convened.lena.reads()
    assert facts(convened) == before


@pytest.mark.parametrize("one", STEPS, ids=lambda one: one.name)
async def test_each_step_is_done_taken_back_and_done_again(
    scenes: Scenes, tmp_path: Path, one: Undoable
) -> None:
    async with scenes.open(one.stage, tmp_path) as table:
        await one.before(table)
        before, record = facts(table), record_of_table(table)
        await one.act(table)
        last = step(table)
        assert last is not None
        assert (last.kind, last.stays) == (one.kind, None)
        done = facts(table)
        assert done != before
        await undoes(table)
        assert facts(table) == before
        assert record_of_table(table) == record
        assert [(c.name, c.after) for c in table.find(Change, kind="last_step")][-1] == (one.kind, "yes")
        await table.restart()
        await one.act(table)
        again = step(table)
        assert again is not None
        assert (again.kind, again.taken_back) == (one.kind, False)
        assert states(facts(table)) == states(done)
