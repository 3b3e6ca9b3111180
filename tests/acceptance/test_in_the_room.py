"""The same round in one room: minutes, counts for all, a notice that the table itself waives, and back to days."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from dialogues.context import Context
from dialogues.decisions_story import for_summary
from dialogues.model import Answer, InRoom, Round, Table, Timer, Waiver
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance.acts import button, forges, said, toast
from tests.acceptance.playing import Played
from tests.bot.conftest import reading

ASKED = "are we all here"
CONTROLS = "Held in the room"


async def enter(table: Played) -> None:
    """The facilitator takes the result's round into the room."""
    await table.lena.says("/table")
    await table.lena.presses("In the room: The result")


def live(table: Played) -> str:
    """The live message of the group, as it stands."""
    return next(m.words for m in table.in_group()[::-1] if "organisations have" in m.words)


async def test_a_round_goes_into_the_room_and_back_and_loses_nothing(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("Residents of the lake")
    before, deadline = naming.find(Answer, prompt="R1"), naming.one(Round, topic="result").deadline
    await enter(naming)
    assert "In the room." in live(naming)
    await ottilie.says("Pay slips")
    await naming.lena.presses("Three minutes")
    assert "Left: 3:00" in live(naming)
    await ottilie.says("86 percent by 2036")
    assert "1 of 5 organisations have answered" in live(naming)
    await naming.lena.presses("Back to days")
    assert "In the room." not in live(naming)
    assert "Left:" not in live(naming)
    assert naming.find(InRoom) == []
    assert naming.find(Timer, kind="room_tick") == []
    assert naming.find(Answer, prompt="R1") == before
    assert len(naming.find(Answer, prompt="R4")) == 1
    assert naming.one(Round, topic="result").deadline == deadline
    await naming.lena.presses("Back into the room")
    assert len(naming.find(InRoom)) == 1


async def test_the_minutes_are_seen_seldom_and_end_gently(naming: Played) -> None:
    await enter(naming)
    await naming.lena.presses("Three minutes")
    said_before = len(naming.in_group())
    for seconds, left in ((29, "3:00"), (1, "2:30"), (30, "2:00"), (60, "1:00"), (30, "0:30")):
        await naming.wait(seconds=seconds)
        assert f"Left: {left}" in live(naming)
    await naming.lena.presses("One more minute")
    assert "Left: 1:30" in live(naming)
    await naming.wait(seconds=90)
    assert len(naming.in_group()) == said_before + 1, "one message is edited; the end is said once"
    assert "time is up" in naming.in_group()[-1].words
    assert "Left:" not in live(naming)
    assert naming.one(Round, topic="result").state == "collecting"
    assert "Nothing has been closed" in naming.lena.reads()
    await naming["Ottilie"].says("Residents of the lake")
    assert len(naming.find(Answer, prompt="R1")) == 1
    await naming.lena.presses("One more minute")
    assert "Left: 1:00" in live(naming)


async def test_a_killed_bot_goes_on_with_the_minutes_that_are_left(naming: Played) -> None:
    await enter(naming)
    await naming.lena.presses("Three minutes")
    await naming.stop()
    naming.room.clock.advance(timedelta(seconds=100))
    await naming.start()
    await naming.settle()
    assert "Left: 1:20" in live(naming)
    await naming.stop()
    naming.room.clock.advance(timedelta(seconds=600))
    await naming.start()
    await naming.settle()
    assert "time is up" in naming.in_group()[-1].words


async def test_the_count_is_shown_to_all_by_a_tap_and_nothing_of_what_was_said(naming: Played) -> None:
    await enter(naming)
    await naming["Ottilie"].says("Residents of the lake")
    await naming.lena.presses("Show the count to all")
    assert naming.in_group()[-1].words == live(naming)
    assert "Residents of the lake" not in naming.group_text()
    assert "Lake Alder Council" not in live(naming)


async def test_a_vote_in_the_room_shows_how_many_and_no_score(voting: Played) -> None:
    await enter(voting)
    await voting.lena.presses("Three minutes")
    await voting["Ottilie"].presses("2 ·")
    await voting.lena.presses("Show the count to all")
    assert "1 of 5 organisations have voted" in live(voting)
    assert "Left: 3:00" in live(voting)
    assert "2 ·" not in live(voting)


async def agree(table: Played, *names: str) -> None:
    for name in names:
        await table[name].presses("We are all here: go on now", table.group)


async def test_every_voting_organisation_together_waives_the_notice(clarifying: Played) -> None:
    await enter(clarifying)
    await clarifying.lena.presses("Ask all to go on now")
    await agree(clarifying, "Ottilie", "Clementine", "Thaddeus", "Philippa")
    await agree(clarifying, "Philippa")
    assert "4 of 5 have agreed" in clarifying.group_text()
    table_id, round_ = clarifying.one(Round, topic="result").table_id, clarifying.one(Round, topic="result")
    await forges(clarifying, clarifying.lena, f"go:{table_id}:vote:{round_.id}")
    assert clarifying.one(Round, topic="result").state == "clarifying", "one is missing: the notice stays"
    await agree(clarifying, "Marigold")
    assert "all 5 voting organisations waived" in clarifying.group_text()
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(Round, topic="result").state == "voting"
    await clarifying.vote()
    await clarifying.enter_data()
    assert len(clarifying.find(Waiver)) == 5
    assert "ratified, notice waived by all 5" in outcome(clarifying)


def outcome(table: Played) -> str:
    """What the coordinators' page tells of the decision."""

    def told(connection: Connection) -> str:
        ctx = Context(SqlRepository(connection), Surroundings(table.room.clock.now(), lambda: "", "bot"))
        lines = for_summary(ctx, ctx.repository.get(Table, 1), table.one(Table).cycle, "en")
        return str(lines["decisions"][0]["outcome"])

    return str(reading(table.bot, told))


async def test_one_no_keeps_the_notice_and_is_nobodys_to_know(clarifying: Played) -> None:
    await enter(clarifying)
    await clarifying.lena.presses("Ask all to go on now")
    yes = button_in_group(clarifying, "We are all here")
    await agree(clarifying, "Ottilie")
    await clarifying["Marigold"].presses("No, keep the notice", clarifying.group)
    told = next(m for m in clarifying.in_group()[::-1] if ASKED in m.words)
    assert "The notice stays" in told.words
    assert "Mill Towns" not in told.words
    assert not told.buttons
    for player in clarifying.people.values():
        await forges(clarifying, player, yes, chat=clarifying.group)
    assert len(clarifying.find(Waiver)) == 2
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("In the room: The result")
    assert "an organisation wants it" in said(clarifying, clarifying.lena, CONTROLS).words
    round_ = clarifying.one(Round, topic="result")
    await forges(clarifying, clarifying.lena, f"go:{round_.table_id}:room_ask:{round_.id}")
    assert "has done its work" in (toast(clarifying, clarifying.lena) or "")
    await clarifying.wait(hours=47)
    await forges(clarifying, clarifying.lena, f"go:{round_.table_id}:vote:{round_.id}")
    assert clarifying.one(Round, topic="result").state == "clarifying"
    await clarifying.wait(hours=1)
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(Round, topic="result").state == "voting"


def button_in_group(table: Played, label: str) -> str:
    return next(b.data or "" for m in table.in_group()[::-1] for b in m.buttons if b.text.startswith(label))


async def test_only_voices_waive_and_only_in_the_room(clarifying: Played) -> None:
    await enter(clarifying)
    await clarifying.lena.presses("Ask all to go on now")
    yes = button_in_group(clarifying, "We are all here")
    for player in (clarifying.lena, clarifying.carl):
        await forges(clarifying, player, yes, chat=clarifying.group)
        assert "has done its work" in (toast(clarifying, player) or "")
    await clarifying.lena.presses("Back to days")
    await agree(clarifying, "Ottilie")
    assert clarifying.find(Waiver) == []
    await forges(clarifying, clarifying["Ottilie"], yes.replace("yes", "perhaps"), chat=clarifying.group)
    assert clarifying.find(Waiver) == []


async def test_what_was_waived_for_one_text_is_not_for_the_next(clarifying: Played) -> None:
    await enter(clarifying)
    await clarifying.lena.presses("Ask all to go on now")
    await agree(clarifying, *clarifying.people)
    await clarifying.lena.presses("Open the vote")
    await clarifying.vote(Marigold=1)
    await clarifying.lena.presses("Change the text with them")
    await clarifying.lena.presses("Add a sentence we agreed on")
    await clarifying.lena.says("No county is left under 84%.")
    await clarifying.lena.presses("Later")
    await clarifying.lena.presses("Put it to the table")
    round_ = clarifying.one(Round, topic="result")
    assert round_.state == "clarifying"
    await forges(clarifying, clarifying.lena, f"go:{round_.table_id}:vote:{round_.id}")
    assert clarifying.one(Round, topic="result").state == "clarifying"


async def test_who_does_not_facilitate_holds_nothing_in_the_room(naming: Played) -> None:
    await naming.lena.says("/table")
    await naming.lena.presses("Steps and rounds")
    data = button(naming, naming.lena, "In the room: The result")
    for player in (naming["Ottilie"], naming.carl):
        await forges(naming, player, data)
    assert naming.find(InRoom) == []
