"""The calendar of cycles through the bot: a chosen first day, the next on its day, late and early look backs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.rehearsal.players import NoSuchButton
from dialogues import record_of_cycles
from dialogues.model import (
    Commitment,
    Cycle,
    Experiment,
    Indicator,
    IndicatorValue,
    Organisation,
    Reflection,
    Request,
    Summary,
    Table,
)
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.bot.conftest import reading


async def clock_to(table: Played, *when: int) -> None:
    """Moves the clock to an instant in UTC and lets the bot do what is due."""
    table.room.clock.move_to(datetime(*when, tzinfo=UTC))  # type: ignore[arg-type, misc]
    await table.settle()


def cycle(table: Played) -> int:
    return table.one(Table).cycle


async def cancel(table: Played, reason: str = "not finished in this cycle") -> None:
    """A look back is begun and cancelled."""
    await table.lena.says("/table")
    await table.lena.presses("Look back on this cycle")
    await table.lena.says("/table")
    await table.lena.presses("Cancel the look back")
    await table.lena.says(reason)


async def look_back(table: Played) -> None:
    """A look back without a number, up to the summary on the coordinator's way."""
    await table.lena.says("/table")
    await table.lena.presses("Look back on this cycle")
    await table.lena.presses("Open the questions")
    for player in table.people.values():
        for number in range(7):
            await player.says(f"Point {number}")
        for rating in (4, 3, 4, 2):
            await player.presses(str(rating))
    await table.lena.presses("Close and show the answers")
    await table.lena.presses("Enter what was decided")
    await table.lena.says("Keep the mentors.")
    await table.lena.presses("Nothing this time")
    await table.lena.says("It is too early.")
    await table.lena.presses("Later")
    await table.lena.presses("Send it to the coordinator")


async def test_a_day_in_the_future_is_kept_and_the_first_cycle_opens_on_it_at_nine(table: Played) -> None:
    await table.set_up(starts="10 March 2027")
    assert table.one(Table).starts_on == date(2027, 3, 10)
    assert cycle(table) == 0
    assert "Cycle 1 begins on March 10, 2027" in table.group_text()
    await table.lena.says("/table")
    assert "cycle 1 begins on March 10, 2027" in table.lena.reads()
    with pytest.raises(NoSuchButton):
        table.lena.find("Look back on this cycle")
    await acts.forges(table, table.lena, f"go:{table.one(Table).id}:reflect:0")
    assert "nothing to look back on" in table.lena.reads()
    await clock_to(table, 2027, 3, 10, 14, 59)
    assert cycle(table) == 0
    await clock_to(table, 2027, 3, 10, 15)
    assert cycle(table) == 1
    assert "Cycle 1 begins. It lasts until June 8, 2027." in table.group_text()
    assert [c.opened_at for c in table.find(Cycle)] == [datetime(2027, 3, 10, 15, tzinfo=UTC)]


async def test_a_day_that_has_passed_or_is_none_is_asked_again(table: Played) -> None:
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    await table.lena.presses("I facilitate this table", table.group)
    await table.lena.starts("go")
    for label in ("Lake Alder table", "Chicago", "English", "90 days"):
        await table.lena.presses(label)
    await table.lena.says("1 March 2026")
    assert "That day has passed" in table.lena.reads()
    await table.lena.says("some time in spring")
    assert "I need a day here" in table.lena.reads()
    await table.lena.presses("Today")
    await table.lena.presses("I do it myself")
    assert cycle(table) == 1


async def test_the_summer_changes_the_hour_in_utc_and_not_on_the_wall(convened: Played) -> None:
    """From 23 November in winter time: cycle 3 opens on 22 May at nine, in summer time."""
    await cancel(convened)
    await clock_to(convened, 2027, 2, 21, 14, 59)
    assert cycle(convened) == 1
    await clock_to(convened, 2027, 2, 21, 15)
    assert cycle(convened) == 2
    await cancel(convened)
    await clock_to(convened, 2027, 5, 22, 13, 59)
    assert cycle(convened) == 2
    await clock_to(convened, 2027, 5, 22, 14)
    assert cycle(convened) == 3
    assert [c.ended_at for c in convened.find(Cycle)][:2] == [
        datetime(2027, 2, 21, 15, tzinfo=UTC),
        datetime(2027, 5, 22, 14, tzinfo=UTC),
    ]


