"""Agenda and minutes through the bot: what is open comes first, what was posted is kept, nothing private is in."""

from __future__ import annotations

from datetime import date

from dialogues.model import Commitment, Experiment, Minutes, Organisation, Table
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.test_cycles import cancel, look_back


async def has_work(table: Played) -> None:
    """A missed promise, one that is far away, an ended experiment without a decision, one that runs."""
    at, now = table.one(Table), table.room.clock.now()
    council, college = (o.id for o in table.find(Organisation)[:2])

    def promise(what: str, due: date, status: str = "open") -> Commitment:
        return Commitment(
            table_id=at.id,
            by_organisation=council,
            to_organisation=college,
            what=what,
            due=due,
            status=status,
            cycle=1,
            ended_at=now if status in ("done", "missed") else None,
        )

    def card(title: str, state: str) -> Experiment:
        return Experiment(
            table_id=at.id,
            organisation_id=college,
            title=title,
            level="practice",
            state=state,
            started_cycle=1,
            started_at=now,
            ends_on=date(2027, 6, 1),
        )

    await acts.stands(
        table,
        promise("A list of openings", date(2026, 11, 1), "missed"),
        promise("A far away hall", date(2027, 9, 1)),
        promise("A map of buses", date(2026, 11, 2), "done"),
        card("Trial weeks", "closed"),
        card("Early bus", "running"),
    )


async def presses(table: Played, action: str) -> None:
    """A button of the facilitator's pages."""
    await acts.forges(table, table.lena, f"go:{table.one(Table).id}:{action}:0")


async def test_an_agenda_has_old_promises_first_then_what_waits_for_a_decision(convened: Played) -> None:
    await has_work(convened)
    await cancel(convened)
    await convened.lena.presses("Open the next cycle now")
    await presses(convened, "agenda")
    said = convened.lena.reads()
    order = ("agenda", "A list of openings", "Trial weeks", "To practise", "who does what by when?")
    assert [said.index(words) for words in order] == sorted(said.index(words) for words in order)
    assert "A far away hall" not in said
    assert "Early bus" not in said
    assert "agenda" not in convened.group_text()
    await convened.lena.presses("Post it in the group")
    assert convened.in_group()[-1].words == said
    before = len(convened.in_group())
    await convened.wait(days=1)
    await convened.lena.presses("Post it in the group")
    assert len(convened.in_group()) == before


async def test_an_agenda_counts_the_gaps_and_texts_that_wait(clarifying: Played) -> None:
    await presses(clarifying, "agenda")
    assert "questions to it" in clarifying.lena.reads()


async def test_minutes_tell_what_was_decided_and_who_does_what(clarifying: Played) -> None:
    await has_work(clarifying)
    await clarifying.wait(hours=48)
    await clarifying.lena.presses("Open the vote")
    await clarifying.vote()
    await presses(clarifying, "minutes")
    said = clarifying.lena.reads()
    assert "minutes 1" in said
    assert "the result: ratified" in said.lower()
    assert "Lake Alder Council: A map of buses" in said
    assert "A far away hall" in said
    assert "runs “Early bus”" in said
    assert "minutes 1" not in clarifying.group_text()
    await clarifying.lena.presses("Post them in the group")
    assert clarifying.in_group()[-1].words == said
    kept = clarifying.one(Minutes)
    assert (kept.number, kept.cycle, list(kept.texts)) == (1, 1, ["en"])
    await clarifying.lena.presses("Post them in the group")
    assert len(clarifying.find(Minutes)) == 1


async def test_minutes_begin_where_the_last_ones_ended_and_everybody_can_read_them(convened: Played) -> None:
    await look_back(convened)
    await convened.lena.presses("Minutes")
    await convened.lena.presses("Post them in the group")
    assert "Looking back: Keep the mentors." in convened.group_text()
    await convened.wait(days=1)
    await presses(convened, "minutes")
    assert "minutes 2" in convened.lena.reads()
    assert "Keep the mentors." not in convened.lena.reads()
    await convened.lena.presses("Post them in the group")
    member = convened["Marigold"]
    await member.says("/table")
    await member.presses("Documents")
    await member.presses("Minutes of sessions")
    assert "minutes 2" in member.reads()
    await member.presses("Older ones")
    assert "Keep the mentors." in member.reads()
    stranger = convened.stage.player("Stranger")
    await stranger.starts()
    await acts.forges(convened, stranger, f"read_minutes:{convened.one(Table).id}:1")
    assert "Keep the mentors." not in stranger.has_read()


async def test_an_agenda_is_offered_when_the_look_back_begins(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Look back on this cycle")
    await convened.lena.presses("Agenda")
    assert "agenda" in convened.lena.reads()
    assert await _members_press(convened, "post_agenda") == ""


async def _members_press(table: Played, action: str) -> str:
    """A member's forged press; what new message the group got."""
    before = table.group_text()
    await acts.forges(table, table["Marigold"], f"go:{table.one(Table).id}:{action}:1")
    return table.group_text().removeprefix(before)
