"""Answers that name a person with a private detail are shown to nobody but their author (docs/method.md 0)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from dialogues.model import Answer, Ballot, Disagreement, FacilitatorEntry, Objection, Question, Tally
from tests.acceptance import acts
from tests.acceptance.people import sits_down
from tests.acceptance.playing import Played

PRIVATE = "Maria's son was arrested last week"


async def test_a_private_detail_is_held_and_can_be_said_otherwise(naming: Played) -> None:
    await acts.forges(naming, naming.lena, "go:1:help_text:0")
    await naming.lena.says("County help line: 555-0110")
    ottilie = naming["Ottilie"]
    await ottilie.says(PRIVATE)
    assert naming.one(Answer, prompt="R1").held
    assert "I show it to nobody" in ottilie.has_read()
    assert "County help line: 555-0110" in ottilie.has_read()
    assert "One answer is held" in naming.lena.has_read()
    assert "Maria" not in naming.lena.has_read()
    for text in ("Pay slips", "90 percent"):
        await ottilie.says(text)
    for number, name in enumerate(("Clementine", "Thaddeus", "Philippa", "Marigold")):
        for text in (f"Residents of town {number}", "Pay slips", "90 percent"):
            await naming[name].says(text)
    await acts.presses_on(naming, ottilie, acts.said(naming, ottilie, "I show it to nobody"), "Edit")
    await ottilie.says("Maria's daughter is in prison")
    assert naming.lena.has_read().count("One answer is held") == 1, "told once"
    await acts.presses_on(naming, ottilie, acts.said(naming, ottilie, "I show it to nobody"), "Edit")
    await ottilie.says("Families with somebody in prison")
    assert not naming.one(Answer, prompt="R1", seat_id=naming.find(Answer)[0].seat_id).held
    await naming.lena.presses("Close and show the answers")
    assert "Families with somebody in prison" in naming.group_text()
    assert "Maria" not in naming.group_text() + naming.lena.has_read() + naming.carl.has_read()


async def test_a_held_answer_stays_out_of_what_the_group_sees(naming: Played) -> None:
    for name, player in naming.people.items():
        first = PRIVATE if name == "Ottilie" else f"Residents near {name}"
        for text in (first, "Pay slips", "90 percent"):
            await player.says(text)
    assert "5 of 5 organisations have answered" in naming.group_text()
    await naming.lena.presses("Close and show the answers")
    assert "Residents near Marigold" in naming.group_text()
    assert "arrested" not in naming.group_text()


async def test_names_of_organisations_are_no_persons(naming: Played) -> None:
    await naming["Ottilie"].says("The Lake Alder Council and Mill Towns Assembly see people with hepatitis")
    assert not naming.one(Answer, prompt="R1").held
    assert "I show it to nobody" not in naming["Ottilie"].has_read()


async def _asks(table: Played) -> None:
    await table["Ottilie"].presses("I have a question", table.group)


async def _misses(table: Played) -> None:
    await table["Ottilie"].presses("My point is missing", table.group)


async def _disagrees(table: Played) -> None:
    await acts.forges(table, table["Ottilie"], "disagree:1")


@pytest.mark.parametrize("begins", [_asks, _misses, _disagrees], ids=["question", "point", "disagreement"])
async def test_other_words_for_the_table_are_held_back_and_asked_anew(
    clarifying: Played, begins: Callable[[Played], Awaitable[None]]
) -> None:
    ottilie = clarifying["Ottilie"]
    await begins(clarifying)
    await ottilie.says(PRIVATE)
    await ottilie.says("And Maria's daughter is in prison")
    assert "I kept no word of it" in ottilie.has_read()
    assert "Please say it again so that nobody can tell who it is" in ottilie.reads()
    assert clarifying.lena.has_read().count("was held back") == 1
    await ottilie.says("Does it count families with somebody in prison?")
    assert "families with somebody in prison" in clarifying.group_text()
    everywhere = [clarifying.group_text(), clarifying.lena.has_read(), clarifying.carl.has_read()]
    everywhere += [clarifying[name].has_read() for name in ("Thaddeus", "Marigold")]
    assert all("Maria" not in text for text in everywhere)
    kept = [*clarifying.find(Question), *clarifying.find(Disagreement)]
    assert kept != []
    assert "Maria" not in str(kept)


async def test_an_objection_to_the_map_is_held_back_and_asked_anew(mapping: Played) -> None:
    await mapping.answer_map_without_waiting()
    thaddeus = mapping["Thaddeus"]
    await thaddeus.presses("I object", mapping.group)
    await thaddeus.says(PRIVATE)
    assert mapping.find(Objection) == []
    await thaddeus.says("Nobody speaks for families with somebody in prison")
    assert "families with somebody in prison" in mapping.group_text()
    assert "Maria" not in mapping.group_text() + mapping.lena.has_read()


async def test_a_block_stands_also_while_its_reason_is_asked_anew(voting: Played) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("0 ·")
    await marigold.says(PRIVATE)
    ballot = voting.one(Ballot)
    assert (ballot.score, ballot.reason) == (0, None)
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await voting[name].presses("4 ·")
    await voting.close_vote()
    assert voting.one(Tally).outcome == "blocked"
    assert "blocks. The reason is held back for now" in voting.group_text()
    assert "Maria" not in voting.group_text() + voting.lena.has_read()


async def test_a_blocks_reason_said_otherwise_is_read_by_the_group(voting: Played) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("0 ·")
    await marigold.says(PRIVATE)
    await marigold.says("It leaves out families with somebody in prison")
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await voting[name].presses("4 ·")
    await voting.close_vote()
    assert "blocks: “It leaves out families with somebody in prison”" in voting.group_text()


async def test_a_concern_keeps_its_score_while_its_words_are_asked_anew(voting: Played) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("2 ·")
    await marigold.says(PRIVATE)
    assert (voting.one(Ballot).score, voting.one(Ballot).reason) == (2, None)
    assert "Please say it again so that nobody can tell who it is" in marigold.reads()


async def test_help_is_told_in_the_readers_language_and_else_in_the_tables_first(table: Played) -> None:
    await table.set_up(languages="English + Español")
    await acts.forges(table, table.lena, "go:1:help_text:0")
    await table.lena.says("County help line: 555-0110")
    assert "Español" in table.lena.reads()
    await table.lena.says("Línea de ayuda: 555-0199")
    await acts.forges(table, table.lena, "go:1:help_text:0")
    assert "Until now: County help line: 555-0110" in table.lena.reads()
    entries = {e.prompt: e.text for e in table.find(FacilitatorEntry)}
    assert entries == {"help_text": "County help line: 555-0110", "help_text:es": "Línea de ayuda: 555-0199"}


async def test_harm_told_of_a_child_without_a_name_is_held_too(naming: Played) -> None:
    """With the table's own help text at once, and no word of it to anybody."""
    ottilie = naming["Ottilie"]
    await ottilie.says("A child in the group told me that somebody hits him at home.")
    assert "It seems to tell of a person together with something private" in ottilie.has_read()
    assert naming.one(Answer, prompt="R1").held
    everywhere = [naming.group_text(), naming.lena.has_read(), naming.carl.has_read()]
    assert all("hits him" not in text for text in everywhere)
    assert naming.lena.has_read().count("One answer is held") == 1


