"""The last step is taken back: all is as it was, who was asked is told, and what others did stays theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rehearsal.faults import FaultRule
from bot.rehearsal.players import Player
from dialogues.model import Ballot, Change, Commitment, FacilitatorEntry, LastStep, Round, Waiver
from tests.acceptance import acts, people
from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.acceptance.test_forgetting import forgets
from tests.acceptance.undoable_steps import STEPS, Undoable, adds_promise, closed_result, rhythm
from tests.acceptance.undoing import button, facts, has_undo, record_of_table, states, step, undoes
from tests.support import virtual_time


async def test_questions_that_nobody_has_answered_are_taken_back(convened: Played) -> None:
    before = facts(convened)
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    assert "gain" in convened["Ottilie"].reads()
    await undoes(convened)
    assert facts(convened) == before
    assert "Lena took this step back" in convened["Ottilie"].reads()
    assert "Lena took this step back" in convened.group_text()
    (round_,) = convened.find(Round)
    assert round_.state == "withdrawn"
    await convened.introduce()
    assert convened.find(Round)[-1].state != "withdrawn"


async def test_an_answer_makes_them_theirs(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    data = await button(convened)
    await convened["Ottilie"].says("We gain full shifts.")
    before = facts(convened)
    await acts.forges(convened, convened.lena, data)
    assert "Somebody has answered since" in convened.lena.reads()
    assert facts(convened) == before


@pytest.mark.parametrize("one", STEPS, ids=lambda one: one.name)
async def test_each_step_is_done_taken_back_and_done_again(
    scenes: Scenes, tmp_path: Path, one: Undoable
) -> None:
    async with scenes.open(one.stage, tmp_path) as table:
        await one.before(table)
        before, record = facts(table), record_of_table(table)
        await one.act(table)
        last = step(table)
        assert last is not None
        assert (last.kind, last.stays) == (one.kind, None)
        done = facts(table)
        assert done != before
        await undoes(table)
        assert facts(table) == before
        assert record_of_table(table) == record
        assert [(c.name, c.after) for c in table.find(Change, kind="last_step")][-1] == (one.kind, "yes")
        await table.restart()
        await one.act(table)
        again = step(table)
        assert again is not None
        assert (again.kind, again.taken_back) == (one.kind, False)
        assert states(facts(table)) == states(done)


async def test_a_ballot_makes_the_vote_theirs(clarifying: Played) -> None:
    await clarifying.wait(hours=48)
    await clarifying.lena.presses("Open the vote")
    data = await button(clarifying)
    await clarifying["Ottilie"].presses("4 ·")
    await refused(clarifying, data, "Somebody has voted since")
    assert clarifying.one(Round, topic="result").state == "voting"


async def test_a_question_makes_the_text_theirs(clarifying: Played) -> None:
    data = await button(clarifying)
    await clarifying["Ottilie"].presses("I have a question", clarifying.group)
    await clarifying["Ottilie"].says("Which towns are meant?")
    await refused(clarifying, data, "Somebody has asked about it since")


async def test_an_objection_makes_the_map_theirs(mapping: Played) -> None:
    await mapping.answer_map_without_waiting()
    data = await button(mapping)
    await mapping["Ottilie"].presses("I object", mapping.group)
    await mapping["Ottilie"].says("The employers of the north are missing.")
    await refused(mapping, data, "Somebody has objected since")


async def test_what_somebody_changed_since_stays(convened: Played) -> None:
    await adds_promise(convened)
    data = await button(convened)
    promise = convened.one(Commitment)
    await acts.becomes(convened, replace(promise, due=promise.due + timedelta(days=1)))
    await refused(convened, data, "It has been changed since")


async def refused(table: Played, data: str, why: str) -> None:
    """The button that was there before is answered kindly, and is gone from the panel; nothing has changed."""
    before = facts(table)
    await acts.forges(table, table.lena, data)
    assert why in table.lena.reads()
    await acts.forges(table, table.lena, data.replace(":undo:", ":undo_now:"))
    assert why in table.lena.reads()
    assert facts(table) == before
    await table.lena.says("/table")
    assert not has_undo(table, table.lena)


async def test_answers_that_were_shown_stay_shown_and_the_panel_says_why(naming: Played) -> None:
    await closed_result(naming)
    await naming.lena.says("/table")
    assert not has_undo(naming, naming.lena)
    await naming.lena.presses("Steps and rounds")
    assert "It can’t be undone. People have seen it" in naming.lena.reads()


async def test_after_a_day_people_plan_with_it(convened: Played) -> None:
    await rhythm(convened)
    data = await button(convened)
    await convened.wait(hours=24)
    await convened.lena.says("/table")
    assert has_undo(convened, convened.lena)
    await convened.wait(minutes=1)
    await refused(convened, data, "It was more than a day ago")


async def test_it_is_said_before_what_will_happen_and_who_will_hear(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    said = len(convened.in_group())
    await convened.lena.says("/table")
    await convened.lena.presses("Undo: questions “Introductions” opened")
    words = convened.lena.reads()
    assert "Everything will be as it was before it. Nobody’s answers or votes are touched." in words
    assert "In the group my message will say that it was taken back." in words
    assert "my messages to 5 people" in words
    assert convened.find(Round)[0].state == "collecting"
    await convened.lena.presses("Yes, undo it")
    assert acts.toast(convened, convened.lena) == "Taken back. All is as it was."
    assert len(convened.in_group()) == said, "the group's message is edited in place"
    assert convened.lena.reads().startswith("Lake Alder table")


async def _two_facilitate(table: Played) -> Player:
    ottilie = people.seat_of(table, table["Ottilie"])
    await acts.becomes(table, replace(ottilie, roles=("member", "facilitator")))
    return table["Ottilie"]


async def test_a_step_of_another_facilitator_is_undone_with_that_said(convened: Played) -> None:
    ottilie = await _two_facilitate(convened)
    await rhythm(convened)
    await ottilie.says("/table")
    await ottilie.presses("Undo: rhythm set")
    assert "rhythm set (Lena, " in ottilie.reads()
    assert "This was not your own step." in ottilie.reads()
    await ottilie.presses("Yes, undo it")
    assert "Ottilie took a step back: rhythm set." in convened.lena.reads()
    last = convened.find(Change, kind="last_step")[-1]
    assert last.seat_id == people.seat_of(convened, ottilie).id


async def test_two_at_once_and_a_double_press_undo_one_step(convened: Played) -> None:
    ottilie = await _two_facilitate(convened)
    await rhythm(convened)
    before = len(convened.find(Change, kind="last_step"))
    data = (await button(convened)).replace(":undo:", ":undo_now:")
    for player in (convened.lena, ottilie, convened.lena, convened.lena):
        convened.world.press(player.user, convened.stage.bot_messages(player.user)[-1], data=data)
    await convened.settle()
    assert len(convened.find(Change, kind="last_step")) == before + 1
    assert acts.toast(convened, ottilie) == "That step is not the last one any more. Nothing was changed."
    assert [e for e in convened.find(FacilitatorEntry) if e.prompt == "rhythm"] == []


async def test_nobody_but_a_facilitator_of_this_table_undoes(convened: Played) -> None:
    await rhythm(convened)
    data, stranger = (
        (await button(convened)).replace(":undo:", ":undo_now:"),
        convened.stage.player("Stranger"),
    )
    await stranger.starts()
    before = facts(convened)
    for player in (convened["Ottilie"], convened.carl, stranger):
        await acts.forges(convened, player, data)
        assert acts.toast(convened, player) == "Only a facilitator of this table can do that."
        assert facts(convened) == before


def test_a_message_that_has_not_left_is_not_sent_to_be_taken_back(scenes: Scenes, tmp_path: Path) -> None:
    virtual_time.run(_has_not_left(scenes, tmp_path))


async def _has_not_left(scenes: Scenes, folder: Path) -> None:
    """Telegram asks for a minute of patience in one chat; meanwhile the questions are taken back."""
    async with scenes.open("convened", folder) as table:
        ottilie = table["Ottilie"]
        wait = FaultRule(kind="too_many_requests", method="sendMessage", chat=ottilie.user.id, retry_after=60)
        table.room.faults.add(wait)
        asked = ottilie.has_read().count("gain")
        await table.lena.says("/table")
        await table.lena.presses("Open the introductions")
        await undoes(table)
        await table.wait(seconds=61)
        assert table.room.faults.met == ["too_many_requests"]
        assert ottilie.has_read().count("gain") == asked
        assert "Lena took this step back" in ottilie.reads()


async def test_in_the_room_a_vote_is_taken_back_and_its_notice_stays_waived(clarifying: Played) -> None:
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("In the room: The result")
    await clarifying.lena.presses("Ask all to go on now")
    for player in clarifying.people.values():
        await player.presses("We are all here: go on now", clarifying.group)
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(Round, topic="result").state == "voting"
    await undoes(clarifying)
    assert clarifying.one(Round, topic="result").state == "clarifying"
    assert len(clarifying.find(Waiver, agrees=True)) == len(clarifying.people)
    assert "took this step back" in clarifying["Ottilie"].reads()
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Open the vote")
    await clarifying["Ottilie"].presses("4 ·")
    assert len(clarifying.find(Ballot)) == 1


async def test_whoever_is_forgotten_is_not_brought_back(convened: Played) -> None:
    await adds_promise(convened)
    await convened.lena.says("/table")
    assert has_undo(convened, convened.lena)
    await forgets(convened["Philippa"])
    assert convened.find(LastStep) == []
    await convened.lena.says("/table")
    assert not has_undo(convened, convened.lena)


async def test_it_is_said_in_spanish(convened: Played) -> None:
    await convened.lena.says("/language")
    await convened.lena.presses("Español")
    await _rhythm_in_spanish(convened)
    await convened.lena.says("/table")
    await convened.lena.presses("Deshacer: ritmo fijado")
    assert "Todo quedará como estaba antes." in convened.lena.reads()
    await convened.lena.presses("Sí, deshacer")
    assert [e for e in convened.find(FacilitatorEntry) if e.prompt == "rhythm"] == []
    assert "Lena took this step back: rhythm set." in convened.group_text()


async def _rhythm_in_spanish(table: Played) -> None:
    await acts.forges(table, table.lena, "go:1:set_rhythm:0")
    for tap in ("Un día de la semana del mes", "1", "primer", "martes"):
        await table.lena.presses(tap)
    await table.lena.says("18:30")
