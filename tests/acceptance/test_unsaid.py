"""What the table does not say: asked in private, shown without names from three organisations on (method 6b)."""

from __future__ import annotations

from dialogues.model import Round
from tests.acceptance.playing import Played

BUTTON = "Ask: what are we not saying?"


async def ask(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses(BUTTON)


async def close(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Close and show the answers")


async def offered(table: Played) -> list[str]:
    """The buttons on the facilitator's page of steps."""
    await table.lena.says("/table")
    await table.lena.presses("Steps and rounds")
    return [b.text for b in table.stage.bot_messages(table.lena.user)[-1].buttons]


async def test_a_table_that_met_and_never_differed_is_offered_the_question(introduced: Played) -> None:
    await ask(introduced)
    assert "What are we not saying?" in introduced["Ottilie"].reads()
    assert "without" in introduced["Ottilie"].reads()
    for name, player in introduced.people.items():
        await player.says(f"{name} sees empty courses.")
    await close(introduced)
    told = next(m.words for m in introduced.in_group() if "What are we not saying?" in m.words)
    assert "Marigold sees empty courses." in told
    assert "Mill Towns Assembly" not in told
    assert introduced.one(Round, topic="unsaid").state == "ratified"
    assert BUTTON not in await offered(introduced)


async def test_of_two_organisations_nothing_is_shown(introduced: Played) -> None:
    await ask(introduced)
    for name, player in introduced.people.items():
        await player.says("Quixotic courses." if name in ("Ottilie", "Marigold") else "pass")
    await close(introduced)
    assert "Too few answers to show" in introduced.group_text()
    assert "Quixotic" not in introduced.group_text() + introduced.lena.has_read()


async def test_a_table_that_differs_already_is_not_asked_while_forming(introduced: Played) -> None:
    marigold = introduced["Marigold"]
    await marigold.says("/table")
    await marigold.presses("A real disagreement")
    await marigold.says("Counties")
    assert BUTTON not in await offered(introduced)
    await introduced.lena.presses("Ask for the next stage")
    await introduced.lena.presses("storming")
    assert BUTTON in await offered(introduced)


async def test_settling_walks_through_four_steps_first(introduced: Played) -> None:
    marigold = introduced["Marigold"]
    await marigold.says("/table")
    await marigold.presses("A real disagreement")
    await marigold.says("Counties")
    await introduced.lena.says("/table")
    await introduced.lena.presses("How it ended: Counties")
    assert "What can both live with?" in introduced.lena.has_read()