async def test_what_only_the_facilitator_reads_is_kept_and_help_is_told(introducing: Played) -> None:
    """T10 goes to the facilitators: who writes of harm there hears who reads it, and where help is found."""
    ottilie = introducing["Ottilie"]
    await ottilie.says("The council can open doors.")
    await ottilie.says(PRIVATE)
    assert not introducing.one(Answer, prompt="T10").held
    assert "Only you and the facilitator read it" in ottilie.has_read()
    assert "call the emergency number where you are" in ottilie.has_read(), "nobody has entered where help is"
    assert "One answer is held" not in introducing.lena.has_read()
    clementine = introducing["Clementine"]
    await acts.forges(introducing, introducing.lena, "go:1:help_text:0")
    await introducing.lena.says("County help line: 555-0110")
    await clementine.says("The college trains people.")
    await clementine.says("I hope that we say what is true.")
    assert "Only you and the facilitator read it" not in clementine.has_read(), "no harm, no word"
    await introducing["Thaddeus"].says("The plan pays for care.")
    await introducing["Thaddeus"].says(PRIVATE)
    assert "needs help: County help line: 555-0110" in introducing["Thaddeus"].has_read()
    assert "Maria" not in introducing.group_text() + introducing.carl.has_read()


async def test_words_of_harm_that_nobody_asked_for_are_kept_nowhere_and_help_is_told(
    clarifying: Played,
) -> None:
    await acts.forges(clarifying, clarifying.lena, "go:1:help_text:0")
    await clarifying.lena.says("County help line: 555-0110")
    ottilie = clarifying["Ottilie"]
    await ottilie.says(PRIVATE)
    assert "I kept no word of this and told nobody" in ottilie.has_read()
    assert "needs help: County help line: 555-0110" in ottilie.has_read()
    assert "so this was not kept" not in ottilie.has_read(), "one answer is enough"
    await ottilie.says("The weather is fine")
    assert "so this was not kept" in ottilie.has_read()
    others = [clarifying.group_text(), clarifying.lena.has_read(), clarifying.carl.has_read()]
    assert all("Maria" not in text for text in others)


async def test_what_a_newcomer_would_change_goes_to_the_facilitator_and_help_is_told(agreed: Played) -> None:
    trader = agreed.stage.player("Trader")
    await sits_down(trader, await agreed.invite("Harbour Traders", "Business", "No"))
    await trader.presses("I would change something")
    await trader.says(PRIVATE)
    assert "Only you and the facilitator read it" in trader.has_read()
    assert PRIVATE in agreed.lena.has_read()
    assert "Maria" not in agreed.group_text()