async def test_delivered_before_its_day_the_next_cycle_waits_for_it_or_for_the_facilitator(
    convened: Played,
) -> None:
    await look_back(convened)
    assert cycle(convened) == 1
    assert "The next cycle begins on February 21, 2027" in convened.in_group()[-1].words
    await convened.lena.says("/table")
    await convened.lena.presses("Open the next cycle now")
    assert cycle(convened) == 2
    assert "Cycle 2 begins. It lasts until May 22, 2027." in convened.group_text()
    assert [r.trigger for r in convened.find(Request, machine="cycle")] == ["next_cycle"]
    await clock_to(convened, 2027, 2, 22, 15)
    assert cycle(convened) == 2


async def test_delivered_after_its_day_the_next_cycle_opens_at_once(convened: Played) -> None:
    await clock_to(convened, 2027, 2, 21, 15)
    assert "Cycle 1 is over" in convened.lena.reads()
    assert cycle(convened) == 1
    await look_back(convened)
    assert cycle(convened) == 2
    assert "The next cycle begins on" not in convened.in_group()[-2].words


async def test_an_open_look_back_keeps_the_cycle_open_and_its_facilitators_are_left_alone(
    convened: Played,
) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Look back on this cycle")
    await clock_to(convened, 2027, 3, 1, 15)
    assert cycle(convened) == 1
    assert "is over" not in convened.lena.has_read()
    await convened.lena.says("/table")
    await convened.lena.presses("Cancel the look back")
    await convened.lena.says("Too late")
    assert cycle(convened) == 2
    assert "It lasts until May 22, 2027" in convened.group_text()


async def test_a_cycle_may_end_without_a_look_back_by_one_tap_that_is_logged(convened: Played) -> None:
    await acts.forges(convened, convened.lena, f"go:{convened.one(Table).id}:skip_look_back:1")
    assert cycle(convened) == 1
    await clock_to(convened, 2027, 2, 21, 15)
    await convened.lena.presses("Next cycle without looking back")
    assert cycle(convened) == 2
    (logged,) = convened.find(Request, machine="cycle")
    assert (logged.trigger, logged.source, logged.target, logged.outcome) == (
        "skip_look_back",
        "1",
        "2",
        "allowed",
    )
    await acts.forges(convened, convened.lena, f"go:{convened.one(Table).id}:skip_look_back:1")
    await acts.forges(convened, convened["Marigold"], f"go:{convened.one(Table).id}:next_cycle:0")
    await acts.forges(convened, convened.lena, f"go:{convened.one(Table).id}:next_cycle:0")
    assert "has not been looked back on yet" in convened.lena.reads()
    assert cycle(convened) == 2


async def test_a_cycle_that_opens_very_late_is_not_over_at_once(convened: Played) -> None:
    await clock_to(convened, 2027, 7, 1, 15)
    await cancel(convened)
    assert cycle(convened) == 2
    assert "Cycle 2 begins. It lasts until August 20, 2027." in convened.group_text()
    assert "Cycle 2 is over" not in convened.lena.has_read()


async def test_one_look_back_a_cycle_is_delivered_and_a_cancelled_one_may_be_repeated(
    convened: Played,
) -> None:
    await cancel(convened)
    await convened.lena.presses("Summary for the coordinator")
    await convened.lena.presses("Send it to the coordinator")
    assert "summary of cycle 1" in convened.carl.reads()
    await look_back(convened)
    assert [r.state for r in convened.find(Reflection)] == ["cancelled", "delivered"]
    await acts.forges(convened, convened.lena, f"go:{convened.one(Table).id}:reflect:0")
    assert "looked back on already" in convened.lena.reads()
    assert len(convened.find(Summary)) == 1
    assert "Nothing upstream changes: It is too early." in convened.one(Summary).text


async def test_the_summary_of_a_cancelled_look_back_goes_once_also_after_the_cycle(convened: Played) -> None:
    await clock_to(convened, 2027, 3, 1, 15)
    await cancel(convened)
    assert cycle(convened) == 2
    await convened.lena.presses("Summary for the coordinator")
    assert "Please look at it" in convened.lena.reads()
    assert convened.find(Summary) == []
    await convened.lena.presses("Send it to the coordinator")
    assert [(s.cycle, s.language) for s in convened.find(Summary)] == [(1, "en")]
    assert "The coordinator has the summary of cycle 1" in convened.group_text()
    before = convened.carl.has_read()
    await convened.lena.presses("Send it to the coordinator")
    await acts.forges(convened, convened.lena, f"go:{convened.one(Table).id}:send_cycle_summary:1")
    assert convened.carl.has_read() == before


