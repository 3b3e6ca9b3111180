"""The last step is taken back: all is as it was, who was asked is told, and what others did stays theirs."""

from __future__ import annotations

from dialogues.model import Round
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.undoing import button, facts, undoes


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
