"""A text is voted on only when everybody can read it: the facilitator gives it in each language of the table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from dialogues.model import Ballot, Proposal, Result, Round, Table, Translation
from tests.acceptance.acts import becomes, forges
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.test_texts import bring, vote

RESULTADO = (
    "De aquí a diciembre de 2036, la proporción de residentes en edad de trabajar de la región de Lake Alder "
    "que tienen empleo sube del 81 % (2025) al 90 %."
)
TEXT = "The table meets every second Tuesday."
TEXTO = "La mesa se reúne cada segundo martes."


async def speaks_both(table: Played, *languages: str) -> None:
    """The table has two languages, and one of its people reads Spanish."""
    await becomes(table, replace(table.one(Table), languages=languages or ("en", "es")))
    await table["Marigold"].says("/language")
    await table["Marigold"].presses("Español")


@pytest.fixture
async def both(convened: Played) -> AsyncIterator[Played]:
    """Five organisations at a table of English and Spanish; Marigold reads Spanish."""
    await speaks_both(convened)
    yield convened
    assert_every_ballot_was_given_on_a_text_in_each_language(convened)


def assert_every_ballot_was_given_on_a_text_in_each_language(table: Played) -> None:
    proposals = {(p.round_id, p.ballot_round): p for p in table.find(Proposal)}
    for ballot in table.find(Ballot):
        proposal = proposals[ballot.round_id, ballot.ballot_round]
        there = {t.language for t in table.find(Translation, proposal_id=proposal.id)}
        assert set(table.one(Table).languages) <= there, proposal.text


async def bring_text(table: Played, title: str = "Rhythm") -> None:
    """A routine text, up to the question for its other language."""
    await bring(table, "Something else", title, stakes="Routine")
    await table.lena.says(TEXT)


async def test_each_person_reads_the_result_in_their_language_and_the_group_in_both(both: Played) -> None:
    await bring(both, "A result", "Result")
    await both.lena.says(RESULT)
    assert "How does this read in Spanish?" in both.lena.reads()
    await both.lena.says(RESULTADO)
    await both.lena.presses("Later")
    await both.lena.presses("Put it to the table")
    posted = both.in_group()[-1].words
    assert posted.index(RESULT) < posted.index("Español:") < posted.index(RESULTADO)
    await both.wait(hours=48)
    await both.lena.presses("Open the vote: Result")
    assert RESULTADO in both["Marigold"].reads()
    assert RESULT not in both["Marigold"].reads()
    assert RESULT in both["Ottilie"].reads()
    assert RESULTADO not in both["Ottilie"].reads()
    await vote(both, "Result")
    agreed = next(m.words for m in both.in_group() if "Result: agreed" in m.words)
    assert RESULT in agreed
    assert RESULTADO in agreed
    assert both.one(Result).statement == RESULT
    for who, text in (("Marigold", RESULTADO), ("Ottilie", RESULT)):
        await both[who].says("/table")
        assert text in both[who].reads(), who


async def test_a_vote_waits_until_somebody_has_translated_the_text(both: Played) -> None:
    await bring_text(both)
    await both.lena.presses("Later")
    assert "The text in Spanish can follow" in both.lena.reads()
    await both.lena.presses("Put it to the table")
    assert "It waits for the text in Spanish." in both.lena.reads()
    assert "The text in Spanish follows before it." in both.group_text()
    await both.wait(hours=24)
    assert "not there in Spanish yet" in both.lena.reads()
    assert both.lena.find("Vote waits: text in Spanish: Rhythm")
    await forges(both, both.lena, f"go:{both.one(Table).id}:vote:{both.one(Round).id}")
    assert "not there yet in: Spanish (rule" in both.lena.has_read()
    assert "How does this read in Spanish?" in both.lena.reads()
    assert both.one(Round).state == "clarifying"
    await both.lena.presses("Later")
    assert "Kept. Still missing: Spanish." in both.lena.reads()
    await both.lena.presses("Enter the text in the other language")
    await both.lena.says(TEXTO)
    assert "Kept. The text is there in each language" in both.lena.reads()
    assert f"the text in a further language\nEspañol:\n{TEXTO}" in both.group_text()
    await both.lena.presses("Open the vote")
    assert TEXTO in both["Marigold"].reads()
    assert both.one(Round).state == "voting"
    await vote(both, "Rhythm")


async def test_one_text_can_stand_for_all_languages(both: Played) -> None:
    await bring_text(both)
    await both.lena.presses("One text for all languages")
    await both.lena.presses("Put it to the table")
    posted = both.in_group()[-1].words
    assert posted.count(TEXT) == 1
    assert "Español:" not in posted
    assert "English:" not in posted
    await both.wait(hours=24)
    await both.lena.presses("Open the vote: Rhythm")
    assert TEXT in both["Marigold"].reads()
    await vote(both, "Rhythm")


async def test_a_text_may_be_written_in_any_of_the_languages_first(both: Played) -> None:
    await bring(both, "Something else", "Rhythm", stakes="Routine")
    await both.lena.says(TEXTO)
    assert "How does this read in English?" in both.lena.reads(), "it is Spanish by its words"
    await both.lena.says(TEXT)
    await both.lena.presses("Change the text")
    await both.lena.says("Nos vemos. Lake Alder.")
    await both.lena.presses("I wrote it in")
    assert "How does this read in" in both.lena.reads()
    await both.lena.says("See you. Lake Alder.")
    await both.lena.presses("Put it to the table")
    kept = {t.language: t.text for t in both.find(Translation)}
    assert set(kept.values()) == {"Nos vemos. Lake Alder.", "See you. Lake Alder."}


async def test_a_changed_text_is_translated_anew(both: Played) -> None:
    await bring_text(both)
    await both.lena.says(TEXTO)
    await both.lena.presses("Put it to the table")
    await both.wait(hours=24)
    await both.lena.presses("Open the vote: Rhythm")
    await vote(both, "Rhythm", Ottilie=1, Thaddeus=1, Philippa=1)
    await both.lena.presses("Change the text with them")
    await both.lena.presses("Add a sentence we agreed on")
    await both.lena.says("Childcare is there.")
    assert "How does this read in Spanish?" in both.lena.reads()
    assert f"Last time: {TEXTO}" in both.lena.reads()
    await both.lena.presses("Later")
    await both.lena.presses("Put it to the table")
    await both.wait(hours=24)
    await forges(both, both.lena, f"go:{both.one(Table).id}:vote:{both.one(Round).id}")
    assert both.one(Round).state == "clarifying"
    await both.lena.says(f"{TEXTO} Hay cuidado de niños.")
    await both.lena.presses("Open the vote")
    assert "Hay cuidado de niños" in both["Marigold"].reads()
    await vote(both, "Rhythm")


async def test_a_number_that_stands_in_one_text_only_is_pointed_out(both: Played) -> None:
    await bring(both, "Something else", "Money", stakes="Routine")
    await both.lena.says("Each gives 1,250 dollars by 2031.")
    await both.lena.says("Cada quien da 1.520 dólares hasta 2031.")
    assert "these numbers stand in one text only: 1,250 · 1.520" in both.lena.has_read()
    await both.lena.presses("Change the text")
    before = both.lena.has_read().count("one text only")
    await both.lena.says("Each gives 1,250 dollars by 2031.")
    await both.lena.says("Cada quien da 1.250 dólares hasta 2031.")
    assert both.lena.has_read().count("one text only") == before
    await both.lena.presses("Put it to the table")


async def test_a_translation_can_be_corrected_until_the_vote_opens(both: Played) -> None:
    await bring_text(both)
    await both.lena.says("La mesa se reúne los lunes.")
    await both.lena.presses("Put it to the table")
    await both.lena.presses("Correct the translation")
    assert "Last time: La mesa se reúne los lunes." in both.lena.reads()
    await both.lena.says(TEXTO)
    await both.wait(hours=24)
    await both.lena.presses("Open the vote: Rhythm")
    assert TEXTO in both["Marigold"].reads()
    await both.lena.presses("Correct the translation")
    assert "How does this read" not in both.lena.reads(), "what is voted on stands"
    await vote(both, "Rhythm")


async def test_a_rule_is_there_in_every_language_by_itself(both: Played) -> None:
    await both.lena.says("/table")
    await both.lena.presses("Our own rules")
    await both.lena.presses("Change one by a vote")
    await both.lena.presses("How long a vote is open")
    await both.lena.says("10")
    assert "How does this read" not in both.lena.has_read()
    await both.lena.presses("Put it to the table")
    assert {t.language for t in both.find(Translation)} == {"en", "es"}
    assert len({t.text for t in both.find(Translation)}) == 2


async def test_a_missed_quorum_is_voted_again_only_in_the_languages_there_are_now(convened: Played) -> None:
    await bring_text(convened)
    assert "How does this read" not in convened.lena.reads(), "a table of one language is asked nothing"
    await convened.lena.presses("Put it to the table")
    await convened.wait(hours=24)
    await convened.lena.presses("Open the vote: Rhythm")
    await convened["Ottilie"].presses("4 ·")
    await convened.close_vote()
    assert convened.one(Round).state == "no_quorum"
    await speaks_both(convened)
    await convened.lena.presses("Call the vote again")
    assert convened.one(Round).state == "no_quorum"
    await convened.lena.says(TEXTO)
    await convened.lena.presses("Call the vote again")
    assert convened.one(Round).state == "voting"
    assert TEXTO in convened["Marigold"].reads()
    assert_every_ballot_was_given_on_a_text_in_each_language(convened)


async def test_the_facilitator_changes_the_languages_and_what_is_on_its_way_waits(clarifying: Played) -> None:
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Settings")
    await clarifying.lena.presses("Languages of the table")
    await clarifying.lena.presses("Español + English")
    assert clarifying.one(Table).languages == ("es", "en")
    assert "Esta mesa tiene desde ahora: español, inglés." in clarifying.group_text()
    await clarifying.wait(hours=48)
    assert "not there in Spanish yet" in clarifying.lena.reads()
    await clarifying.lena.presses("Vote waits: text in Spanish")
    await clarifying.lena.says(RESULTADO)
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(Round, topic="result").state == "voting"
    assert RESULT in clarifying["Ottilie"].reads(), "everybody keeps their own language"