async def test_what_is_carried_over_comes_first_then_the_weakest_stage(convened: Played) -> None:
    table, now = convened.one(Table), convened.room.clock.now()
    council, college = (o.id for o in convened.find(Organisation)[:2])

    promise = Commitment(
        table_id=table.id,
        by_organisation=council,
        to_organisation=college,
        what="A list of openings",
        due=date(2027, 3, 1),
        cycle=1,
    )
    cards = [
        Experiment(
            table_id=table.id,
            organisation_id=college,
            title=title,
            level="practice",
            state=state,
            decision=decision,
            started_cycle=1,
            started_at=now,
        )
        for title, state, decision in (
            ("Early bus", "running", None),
            ("Trial weeks", "closed", None),
            ("Old fair", "closed", "abandon"),
        )
    ]
    await acts.stands(convened, promise, *cards)
    await cancel(convened)
    await convened.lena.presses("Open the next cycle now")
    said = convened.in_group()[-1].words
    order = (
        "Lake Alder Council owes Alder Technical College: A list of openings – by March 1, 2027",
        "Running: Early bus",
        "Ended, to be decided (adopt, adapt or abandon): Trial weeks",
        "Where we were weakest: ",
        "One thing to add: ",
        "Reply to this message",
    )
    assert [said.index(words) for words in order] == sorted(said.index(words) for words in order)
    assert "Old fair" not in said
    assert "A first question for the group" in convened.lena.reads()


async def test_what_stood_at_the_end_stays_and_stalls_are_told_when_the_cycle_ends(convened: Played) -> None:
    for number in (1, 2):
        await cancel(convened)
        await convened.lena.presses("Open the next cycle now")
        told = "There is no ratified result yet" in convened.carl.has_read()
        assert told is (number == 2)
    assert "There is no ratified result yet" in convened.lena.has_read()
    assert "no ratified result" not in convened.group_text()
    first, second, third = convened.find(Cycle)
    assert (first.lifecycle, first.trust_stage, first.result_ratified) == ("convening", "forming", False)
    assert third.ended_at is None
    made = record(convened)
    assert [c["flags"] for c in made] == [[], ["STALL_INDICATOR"], ["STALL_INDICATOR", "STALL_STRUCTURE"]]
    assert made[0]["lifecycle_at_end"] == "convening"
    assert made[2]["problem_solving"] == {
        "evidence_by": "derived",
        "scores": dict.fromkeys(made[2]["problem_solving"]["scores"], 0.0),
        "bands": dict.fromkeys(made[2]["problem_solving"]["scores"], "weak"),
        "self_rating": dict.fromkeys(made[2]["problem_solving"]["scores"]),
        "weakest": "analyzing_reflecting",
        "blind_spots": [],
    }
    assert second.ended_at is not None


def record(table: Played) -> Any:
    return reading(table.bot, lambda c: record_of_cycles.cycles(SqlRepository(c), table.one(Table)))


# the indicator's life


async def enter_unknown(table: Played) -> None:
    """The indicator without a number, a plan, a unit and a source."""
    await acts.forges(table, table.lena, f"go:{table.one(Table).id}:data:0")
    await table.lena.says("residents with a job")
    await table.lena.presses("Later")
    await table.lena.presses("Not known yet")
    await table.lena.presses("Later")
    await table.lena.says("90")
    await table.lena.presses("Later")


async def test_an_indicator_may_be_named_before_anything_else_is_known(convened: Played) -> None:
    await enter_unknown(convened)
    known = convened.one(Indicator)
    assert (known.name, known.unit, known.baseline, known.source, known.plan_owner) == (
        "residents with a job",
        "",
        None,
        None,
        None,
    )
    assert "No number yet.\n" in convened.in_group()[-1].words
    await cancel(convened)
    assert record(convened)[0]["indicator"] == {"latest": None, "status": "no_baseline", "pct": None}


async def test_a_corrected_value_is_the_one_that_counts_in_its_cycle(convened: Played) -> None:
    await enter_unknown(convened)
    for value, group in (("82.5", None), ("70", "the mill towns"), ("82.1", None)):
        await acts.forges(convened, convened.lena, f"go:{convened.one(Table).id}:value:0")
        await convened.lena.says(value)
        await convened.lena.presses("Later")
        await convened.lena.presses("Later")
        await (convened.lena.says(group) if group else convened.lena.presses("Later"))
    assert len(convened.find(IndicatorValue)) == 3
    series = reading(convened.bot, lambda c: record_of_cycles.series(SqlRepository(c), convened.one(Table)))
    assert series == [{"cycle": 1, "value": 82.1}]


async def test_a_paused_table_opens_its_cycle_when_it_goes_on(convened: Played) -> None:
    await cancel(convened)
    await convened.lena.says("/table")
    await convened.lena.presses("Pause the table")
    await clock_to(convened, 2027, 2, 21, 15)
    assert cycle(convened) == 1
    await convened.lena.says("/table")
    await convened.lena.presses("Go on")
    await convened.wait(days=1)
    assert cycle(convened) == 2
