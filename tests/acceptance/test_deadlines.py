"""Time: reminders by day and at most two, deadlines that close by themselves, a clock moved while nobody looked."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.players import Player
from dialogues.model import Answer, Reflection, Round, Tally, Timer
from tests.acceptance.playing import Played

CHICAGO = ZoneInfo("America/Chicago")
REMINDER = "would like to hear from you"


def reminded(table: Played, player: Player) -> list[datetime]:
    """When a person was reminded, in local time."""
    messages = table.stage.bot_messages(player.user)
    return [m.at.astimezone(CHICAGO) for m in messages if REMINDER in m.words]


async def answer_all(player: Player, questions: int = 3) -> None:
    for number in range(questions):
        await player.says(f"Answer {number}")


async def hour_by_hour(table: Played, days: int, step: int = 3) -> None:
    for _ in range(days * 24 // step):
        await table.wait(hours=step)


async def test_two_reminders_a_day_apart_by_day_and_only_to_who_is_waited_for(naming: Played) -> None:
    await naming.wait(hours=9, minutes=30)
    for name in ("Ottilie", "Clementine"):
        await answer_all(naming[name])
    await hour_by_hour(naming, 8)
    for name in ("Thaddeus", "Philippa", "Marigold"):
        first, second = reminded(naming, naming[name])
        assert (second - first).total_seconds() >= 24 * 3600
        assert all(8 <= at.hour < 20 for at in (first, second))
    done = [naming["Ottilie"], naming["Clementine"], naming.lena, naming.carl]
    assert [reminded(naming, player) for player in done] == [[]] * 4
    assert REMINDER not in naming.group_text()


async def test_at_its_deadline_a_collection_closes_and_is_revealed(naming: Played) -> None:
    for name in ("Ottilie", "Clementine", "Thaddeus"):
        await answer_all(naming[name])
    await naming.wait(days=3, hours=12)
    await naming.wait(days=3, hours=11)
    assert naming.one(Round, topic="result").state == "collecting"
    await naming.wait(hours=1)
    assert naming.one(Round, topic="result").state == "synthesizing"
    assert naming.group_text().count("• Answer 0") == 3
    assert "3 of 5 organisations answered" in naming.group_text()
    for name in ("Philippa", "Marigold", "Thaddeus"):
        assert name not in naming.group_text()


async def test_a_silent_grassroots_organisation_is_asked_twice_before_it_closes(naming: Played) -> None:
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await answer_all(naming[name])
    await naming.lena.says("/table")
    await naming.lena.presses("Close and show the answers")
    assert "was asked only once" in naming.lena.reads()
    await naming.stop()
    naming.room.clock.advance(timedelta(weeks=1))
    await naming.start()
    await naming.settle()
    assert reminded(naming, naming["Marigold"]) == []
    assert "was asked only once" in naming.lena.reads()
    await naming.wait(hours=6)
    assert [at.hour for at in reminded(naming, naming["Marigold"])] == [9]
    assert naming.one(Round, topic="result").state == "collecting"
    await naming.wait(days=1)
    assert naming.one(Round, topic="result").state == "synthesizing"


async def test_a_clock_moved_past_everything_closes_once_and_reminds_nobody(naming: Played) -> None:
    for name in ("Ottilie", "Clementine", "Marigold"):
        await answer_all(naming[name])
    before = {name: len(naming.stage.bot_messages(player.user)) for name, player in naming.people.items()}
    await naming.stop()
    naming.room.clock.advance(timedelta(days=28, hours=10))
    await naming.start()
    await naming.settle()
    assert naming.one(Round, topic="result").state == "synthesizing"
    assert naming.group_text().count("Who should be better off, and where?") == 1
    assert naming.lena.has_read().count("The answers are in the group") == 1
    after = {name: len(naming.stage.bot_messages(player.user)) for name, player in naming.people.items()}
    assert after == {name: n + 1 for name, n in before.items()}
    assert all("These points are in the group" in p.reads() for p in naming.people.values())
    await naming.restart()
    assert naming.group_text().count("Who should be better off, and where?") == 1


async def test_two_more_days_move_the_deadline_and_no_more_than_twice(naming: Played) -> None:
    for name in ("Ottilie", "Clementine", "Thaddeus", "Marigold"):
        await answer_all(naming[name])
    for expected in ("Wed 2 Dec", "Fri 4 Dec"):
        await naming.lena.says("/table")
        await naming.lena.presses("Two more days")
        assert expected in naming.lena.reads()
        assert expected in naming.group_text()
    await naming.lena.presses("Two more days")
    assert "2 of 2 extensions are used" in naming.lena.reads()
    await naming.wait(days=10, hours=23)
    assert naming.one(Round, topic="result").state == "collecting"
    await naming.wait(hours=1)
    assert naming.one(Round, topic="result").state == "synthesizing"


async def test_a_vote_reminds_once_by_day_those_who_have_not_voted(voting: Played) -> None:
    await voting["Ottilie"].presses("4 ·")
    counts = {n: len(voting.stage.bot_messages(p.user)) for n, p in voting.people.items()}
    await voting.wait(days=4, hours=23)
    assert {n: len(voting.stage.bot_messages(p.user)) for n, p in voting.people.items()} == counts
    await hour_by_hour(voting, 2)
    more = {n: len(voting.stage.bot_messages(p.user)) - counts[n] for n, p in voting.people.items()}
    assert more == {"Ottilie": 0, "Clementine": 1, "Thaddeus": 1, "Philippa": 1, "Marigold": 1}
    latest = voting.stage.bot_messages(voting["Marigold"].user)[-1].at.astimezone(CHICAGO)
    assert 8 <= latest.hour < 20
    await voting.wait(days=3)
    assert voting.one(Tally).outcome == "no_quorum"


async def test_the_facilitator_is_told_when_a_cycle_is_over_and_when_overdue(convened: Played) -> None:
    await convened.wait(days=89)
    assert "Cycle 1 is over" not in convened.lena.has_read()
    await convened.wait(days=1, hours=6)
    assert "Cycle 1 is over" in convened.lena.reads()
    await convened.wait(days=44)
    assert "overdue" not in convened.lena.has_read()
    await convened.wait(days=1)
    assert convened.lena.has_read().count("Looking back on cycle 1 is overdue") == 1
    assert convened.lena.find("Look back on this cycle")
    assert "overdue" not in convened.group_text()


async def test_a_look_back_closes_at_its_deadline_and_stops_the_nudges(reflecting: Played) -> None:
    for name in ("Ottilie", "Clementine", "Marigold"):
        await answer_all(reflecting[name], 7)
        for _ in range(4):
            await reflecting[name].presses("4")
    await reflecting.wait(days=3, hours=12)
    assert len(reminded(reflecting, reflecting["Philippa"])) == 1
    assert reminded(reflecting, reflecting["Ottilie"]) == []
    await reflecting.wait(days=3, hours=12)
    assert reflecting.one(Reflection).state == "sense_making"
    assert len(reminded(reflecting, reflecting["Philippa"])) == 1
    await reflecting.wait(days=90)
    assert "is over" not in reflecting.lena.has_read()


async def test_a_paused_table_waits_and_goes_on(naming: Played) -> None:
    await naming.lena.says("/table")
    await naming.lena.presses("Pause the table")
    await hour_by_hour(naming, 9, step=12)
    assert [reminded(naming, player) for player in naming.people.values()] == [[]] * 5
    assert naming.one(Round, topic="result").state == "collecting"
    await naming.lena.says("/table")
    await naming.lena.presses("Go on")
    await naming["Ottilie"].says("Still here")
    assert [a.prompt for a in naming.find(Answer, prompt="R1")] == ["R1"]
    await hour_by_hour(naming, 3)
    assert naming.one(Round, topic="result").state == "synthesizing"
    assert "Too few answers to show" in naming.group_text()
    assert naming.find(Timer, kind="collection_deadline") == []
