"""A table with a rhythm: sessions come at the minute on the wall, told before, opened by a tap alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.rehearsal.records import Message
from dialogues import house_rules
from dialogues.model import Table, Timer
from dialogues.rhythm import sessions
from dialogues.rhythm.sessions import Session
from storage.repository import SqlRepository
from tests.acceptance.playing import Played
from tests.bot.conftest import reading

CHICAGO = ZoneInfo("America/Chicago")


async def set_rhythm(table: Played, *taps: str) -> None:
    """On the panel: Cycle and dates, Rhythm of sessions."""
    await table.lena.says("/table")
    await table.lena.presses("Set the rhythm")
    for tap in taps[:-1]:
        await table.lena.presses(tap)
    await table.lena.says(taps[-1])


async def first_tuesdays(table: Played) -> None:
    await set_rhythm(table, "A weekday of the month", "1", "first", "Tuesday", "18:30")


def told(table: Played, words: str) -> list[datetime]:
    """When the group heard these words, on the clocks of the table's place."""
    found: list[Message] = [m for m in table.in_group() if words in m.words]
    return [datetime.fromtimestamp(m.date, CHICAGO) for m in found]


async def until(table: Played, year: int, month: int, day: int, hour: int = 23) -> None:
    """The clock goes on to this hour of the place, from one thing that is due to the next."""
    wanted = datetime(year, month, day, hour, tzinfo=CHICAGO)
    while (now := table.room.clock.now()) < wanted:
        due = [timer.due for timer in table.find(Timer) if timer.due > now]
        await table.wait(seconds=(min([*due, wanted]) - now).total_seconds())


def coming_at(table: Played) -> list[Session]:
    """The next sessions, as many as are listed."""

    def look(connection: Connection) -> list[Session]:
        now, most = table.room.clock.now(), house_rules.SESSIONS_LISTED.value
        return sessions.coming(SqlRepository(connection), table.one(Table), now, most)

    found: list[Session] = reading(table.bot, look)
    return found


async def looks_back(table: Played) -> None:
    """As shortly as the method allows, then the next cycle by a tap."""
    await table.lena.presses("Look back on this cycle")
    await table.lena.presses("Cancel the look back")
    await table.lena.says("We looked back at the table itself.")
    await table.lena.presses("Open the next cycle now")


NOW = "It is time for the session of cycle"


async def test_three_cycles_moved_skipped_and_over_a_change_of_clocks_at_the_right_minute(
    convened: Played,
) -> None:
    await first_tuesdays(convened)
    assert "The rhythm of our sessions: The first Tuesday at 18:30, every month" in convened.group_text()
    # 1 December is moved by a tap, and the file in everybody's calendar moves with it
    await convened.lena.presses("Move: December 1")
    await convened.lena.says("9 December 2026")
    assert "The session on December 1, 2026 is moved" in convened.group_text()
    await until(convened, 2026, 12, 10)
    assert told(convened, f"{NOW} 1") == [datetime(2026, 12, 9, 18, 30, tzinfo=CHICAGO)]
    assert convened.one(Table).cycle == 1, "only a tap opens what comes next"
    await looks_back(convened)
    assert convened.one(Table).cycle == 2
    # 5 January is skipped
    await convened.lena.says("/table")
    await convened.lena.presses("Skip: January 5")
    await until(convened, 2027, 2, 3)
    assert told(convened, f"{NOW} 2") == [datetime(2027, 2, 2, 18, 30, tzinfo=CHICAGO)]
    await looks_back(convened)
    # 2 March is before the clocks change on 14 March 2027, 6 April after: the hour on the wall stays
    await convened.lena.says("/table")
    await convened.lena.presses("Skip: March 2")
    await until(convened, 2027, 4, 7)
    assert told(convened, f"{NOW} 3") == [datetime(2027, 4, 6, 18, 30, tzinfo=CHICAGO)]
    assert told(convened, f"{NOW} 3")[0].utcoffset() == timedelta(hours=-5)
    assert told(convened, f"{NOW} 2")[0].utcoffset() == timedelta(hours=-6)


