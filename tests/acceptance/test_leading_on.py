"""After a step the way on is at hand: the next step and the panel under its last words; no needless question."""

from __future__ import annotations

from dialogues.house_rules import STEPS_LISTED
from dialogues.model import IndicatorValue, Request
from tests.acceptance.playing import Played


def labels(table: Played, name: str = "") -> list[str]:
    """The buttons of the newest message to somebody, the facilitator if nobody is named."""
    player = table[name] if name else table.lena
    return [b.text for b in table.stage.bot_messages(player.user)[-1].buttons]


async def test_words_that_end_an_act_lead_on_to_the_next_step_and_to_the_panel(naming: Played) -> None:
    await naming.lena.says("/table")
    await naming.lena.presses("Close and show the answers")
    assert naming.lena.reads().startswith("Not yet.")
    assert labels(naming) == ["Close and show the answers", "Where we stand"]
    await naming.lena.presses("Where we stand")
    assert labels(naming)[0] == "Close and show the answers"


async def test_whoever_does_not_facilitate_gets_no_way_to_the_panel(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    for text in ("People of our two towns.", "A pay slip.", "More of them."):
        await ottilie.says(text)
    assert "Where we stand" not in labels(naming, "Ottilie")


async def test_a_question_that_is_open_keeps_its_own_buttons_alone(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Enter the number")
    assert labels(convened) == ["Cancel"]


async def test_a_nudge_leads_to_the_panel_too(clarifying: Played) -> None:
    await clarifying.wait(hours=49)
    assert labels(clarifying) == ["Open the vote", "Where we stand"]


async def test_when_nothing_more_has_to_be_answered_one_tap_ends_the_form(mapping: Played) -> None:
    await mapping.lena.says("/table")
    await mapping.lena.presses("Enter this cycle's number")
    assert "That is all" not in labels(mapping), "the number itself has to be entered"
    await mapping.lena.says("82.1")
    assert labels(mapping) == ["◀ Back", "Later", "That is all", "Cancel"]
    await mapping.lena.presses("That is all")
    assert mapping.one(IndicatorValue).on is None
    assert "Cancel" not in labels(mapping)


async def test_what_has_to_be_answered_later_is_not_left_out(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Enter the number")
    await convened.lena.says("residents with a job")
    assert "Later" in labels(convened), "its unit may be left out"
    assert "That is all" not in labels(convened)


async def test_the_next_stage_is_asked_for_on_the_page_of_trust(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Trust")
    assert labels(convened)[0] == "Ask for: storming (speaking about differences)"
    await convened.lena.presses("Ask for: storming")
    assert convened.lena.reads().startswith("Not yet.")
    assert [r.target for r in convened.find(Request, machine="trust")] == ["storming"]


async def test_the_first_page_has_a_few_steps_and_counts_the_others(trying: Played) -> None:
    await trying.lena.says("/table")
    words = trying.lena.reads().partition("Next")[2]
    assert 1 < words.count("•") <= STEPS_LISTED.value
