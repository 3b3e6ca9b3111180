"""The coordinators' desk through the bot: asks that are done, how they are told, comparing, numbers, digests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.rehearsal.players import NoSuchButton
from dialogues.model import AskDone, Commitment, CoordinatorWish, IndicatorValue, Organisation, Table, Timer
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.acceptance.test_cycles import cancel, clock_to, look_back


async def owes(table: Played, number: int) -> str:
    """An organisation's promise is missed; its name."""
    by, to = table.find(Organisation)[number], table.find(Organisation)[number - 1]
    promise = Commitment(
        table_id=table.one(Table).id,
        by_organisation=by.id,
        to_organisation=to.id,
        what="A list of openings",
        due=date(2026, 11, 1),
        status="missed",
        cycle=1,
    )
    await acts.stands(table, promise)
    return by.name


async def tells(table: Played, *choices: str) -> None:
    """The coordinator chooses how to be told."""
    await table.carl.says("/table")
    await table.carl.presses("How I am told")
    for choice in choices:
        await table.carl.presses(choice)


async def test_what_is_done_is_ticked_and_rests_for_some_weeks(convened: Played) -> None:
    names = [await owes(convened, n) for n in range(1, 5)]
    await convened.carl.says("/table")
    await convened.carl.presses("What I can do")
    assert [n for n in names if n in convened.carl.reads()] == names[:3]
    await convened.carl.presses("Done: 1")
    assert [n for n in names if n in convened.carl.reads()] == names
    assert "✓" in convened.carl.reads()
    assert len(convened.find(AskDone)) == 1
    assert names[0] not in convened.one(AskDone).ask
    await look_back(convened)
    page = next(w for w in reversed(convened.carl.has_read().split("\n\n")) if "What you can do" in w)
    assert names[0] not in page
    assert names[3] in page
    await convened.wait(days=22)
    await convened.carl.says("/table")
    await convened.carl.presses("What I can do")
    assert "✓" not in convened.carl.reads()
    assert [n for n in names if n in convened.carl.reads()] == names[:3]


async def test_a_tick_can_be_taken_away_and_only_a_coordinator_ticks(convened: Played) -> None:
    await owes(convened, 1)
    await convened.carl.says("/table")
    await convened.carl.presses("What I can do")
    message, label = convened.carl.find("Done: 1")
    data = next(b.data for b in message.buttons if b.text == label)
    await acts.forges(convened, convened["Marigold"], str(data))
    assert "coordinator" in (acts.toast(convened, convened["Marigold"]) or "")
    await acts.forges(convened, convened.carl, f"ask_done:{convened.one(Table).id}:0123456789abcdef")
    assert convened.find(AskDone) == []
    await convened.carl.presses("Done: 1")
    await convened.carl.presses("✓ 1")
    assert convened.find(AskDone) == []


async def test_summaries_come_in_the_form_that_was_chosen(convened: Played) -> None:
    await tells(convened, "Page")
    assert convened.one(CoordinatorWish).form == "pdf"
    await look_back(convened)
    assert "Problem-solving" not in convened.carl.has_read()
    assert "is the page above" in convened.carl.reads()
    files = [m for m in convened.stage.bot_messages(convened.carl.user) if "document" in m.content]
    assert len(files) == 1
    await convened.carl.presses("How I am told")
    await convened.carl.presses("Text")
    await convened.lena.presses("Open the next cycle now")
    await look_back(convened)
    assert "summary of cycle 2" in convened.carl.reads()
    assert [m for m in convened.stage.bot_messages(convened.carl.user) if "document" in m.content] == files


async def test_a_cycle_is_compared_with_the_one_before(convened: Played) -> None:
    await convened.carl.says("/table")
    with pytest.raises(NoSuchButton):
        convened.carl.find("Compare with the cycle before")
    await acts.forges(convened, convened.carl, f"compare_cycles:{convened.one(Table).id}:1")
    assert "beside" not in convened.carl.reads()
    await look_back(convened)
    await convened.lena.presses("Open the next cycle now")
    await look_back(convened)
    await convened.carl.presses("Compare with the cycle before")
    said = convened.carl.reads()
    assert said.startswith("Cycle 2 beside cycle 1")
    assert "Organisations that answered: 5 → 5" in said
    assert "Trust: forming → forming" in said
    assert "Pulse (1 to 5): – → –" in said
    await acts.forges(convened, convened["Marigold"], f"compare_cycles:{convened.one(Table).id}:2")
    assert "beside" not in convened["Marigold"].has_read()