async def test_it_is_told_three_days_before_with_its_agenda(convened: Played) -> None:
    await first_tuesdays(convened)
    await until(convened, 2026, 12, 1, 9)
    (soon,) = told(convened, "looks back on cycle 1 on")
    # Three days before is a Saturday evening: it waits for Monday morning.
    assert soon == datetime(2026, 11, 30, 8, 0, tzinfo=CHICAGO)
    assert "You can still move it or skip it" in convened.lena.has_read()
    await convened.lena.presses("Agenda")


async def test_a_session_on_a_day_off_moves_to_the_next_with_a_word(convened: Played) -> None:
    await first_tuesdays(convened)
    await convened.lena.presses("Days off")
    await convened.lena.says("1 December 2026")
    await until(convened, 2026, 12, 3)
    (at,) = told(convened, f"{NOW} 1")
    assert at == datetime(2026, 12, 2, 18, 30, tzinfo=CHICAGO)
    assert "It was planned for December 1, 2026." in convened.group_text()


async def test_every_so_many_weeks_and_the_school_year(convened: Played) -> None:
    await set_rhythm(convened, "Every so many weeks", "4", "Monday", "9")
    assert "Monday at 09:00, every 4 weeks" in convened.group_text()
    await set_rhythm(convened, "Monthly in the school year", "last", "Friday", "16:00")
    assert "The last Friday of the month at 16:00, in the school year" in convened.group_text()


async def test_a_table_without_a_rhythm_goes_on_as_before(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Set the rhythm")
    await convened.lena.presses("No rhythm")
    assert "No rhythm: a cycle ends after its days." in convened.group_text()
    await convened.wait(days=92)
    assert told(convened, NOW) == []
    assert "Cycle 1 is over" in convened.lena.has_read()


async def test_a_wrong_hour_is_asked_again(convened: Played) -> None:
    await set_rhythm(convened, "Every so many weeks", "4", "Monday", "late")
    assert "I need a time of day" in convened.lena.has_read()
    await convened.lena.says("18:30")
    assert "Monday at 18:30" in convened.group_text()


async def test_a_session_moved_past_the_next_one_comes_after_it(convened: Played) -> None:
    await set_rhythm(convened, "Every so many weeks", "4", "Monday", "18:30")
    planned = [s.day for s in coming_at(convened)]
    late = planned[1] + timedelta(days=3)
    await convened.lena.presses(f"Move: {planned[0]:%B} {planned[0].day}")
    await convened.lena.says(f"{late.day} {late:%B %Y}")
    assert [s.day for s in coming_at(convened)] == [planned[1], late, *planned[2:]]
    await until(convened, late.year, late.month, late.day)
    at = datetime(planned[1].year, planned[1].month, planned[1].day, 18, 30, tzinfo=CHICAGO)
    assert told(convened, f"{NOW} 1") == [at], "the earlier day ends the cycle, not the earlier plan"
    await looks_back(convened)
    assert coming_at(convened)[0].day > late


async def test_a_session_moved_past_all_that_is_listed_does_not_hide_the_next(convened: Played) -> None:
    await set_rhythm(convened, "Every so many weeks", "1")
    await convened.lena.presses("Monday")
    await convened.lena.says("18:30")
    first, second, *_ = (s.day for s in coming_at(convened))
    late = first + timedelta(days=59)
    await convened.lena.presses(f"Move: {first:%B} {first.day}")
    await convened.lena.says(f"{late.day} {late:%B %Y}")
    days = [s.day for s in coming_at(convened)]
    assert days == [second + timedelta(weeks=n) for n in range(len(days))]


async def test_a_day_too_far_from_the_planned_one_is_asked_again_as_a_day(convened: Played) -> None:
    await set_rhythm(convened, "Every so many weeks", "4")
    await convened.lena.presses("Monday")
    await convened.lena.says("18:30")
    planned = coming_at(convened)[0].day
    await convened.lena.presses(f"Move: {planned:%B} {planned.day}")
    for apart in (house_rules.SESSION_MOVED_MOST.value + 1, 200):
        await convened.lena.says((planned + timedelta(days=apart)).isoformat())
        asked = convened.lena.reads()
        assert f"more than {house_rules.SESSION_MOVED_MOST.value} days from the planned one" in asked
        assert "a number of days" not in asked
    near = planned + timedelta(days=house_rules.SESSION_MOVED_MOST.value)
    await convened.lena.says(near.isoformat())
    assert near in [s.day for s in coming_at(convened)]
