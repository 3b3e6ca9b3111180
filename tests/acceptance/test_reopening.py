"""Going back: the result by a vote, the map because something changed, and never twice by the same vote."""

from __future__ import annotations

from dialogues.model import Result, Round, Table
from tests.acceptance.acts import forges, toast
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.test_texts import bring, decisions, open_vote, vote, write

WHY = "The plant closes: the number no longer says what matters."


async def reopen(table: Played, what: str) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Reopen what was agreed")
    await table.lena.presses(what)


async def vote_to_reopen(table: Played, **scores: int) -> None:
    await reopen(table, "The result (by a vote)")
    await write(table, WHY)
    await table.wait(hours=48)
    await table.lena.presses("Open the vote")
    await table.vote(**scores)


def lifecycle(table: Played) -> str:
    return table.one(Table).lifecycle


async def test_the_table_votes_to_reopen_its_result(mapping: Played) -> None:
    await vote_to_reopen(mapping)
    assert lifecycle(mapping) == "naming_result"
    assert mapping.one(Result).withdrawn
    assert "Reopening the result: agreed" in mapping.group_text()
    assert "The table has reopened its result" in mapping.group_text()
    reopening = decisions(mapping)[-1]
    assert (reopening["what"], reopening["stakes"], reopening["state"]) == ("reopening", "high", "ratified")


async def test_without_agreement_the_result_stands(mapping: Played) -> None:
    await vote_to_reopen(mapping, Ottilie=2)
    assert lifecycle(mapping) == "mapping"
    assert not mapping.one(Result).withdrawn


async def test_an_old_vote_reopens_nothing_twice(mapping: Played) -> None:
    await vote_to_reopen(mapping)
    await bring(mapping, "A result", "The result, again")
    await mapping.lena.says(RESULT.replace("90%", "88%"))
    await mapping.lena.presses("Later")
    await mapping.lena.presses("Put it to the table")
    await open_vote(mapping, 48, "The result, again")
    await vote(mapping, "The result, again")
    assert lifecycle(mapping) == "mapping"
    assert [r.withdrawn for r in mapping.find(Result)] == [True, False]
    assert [r.state for r in mapping.find(Round, topic="result")] == ["superseded", "ratified"]
    await reopen(mapping, "The result (by a vote)")
    assert lifecycle(mapping) == "mapping"
    assert "Reopening the result: write the text" in mapping.lena.reads()


async def test_the_map_is_reopened_when_something_changed_and_accepted_anew(mapping: Played) -> None:
    await mapping.answer_map()
    assert lifecycle(mapping) == "structuring"
    await reopen(mapping, "The map")
    assert "Nothing has changed since the map was accepted" in mapping.lena.reads()
    newcomer = mapping.stage.player("Eudora")
    await newcomer.opens(await mapping.invite("Alder Transit", "Government", "No"))
    for label in ("I agree", "Yes", "I can decide"):
        await newcomer.presses(label)
    await reopen(mapping, "The map")
    assert lifecycle(mapping) == "mapping"
    assert "The map is open again" in mapping.group_text()
    await mapping.lena.says("/table")
    await mapping.lena.presses("Steps and rounds")
    assert "Map who is needed: open the questions" in mapping.lena.reads()
    table = mapping.one(Table)
    await forges(mapping, mapping.lena, f"go:{table.id}:accept_map:0")
    assert "The map has not been accepted yet" in mapping.lena.has_read()
    assert lifecycle(mapping) == "mapping"


async def test_there_is_nothing_to_reopen_while_the_result_is_named(naming: Played) -> None:
    table = naming.one(Table)
    await naming.lena.says("/table")
    assert "Reopen" not in "".join(b.text for b in naming.stage.bot_messages(naming.lena.user)[-1].buttons)
    await forges(naming, naming.lena, f"go:{table.id}:reopen:0")
    assert "has done its work" in (toast(naming, naming.lena) or "")
