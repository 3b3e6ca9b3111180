"""Newcomers catch up on what was asked before them; what stands is not asked again (docs/method.md 6c)."""

from __future__ import annotations

import pytest

from dialogues.model import Answer, Round
from tests.acceptance import acts
from tests.acceptance.people import organisation, presses_data, replaces, seat_of, sits_down
from tests.acceptance.playing import RESULT, Played


async def close(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Close and show the answers")


@pytest.fixture
async def mapped(mapping: Played) -> Played:
    """The map has been drawn; introductions, result and map are closed."""
    for name, player in mapping.people.items():
        await player.presses("Voice of" if name == "Marigold" else "Day-to-day practice")
        await player.presses("Done")
        for label in ("Yes", "No", "No"):
            await player.presses(label)
        await player.says(f"{name} misses somebody who counts")
    await close(mapping)
    return mapping


async def catch_up(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Let newcomers catch up")


async def test_a_new_organisation_reads_what_stands_and_answers_what_was_asked(mapped: Played) -> None:
    trader = mapped.stage.player("Trader")
    await sits_down(trader, await mapped.invite("Harbour Traders", "Business", "No"))
    assert RESULT in trader.has_read()
    await trader.presses("I would change something")
    await trader.says("I would name the harbour in it")
    told = "Harbour Traders is new and would change something"
    assert told in mapped.lena.has_read()
    assert "name the harbour" not in mapped.group_text() + mapped.carl.has_read()
    before = {name: player.has_read() for name, player in mapped.people.items()}
    await catch_up(mapped)
    assert "0 of 1 organisations have answered" in mapped.group_text()
    assert {name: player.has_read() for name, player in mapped.people.items()} == before
    assert "Question 1 of 9" in trader.reads()
    assert "What do you gain or lose" in trader.reads()
    for text in ("We gain customers.", "Harbour families", "Open stalls", "85 percent"):
        await trader.says(text)
    await trader.presses("Employers")
    await trader.presses("Done")
    for label in ("Yes", "Yes", "No"):
        await trader.presses(label)
    await trader.says("The fishers of the east pier")
    assert seat_of(mapped, trader).representative_type == "decision_maker"
    assert seat_of(mapped, trader).secondary_type == "doer"
    assert "1 of 1 organisations have answered" in mapped.group_text()
    await close(mapped)
    said = mapped.group_text()
    assert "New at the table: What do you gain or lose" in said
    assert "• Harbour Traders: We gain customers." in said
    assert "• Harbour Traders: Employers" in said
    assert "Too few answers to show for what is said without a name" in said
    assert "Harbour families" not in said
    assert "east pier" not in said
    await mapped.lena.says("/table")
    assert "catch up on" not in mapped.lena.reads()
    await mapped.lena.presses("Steps and rounds")
    assert "introduced, or anew: 1" in mapped.lena.reads(), "a hope and a worry are said at the introductions"


async def test_a_new_representative_is_asked_only_what_is_personal(mapped: Played) -> None:
    successor = mapped.stage.player("Cornelius")
    await replaces(mapped, mapped["Ottilie"], successor)
    await catch_up(mapped)
    assert "Question 1 of 5" in successor.reads()
    assert "Who should be better off" in successor.reads()
    for text in ("Everybody at the lake", "Fewer empty houses"):
        await successor.says(text)
    for label in ("No", "Yes", "No"):
        await successor.presses(label)
    assert seat_of(mapped, successor).representative_type == "doer"
    assert "That is all for now" in successor.reads()
    council = organisation(mapped, "Lake Alder Council").id
    assert len(mapped.find(Answer, organisation_id=council, prompt="M1")) == 1
    await close(mapped)
    await acts.forges(mapped, mapped.lena, "go:1:open_catch_up:0")
    assert "Nobody has anything to catch up on" in mapped.lena.reads()
    assert [r.state for r in mapped.find(Round, topic="catch_up")] == ["ratified"]


async def test_a_map_opened_again_asks_no_mandate_twice(mapped: Played) -> None:
    await mapped.lena.says("/table")
    await mapped.lena.presses("End: The map")
    await presses_data(mapped.lena, "withdraw")
    await acts.forges(mapped, mapped.lena, "go:1:open_map:0")
    ottilie = mapped["Ottilie"]
    assert "Question 1 of 2" in ottilie.reads()
    await ottilie.presses("Money")
    await ottilie.presses("Done")
    assert "Who is affected or needed" in ottilie.reads()
    newcomer = mapped.stage.player("Trader")
    await sits_down(newcomer, await mapped.invite("Harbour Traders", "Business", "No"))
    assert "Question 1 of 5" in newcomer.reads()


async def test_nobody_is_a_newcomer_before_anything_was_closed(introducing: Played) -> None:
    trader = introducing.stage.player("Trader")
    await sits_down(trader, await introducing.invite("Harbour Traders", "Business", "No"))
    assert "What do you gain or lose" in trader.reads()
    await introducing.lena.says("/table")
    assert "catch up on" not in introducing.lena.reads()