async def test_the_coordinator_enters_numbers_only_where_they_hold_the_data(mapping: Played) -> None:
    await acts.forges(mapping, mapping.carl, f"enter_number:{mapping.one(Table).id}")
    assert "What is the number now?" not in mapping.carl.has_read()
    await acts.forges(mapping, mapping.lena, f"go:{mapping.one(Table).id}:numbers_by:0")
    await mapping.lena.presses("The coordinator too")
    assert "asks you to enter its numbers" in mapping.carl.reads()
    await mapping.lena.says("/table")
    await mapping.lena.presses("Look back on this cycle")
    assert "what is the newest number?" in mapping.carl.reads()
    await mapping.carl.presses("Enter this cycle's number")
    await mapping.carl.says("83.5")
    for _ in range(3):
        await mapping.carl.presses("Later")
    assert [str(v.value) for v in mapping.find(IndicatorValue)][-1] == "83.5"
    assert "The coordinator has entered a number: 83.5" in mapping.lena.has_read()
    await acts.forges(mapping, mapping.lena, f"go:{mapping.one(Table).id}:numbers_by:0")
    await mapping.lena.presses("Only facilitators")
    before = mapping.carl.has_read()
    await acts.forges(mapping, mapping.carl, f"enter_number:{mapping.one(Table).id}")
    assert mapping.carl.has_read() == before


async def test_a_digest_comes_on_monday_morning_while_it_is_wanted(convened: Played) -> None:
    name = await owes(convened, 1)
    await clock_to(convened, 2026, 11, 25, 18)
    await tells(convened, "Each week")
    await clock_to(convened, 2026, 11, 30, 14, 59)
    assert "Your tables" not in convened.carl.has_read()
    await clock_to(convened, 2026, 11, 30, 15)
    said = convened.carl.reads()
    assert said.startswith("Your tables\n")
    assert "Lake Alder table" in said
    assert f"Call {name}: a promise is due" in said
    await clock_to(convened, 2026, 12, 7, 15)
    assert convened.carl.has_read().count("Your tables\n") == 2
    await tells(convened, "Each month")
    for day in (14, 21, 28):
        await clock_to(convened, 2026, 12, day, 15)
    assert convened.carl.has_read().count("Your tables\n") == 2
    await clock_to(convened, 2027, 1, 4, 15)
    assert convened.carl.has_read().count("Your tables\n") == 3
    await tells(convened, "No digest")
    assert convened.find(Timer, kind="digest") == []


async def test_a_digest_keeps_its_hour_over_the_change_of_clocks_and_comes_late_once(
    convened: Played,
) -> None:
    await tells(convened, "Each week")
    await clock_to(convened, 2027, 3, 13, 18)
    before = convened.carl.has_read().count("Your tables\n")
    await clock_to(convened, 2027, 3, 15, 13, 59)
    assert convened.carl.has_read().count("Your tables\n") == before
    await clock_to(convened, 2027, 3, 15, 14)
    assert convened.carl.has_read().count("Your tables\n") == before + 1
    assert convened.one(Timer, kind="digest").due == datetime(2027, 3, 22, 14, tzinfo=UTC)
    await convened.stop()
    convened.room.clock.move_to(datetime(2027, 4, 14, 18, tzinfo=UTC))
    await convened.start()
    await convened.settle()
    assert convened.carl.has_read().count("Your tables\n") == before + 2


async def test_a_paused_table_is_no_table_of_a_digest(convened: Played) -> None:
    await tells(convened, "Each week")
    await convened.lena.says("/table")
    await convened.lena.presses("Pause the table")
    await clock_to(convened, 2026, 11, 30, 15)
    assert "Your tables" not in convened.carl.has_read()
    await convened.lena.says("/table")
    await convened.lena.presses("Go on")
    await cancel(convened)
    assert "Your tables" not in convened.carl.has_read()
