"""A pass is always an answer, and never words that the group reads, however it is typed (docs/method.md 0)."""

from __future__ import annotations

import pytest

from dialogues.model import Answer, Ballot, Disagreement, Question, Round
from tests.acceptance.acts import edits, presses_on, said
from tests.acceptance.playing import Played
from tests.acceptance.test_answering import kept


async def speaks_spanish(table: Played, name: str) -> None:
    await table[name].says("/language")
    await table[name].presses("Español")


@pytest.mark.parametrize(
    "words", ["skip", "Skip this question", "I’d rather not say", "n/a", "/pass", "/skip this one"]
)
async def test_a_polite_pass_is_a_pass_and_stands_in_no_list(naming: Played, words: str) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says(words)
    assert kept(naming, "R1") == ["(pass)"]
    assert "You passed. That is fine." in ottilie.has_read()
    assert "Question 2 of 3" in ottilie.reads()
    for player in naming.people.values():
        for _ in range(2 if player is ottilie else 3):
            await player.presses("Pass")
    await naming.lena.presses("Close and show the answers")
    assert f"• {words}" not in naming.group_text()


@pytest.mark.parametrize(
    "words", ["Omitir.", "paso, gracias", "Yo paso", "prefiero no contestar", "/paso", "/saltar"]
)
async def test_a_polite_pass_in_spanish(naming: Played, words: str) -> None:
    await speaks_spanish(naming, "Ottilie")
    await naming["Ottilie"].says(words)
    assert kept(naming, "R1") == ["(pass)"]
    assert "Usó «Paso». Está bien." in naming["Ottilie"].has_read()


@pytest.mark.parametrize("words", ["none", "nothing", "I'd rather not say who"])
async def test_what_may_be_an_answer_is_one(naming: Played, words: str) -> None:
    await naming["Ottilie"].says(words)
    assert kept(naming, "R1") == [words]


async def test_a_pass_that_was_none_is_taken_back_by_edit_or_by_changing_the_message(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("No comment")
    await presses_on(naming, ottilie, said(naming, ottilie, "You passed"), "Edit")
    await ottilie.says("Residents")
    assert kept(naming, "R1") == ["Residents"]
    await ottilie.says("/skip")
    assert kept(naming, "R2") == ["(pass)"]
    await edits(naming, ottilie, "/skip", "Pay slips")
    assert kept(naming, "R2") == ["Pay slips"]


async def test_a_pass_as_a_command_is_known_only_while_something_is_asked(convened: Played) -> None:
    await convened["Ottilie"].says("/pass")
    assert "I don't know that command" in convened["Ottilie"].reads()
    assert convened.find(Answer) == []


@pytest.mark.parametrize("words", ["pass", "/skip", "I'll pass on them"])
async def test_skipped_questions_are_passed_by_words_too(naming: Played, words: str) -> None:
    ottilie = naming["Ottilie"]
    for _ in range(3):
        await ottilie.presses("Later")
    await ottilie.says(words)
    assert [kept(naming, p) for p in ("R1", "R2", "R4")] == [["(pass)"]] * 3
    assert "1 of 5 organisations have answered" in naming.group_text()


@pytest.mark.parametrize("words", ["pass", "skip", "no reason", "No comment.", "none", "no thanks", "/pass"])
async def test_a_score_without_a_reason_shows_none(voting: Played, words: str) -> None:
    await voting["Ottilie"].presses("2 ·")
    await voting["Ottilie"].says(words)
    assert "Your score: 2" in voting["Ottilie"].has_read()
    assert [(b.score, b.reason) for b in voting.find(Ballot)] == [(2, None)]
    await voting.vote(Ottilie=2)
    assert "2 · Lake Alder Council\n" in voting.group_text() + "\n"
    assert f"– {words}" not in voting.group_text()


@pytest.mark.parametrize("words", ["pass", "skip", "no reason", "none", "I'd rather not say", "/skip"])
async def test_a_block_is_asked_for_its_reason_again(voting: Played, words: str) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("0 ·")
    await marigold.says(words)
    assert "a block needs one" in marigold.reads()
    assert voting.find(Ballot) == []
    await marigold.says("The mill towns are left out.")
    assert [(b.score, b.reason) for b in voting.find(Ballot)] == [(0, "The mill towns are left out.")]


async def test_a_block_without_a_reason_in_spanish(voting: Played) -> None:
    await speaks_spanish(voting, "Marigold")
    marigold = voting["Marigold"]
    await marigold.presses("0 ·")
    for words in ("paso", "sin razón", "ninguna", "prefiero no decirlo", "/omitir"):
        await marigold.says(words)
        assert "un bloqueo necesita una" in marigold.reads()
    assert voting.find(Ballot) == []


@pytest.mark.parametrize("words", ["pass", "skip it", "/pass", "n/a"])
async def test_an_own_question_that_is_a_pass_is_not_asked(clarifying: Played, words: str) -> None:
    marigold = clarifying["Marigold"]
    await marigold.presses("I have a question", clarifying.group)
    await marigold.says(words)
    assert "You passed. That is fine: nothing was sent" in marigold.reads()
    assert clarifying.find(Question) == []
    assert "asks:" not in clarifying.group_text()
    await marigold.says("Does part-time count?")
    assert clarifying.find(Question) == []
    assert clarifying.one(Round, topic="result").state == "clarifying"


async def test_a_disagreement_that_is_a_pass_is_none(naming: Played) -> None:
    for player in naming.people.values():
        for _ in range(3):
            await player.presses("Pass")
    ottilie = naming["Ottilie"]
    await ottilie.says("/table")
    await ottilie.presses("A real disagreement")
    await ottilie.says("skip")
    assert "You passed. That is fine: nothing was sent" in ottilie.reads()
    assert naming.find(Disagreement) == []


@pytest.mark.parametrize("words", ["pass", "n/a", "/skip"])
async def test_a_text_for_the_table_is_no_pass(naming: Played, words: str) -> None:
    for player in naming.people.values():
        for _ in range(3):
            await player.presses("Pass")
    await naming.lena.presses("Close and show the answers")
    await naming.lena.says("/table")
    await naming.lena.presses("Write the sentence")
    await naming.lena.says(words)
    assert "A few words are needed here" in naming.lena.reads()
    assert naming.lena.find("Cancel")
