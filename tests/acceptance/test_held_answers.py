"""Answers that name a person with a private detail are shown to nobody but their author (docs/method.md 0)."""

from __future__ import annotations

from dialogues.model import Answer
from tests.acceptance import acts
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
