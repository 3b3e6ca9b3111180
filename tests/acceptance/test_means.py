"""The closing question: asked once while convening, shown without names, answered by a routine vote."""

from __future__ import annotations

from dialogues.model import Round, Table
from tests.acceptance.playing import Played
from tests.acceptance.test_texts import decisions

ANSWER = "Yes, for two years, and only for what none of us can change alone."


async def test_the_tables_answer_stands_on_record(introduced: Played) -> None:
    await introduced.lena.says("/table")
    await introduced.lena.presses("Steps and rounds")
    assert "is acting together the right means" in introduced.lena.reads()
    await introduced.lena.presses("Ask: is this the right means?")
    for name, player in introduced.people.items():
        await player.says(f"{name} is of two minds.")
    await introduced.lena.presses("Close and show the answers")
    shown = next(m.words for m in introduced.in_group() if "Marigold is of two minds" in m.words)
    assert "Mill Towns Assembly" not in shown
    await introduced.lena.presses("Write the sentence")
    await introduced.lena.says(ANSWER)
    await introduced.lena.presses("Put it to the table")
    await introduced.wait(hours=24)
    await introduced.lena.presses("Open the vote")
    await introduced.vote(Ottilie=2)
    (decision,) = decisions(introduced)
    assert decision["title"] == "Is acting together the right means?"
    assert (decision["what"], decision["stakes"], decision["state"]) == ("other", "routine", "ratified")
    await introduced.lena.says("/table")
    assert "right means" not in introduced.lena.reads()


async def test_it_holds_nothing_up(introduced: Played) -> None:
    await introduced.lena.says("/table")
    await introduced.lena.presses("Ask: is this the right means?")
    await introduced.lena.says("/table")
    await introduced.lena.presses("Begin: name the result")
    assert introduced.one(Table).lifecycle == "naming_result"
    assert introduced.one(Round, topic="means").state == "collecting"


async def test_two_views_are_shown_to_nobody(introduced: Played) -> None:
    await introduced.lena.says("/table")
    await introduced.lena.presses("Ask: is this the right means?")
    await introduced["Ottilie"].says("No.")
    await introduced["Marigold"].says("Perhaps not.")
    await introduced.wait(days=8)
    assert "Perhaps not." not in introduced.group_text()
    assert "Too few answers to show" in introduced.group_text()
