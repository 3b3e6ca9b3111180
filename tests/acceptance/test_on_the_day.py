"""A promise or an experiment has its day: each hears of it in their own morning, over changes of the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.players import Player
from dialogues.model import Commitment, Experiment, Reminder, Table
from tests.acceptance.playing import Played
from tests.acceptance.structure_acts import ASSEMBLY, COUNCIL, add_promise, open_page
from tests.acceptance.test_deadlines import CHICAGO
from tests.acceptance.test_experiments import make_card, show_tried, start_as_agreed, to_storming
from tests.acceptance.test_manners import TOKYO, lives_in, said

MADRID = ZoneInfo("Europe/Madrid")
DUE = "The day of this promise has come"
# A Thursday in winter time everywhere.
THURSDAY = date(2027, 2, 4)


def as_said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


async def promises(table: Played, day: date, *, by: str = ASSEMBLY, what: str = "a survey of doors") -> None:
    await open_page(table)
    await add_promise(table, by, COUNCIL if by == ASSEMBLY else ASSEMBLY, what, as_said(day))


async def to_the_days_around(table: Played, day: date, hours: int = 96) -> None:
    """To the day before, by one step, and on hour by hour."""
    before = datetime(day.year, day.month, day.day, tzinfo=CHICAGO) - timedelta(days=1, hours=12)
    left = before - table.room.clock.now()
    await table.wait(seconds=left.total_seconds())
    for _ in range(hours):
        await table.wait(hours=1)


def heard(table: Played, player: Player, zone: ZoneInfo, words: str = DUE) -> list[str]:
    """When it was said, by the person's own clock."""
    return [f"{at.astimezone(zone):%a %d %b %H:%M}" for at in said(table, player, words)]


async def test_each_is_asked_in_the_own_morning_of_that_day(convened: Played) -> None:
    await lives_in(convened["Marigold"], "Tokyo")
    await promises(convened, THURSDAY)
    await to_the_days_around(convened, THURSDAY, 48)
    assert heard(convened, convened["Marigold"], TOKYO) == ["Thu 04 Feb 08:00"]
    assert heard(convened, convened.lena, CHICAGO) == ["Thu 04 Feb 08:00"]
    assert said(convened, convened["Marigold"], DUE) < said(convened, convened.lena, DUE)
    assert heard(convened, convened["Ottilie"], CHICAGO) == []


@pytest.mark.parametrize(
    ("city", "zone", "day", "morning"),
    [
        ("Madrid", MADRID, date(2027, 3, 26), "Fri 26 Mar 08:00"),
        ("Madrid", MADRID, date(2027, 3, 29), "Mon 29 Mar 08:00"),  # clocks went forward on Sunday there
        ("Madrid", MADRID, date(2027, 3, 28), "Mon 29 Mar 08:00"),  # that Sunday itself
        ("Chicago", CHICAGO, date(2027, 3, 15), "Mon 15 Mar 08:00"),  # and a fortnight before here
        ("Madrid", MADRID, date(2027, 11, 1), "Mon 01 Nov 08:00"),  # back on 31 October there
        ("Tokyo", TOKYO, date(2027, 2, 6), "Mon 08 Feb 08:00"),  # a Saturday
    ],
)
async def test_never_at_a_weekend_and_at_the_same_hour_over_changes_of_the_clock(
    convened: Played, city: str, zone: ZoneInfo, day: date, morning: str
) -> None:
    await lives_in(convened["Marigold"], city)
    await promises(convened, day)
    await to_the_days_around(convened, day)
    assert heard(convened, convened["Marigold"], zone) == [morning]


async def test_who_is_told_later_is_not_told_of_what_is_done_by_then(convened: Played) -> None:
    marigold = convened["Marigold"]
    await lives_in(marigold, "Tokyo")
    await promises(convened, THURSDAY)
    await to_the_days_around(convened, THURSDAY, 32)
    assert len(said(convened, marigold, DUE)) == 1
    assert len(convened.find(Reminder)) == 2
    await marigold.presses("It is done")
    await marigold.says("The survey is printed")
    assert convened.find(Reminder) == []
    for _ in range(24):
        await convened.wait(hours=1)
    assert heard(convened, convened.lena, CHICAGO) == []


async def test_two_promises_of_one_day_are_both_asked_for_on_it(convened: Played) -> None:
    await promises(convened, THURSDAY)
    await promises(convened, THURSDAY, what="a room for the meeting")
    await to_the_days_around(convened, THURSDAY, 48)
    assert heard(convened, convened["Marigold"], CHICAGO) == ["Thu 04 Feb 08:00"] * 2


async def test_a_new_day_after_a_miss_is_asked_for_again(convened: Played) -> None:
    await promises(convened, THURSDAY)
    await to_the_days_around(convened, THURSDAY, 48)
    await convened["Marigold"].presses("It was missed")
    await convened["Marigold"].says("11 February 2027")
    await to_the_days_around(convened, date(2027, 2, 11), 48)
    assert heard(convened, convened["Marigold"], CHICAGO) == ["Thu 04 Feb 08:00", "Thu 11 Feb 08:00"]
    assert convened.one(Commitment).status == "due"


async def test_who_wants_no_reminders_gets_none_of_these(convened: Played) -> None:
    marigold = convened["Marigold"]
    await marigold.says("/settings")
    await marigold.presses("🔕 No reminders")
    await promises(convened, THURSDAY)
    await to_the_days_around(convened, THURSDAY, 48)
    assert heard(convened, marigold, CHICAGO) == []
    assert heard(convened, convened.lena, CHICAGO) == ["Thu 04 Feb 08:00"]


async def test_who_is_told_of_an_experiments_last_day_hears_it_in_the_own_morning(trying: Played) -> None:
    await lives_in(trying["Thaddeus"], "Tokyo")
    await show_tried(trying)
    await to_storming(trying)
    await make_card(trying)
    await start_as_agreed(trying)
    last = trying.one(Experiment).ends_on
    assert last is not None
    while last.weekday() >= 5:
        last += timedelta(days=1)
    await to_the_days_around(trying, last, 48)
    mornings = [f"{last:%a %d %b} 08:00"]
    assert heard(trying, trying["Thaddeus"], TOKYO, "The last day of") == mornings
    assert heard(trying, trying.lena, CHICAGO, "The last day of") == mornings
    assert trying.one(Table).time_zone == "America/Chicago"
