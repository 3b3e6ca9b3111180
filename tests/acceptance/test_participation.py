"""The open discussion: messages are counted by organisation, never kept; who dominates is named to one person."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.records import Message
from dialogues import record_of_cycles
from dialogues.model import Organisation, Person, Table, Turns
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import ORGANISATIONS, Played
from tests.bot.conftest import reading


def opening(table: Played) -> Message:
    """The message that opened the running cycle."""
    return next(m for m in reversed(table.in_group()) if "The discussion is open" in m.words)


async def speaks(table: Played, name: str, times: int, text: str = "Vexillology") -> None:
    for _ in range(times):
        await acts.replies(table, table[name], opening(table), text, chat=table.group)


def turns(table: Played) -> dict[str, int]:
    names = {o.id: o.name for o in table.find(Organisation)}
    return {names[t.organisation_id]: t.messages for t in table.find(Turns)}


def participation(table: Played) -> Any:
    made = reading(table.bot, lambda c: record_of_cycles.cycles(SqlRepository(c), table.one(Table)))
    return [c["participation"] for c in made]


def id_of(table: Played, name: str) -> str:
    organisation = next(o for person, o, *_ in ORGANISATIONS if person == name)
    return f"o{table.one(Organisation, name=organisation).id}"


async def close(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Close and show the answers")


async def test_replies_are_counted_and_no_word_is_kept(convened: Played) -> None:
    await speaks(convened, "Ottilie", 2)
    await speaks(convened, "Marigold", 1)
    assert turns(convened) == {"Lake Alder Council": 2, "Mill Towns Assembly": 1}
    with convened.bot.reading() as connection:
        kept = "".join(str(r) for r in connection.exec_driver_sql("SELECT * FROM turns").all())
    assert "Vexillology" not in kept + convened.group_text() + convened.lena.has_read()


async def test_who_has_no_seat_or_no_organisation_is_not_counted_and_commands_are_none(
    convened: Played,
) -> None:
    stranger = convened._player("Zelda")
    convened.world.join(convened.group, stranger.user)
    await acts.replies(convened, stranger, opening(convened), "Hello", chat=convened.group)
    await acts.replies(convened, convened.lena, opening(convened), "Hello", chat=convened.group)
    await acts.replies(convened, convened["Marigold"], opening(convened), "/table", chat=convened.group)
    assert turns(convened) == {}
    assert convened.find(Person, name="Zelda") == []


async def test_an_admin_bot_hears_and_counts_all_that_is_said(convened: Played) -> None:
    await convened["Marigold"].says("Nobody hears this", convened.group)
    assert turns(convened) == {}
    convened.world.set_admin(convened.group, convened.world.bot, by=convened.lena.user)
    await convened["Marigold"].says("Now it is heard", convened.group)
    assert turns(convened) == {"Mill Towns Assembly": 1}


async def test_a_reply_in_the_discussion_is_no_answer_gone_astray(reflecting: Played) -> None:
    marigold = reflecting["Marigold"]
    await speaks(reflecting, "Marigold", 1)
    assert "not kept as an answer" not in marigold.has_read()
    live = next(m for m in reflecting.in_group() if "Looking back: the questions are open" in m.words)
    await acts.replies(reflecting, marigold, live, "We expected forty", chat=reflecting.group)
    assert "not kept as an answer" in marigold.has_read()
    assert turns(reflecting) == {"Mill Towns Assembly": 2}


async def test_before_the_first_cycle_and_in_a_pause_nothing_is_counted(table: Played) -> None:
    await table.set_up(starts="10 March 2027")
    await table["Marigold"].opens(await table.invite("Mill Towns Assembly", "Community", "Yes"))
    for label in ("I agree", "Yes", "I represent"):
        await table["Marigold"].presses(label)
    await acts.replies(table, table["Marigold"], table.in_group()[-1], "Early", chat=table.group)
    assert table.find(Turns) == []


async def test_two_in_five_messages_are_named_to_the_facilitator_alone(reflecting: Played) -> None:
    await speaks(reflecting, "Ottilie", 4)
    for name in ("Clementine", "Thaddeus", "Philippa"):
        await speaks(reflecting, name, 2)
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        for number in range(7):
            await reflecting[name].says(f"Point {number}")
        for _ in range(4):
            await reflecting[name].presses("4")
    await close(reflecting)
    assert "one organisation took 40% of the messages" in reflecting.group_text()
    told = acts.said(reflecting, reflecting.lena, "who took part in cycle 1").words
    assert "Lake Alder Council took 40% of the discussion" in told
    assert "Not heard at all: Mill Towns Assembly" in told
    for line in (reflecting.group_text() + reflecting.carl.has_read()).splitlines():
        assert not ("Lake Alder Council" in line and ("discussion" in line or "messages" in line))
    expected = {"dominant": [id_of(reflecting, "Ottilie")], "silent": [id_of(reflecting, "Marigold")]}
    assert participation(reflecting) == [expected]


@pytest.mark.parametrize("passes", [True, False])
async def test_a_pass_is_an_answer_and_introductions_are_no_voice(introducing: Played, passes: bool) -> None:
    for player in introducing.people.values():
        await player.says("Full shifts.")
        await player.says("Hope: peace. Worry: time.")
    await introducing.lena.presses("Close and show the answers")
    assert len(participation(introducing)[0]["silent"]) == 5
    await introducing.lena.presses("Begin: name the result")
    if passes:
        await introducing["Marigold"].presses("Pass")
    silent = participation(introducing)[0]["silent"]
    assert (id_of(introducing, "Marigold") in silent) is not passes


async def test_each_cycle_counts_for_itself(convened: Played) -> None:
    await speaks(convened, "Ottilie", 3)
    await convened.lena.says("/table")
    await convened.lena.presses("Look back on this cycle")
    await convened.lena.says("/table")
    await convened.lena.presses("Cancel the look back")
    await convened.lena.says("not finished in this cycle")
    assert "one organisation took 100% of the messages" in convened.group_text()
    await convened.lena.presses("Open the next cycle now")
    await speaks(convened, "Marigold", 1)
    first, second = participation(convened)
    assert first["dominant"] == [id_of(convened, "Ottilie")]
    assert id_of(convened, "Ottilie") in second["silent"]
    assert id_of(convened, "Marigold") not in second["silent"]
