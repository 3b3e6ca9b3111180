"""Whoever edits a message is never met with silence: it answers, revises, or it is said why nothing is changed."""

from __future__ import annotations

import pytest

from dialogues.model import Answer, Ballot, Indicator, Question
from tests.acceptance.acts import edits, presses_on, said
from tests.acceptance.playing import Played
from tests.acceptance.test_answering import kept
from tests.acceptance.test_hostile import to_the_baseline

STANDS = "What was kept from it stays as it was"


@pytest.mark.parametrize("first", ["…", "?!", "z" * 3_500])
async def test_a_text_that_was_asked_again_may_be_edited_into_the_answer(naming: Played, first: str) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says(first)
    assert kept(naming, "R1") == []
    await edits(naming, ottilie, first, "Residents of the mill towns")
    assert kept(naming, "R1") == ["Residents of the mill towns"]
    assert "Question 2 of 3" in ottilie.reads()
    await edits(naming, ottilie, "Residents of the mill towns", "Everybody")
    assert kept(naming, "R1") == ["Everybody"]
    assert (kept(naming, "R2"), len(naming.find(Answer, prompt="R1"))) == ([], 1)


async def test_the_first_of_several_tries_may_be_edited_also_after_a_restart(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("…")
    await ottilie.says("??")
    await ottilie.says("/go")
    await naming.restart()
    await edits(naming, ottilie, "…", "...")
    assert "For example" in ottilie.reads()
    await edits(naming, ottilie, "...", "Residents")
    assert kept(naming, "R1") == ["Residents"]
    await edits(naming, ottilie, "??", "Residents too")
    assert STANDS in ottilie.reads()
    assert (kept(naming, "R1"), kept(naming, "R2")) == (["Residents"], [])


async def test_a_wish_that_was_asked_back_may_be_edited_into_the_answer_or_a_pass(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("later")
    assert kept(naming, "R1") == []
    await edits(naming, ottilie, "later", "Residents")
    assert kept(naming, "R1") == ["Residents"]
    await ottilie.says("…")
    await edits(naming, ottilie, "…", "/pass")
    assert kept(naming, "R2") == ["(pass)"]


async def test_a_number_with_two_readings_is_edited_into_one(voting: Played) -> None:
    lena = await to_the_baseline(voting)
    await lena.says("4,5")
    assert "4.5 or 45" in lena.reads()
    await edits(voting, lena, "4,5", "4.5")
    assert "When was it taken?" in lena.reads()
    await edits(voting, lena, "4.5", "45")
    assert STANDS in lena.reads()
    for text in ("2025", "survey", "90", "by county"):
        await lena.says(text)
    assert str(voting.one(Indicator).baseline) == "4.5"


async def test_an_answer_that_was_replaced_is_explained(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("Residents")
    await presses_on(naming, ottilie, said(naming, ottilie, "You: Residents"), "Edit")
    await ottilie.says("Everybody")
    await edits(naming, ottilie, "Residents", "Nobody")
    assert STANDS in ottilie.reads()
    assert kept(naming, "R1") == ["Everybody"]


@pytest.mark.parametrize("command", ["/table", "/pause now", "/table@other_bot"])
async def test_an_answer_edited_into_a_command_stands_and_no_command_is_done(
    naming: Played, command: str
) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("Residents")
    await edits(naming, ottilie, "Residents", command)
    assert "I act only on new messages" in ottilie.reads()
    assert kept(naming, "R1") == ["Residents"]
    await edits(naming, ottilie, command, "Everybody")
    assert kept(naming, "R1") == ["Everybody"]


async def test_a_reason_edited_while_the_vote_is_open_is_told_how_to_change_it(voting: Played) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("0 ·")
    await marigold.says("no reason")
    await edits(voting, marigold, "no reason", "Our towns are left out.")
    assert [(b.score, b.reason) for b in voting.find(Ballot)] == [(0, "Our towns are left out.")]
    await edits(voting, marigold, "Our towns are left out.", "The buses are left out.")
    assert "tap your score once more" in marigold.has_read()
    assert marigold.find("0 ·")
    assert [b.reason for b in voting.find(Ballot)] == ["Our towns are left out."]
    await marigold.presses("0 ·")
    await marigold.says("The buses are left out.")
    assert [b.reason for b in voting.find(Ballot)] == ["The buses are left out."]


async def test_a_reason_edited_after_the_vote_is_told_that_it_is_closed(voting: Played) -> None:
    await voting["Ottilie"].presses("2 ·")
    await voting["Ottilie"].says("Too soon.")
    for name in ("Clementine", "Thaddeus", "Philippa", "Marigold"):
        await voting[name].presses("4 ·")
    await voting.close_vote()
    await edits(voting, voting["Ottilie"], "Too soon.", "Far too soon.")
    assert "what has closed stays as it closed" in voting["Ottilie"].reads()
    assert "Far too soon" not in voting.group_text()


async def test_a_question_that_was_asked_stays_as_the_group_read_it(clarifying: Played) -> None:
    marigold = clarifying["Marigold"]
    await marigold.presses("I have a question", clarifying.group)
    await marigold.says("Does part-time count?")
    await edits(clarifying, marigold, "Does part-time count?", "Do pensions count?")
    assert STANDS in marigold.reads()
    assert [q.text for q in clarifying.find(Question)] == ["Does part-time count?"]


async def test_in_spanish(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("/language")
    await ottilie.presses("Español")
    await ottilie.says("…")
    await edits(naming, ottilie, "…", "Quienes viven en los pueblos")
    assert kept(naming, "R1") == ["Quienes viven en los pueblos"]
    await edits(naming, ottilie, "Quienes viven en los pueblos", "/table")
    assert "Solo sigo mensajes nuevos" in ottilie.reads()
    await edits(naming, ottilie, "/language", "Todos")
    assert "Lo que se guardó de él queda como estaba" in ottilie.reads()
    assert kept(naming, "R2") == []
