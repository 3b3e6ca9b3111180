"""A day that a form asks for: read as people write it, asked about where it could be two, never cut to its year."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from dialogues.model import Indicator, Table
from tests.acceptance.playing import Played
from tests.acceptance.test_hostile import to_the_baseline
from tests.acceptance.test_in_spanish import Mesa, b
from tests.bot.conftest import open_room


@pytest.fixture
async def mesa(tmp_path: Path) -> AsyncIterator[Mesa]:
    """An empty group of people with Spanish phones."""
    async with open_room(tmp_path) as room:
        played = Mesa(room)
        await played.start()
        yield played
        await played.stop()


async def to_the_first_day(table: Played) -> None:
    """The set-up as far as its question for the first cycle's day."""
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    await table.lena.presses("I facilitate this table", table.group)
    await table.lena.starts("go")
    for label in ("Lake Alder table", "Chicago", "English", "90 days"):
        await table.lena.presses(label)
    assert "When does the first cycle begin?" in table.lena.reads()


async def a_las_fechas(mesa: Mesa) -> None:
    """The same in Spanish."""
    mesa.world.add_bot(mesa.group, mesa.lena.user)
    await mesa.settle()
    await mesa.lena.presses(b("facilitate"), mesa.group)
    await mesa.lena.starts("go")
    await mesa.lena.presses("Mesa de Heredia")
    await mesa.lena.says("Costa Rica")
    await mesa.lena.presses("Español")
    await mesa.lena.presses(b("days_90"))


async def test_two_days_that_could_be_meant_are_buttons_and_the_one_that_is_tapped_counts(
    table: Played,
) -> None:
    await to_the_first_day(table)
    await table.lena.says("by the end of the decade")
    assert "December 31, 2029 or December 31, 2030" in table.lena.reads()
    await table.lena.says("02/03/2027")
    assert "February 3, 2027 or March 2, 2027. Which one is it?" in table.lena.reads()
    await table.lena.presses("March 2, 2027")
    assert "March 2, 2027" in table.lena.has_read()
    await table.lena.presses("Link for the coordinator")
    assert table.one(Table).starts_on == date(2027, 3, 2)


async def test_a_day_that_was_offered_earlier_is_no_answer_any_more(table: Played) -> None:
    await to_the_first_day(table)
    await table.lena.says("02/03/2027")
    await table.lena.says("soon")
    await table.lena.presses("March 2, 2027")
    await table.lena.says("11 January 2027")
    await table.lena.presses("March 2, 2027")
    await table.lena.presses("Link for the coordinator")
    assert table.one(Table).starts_on == date(2027, 1, 11)


async def test_what_is_offered_keeps_the_bounds_of_its_field(table: Played) -> None:
    """On 23 November 2026: one of the two days has passed, and is told so when it is tapped."""
    await to_the_first_day(table)
    await table.lena.says("01/12/2026")
    assert "January 12, 2026 or December 1, 2026" in table.lena.reads()
    await table.lena.presses("January 12, 2026")
    assert "That day has passed" in table.lena.reads()
    await table.lena.says("02/01/2026")
    assert "That day has passed" in table.lena.reads()


async def test_what_is_not_a_day_is_asked_again_and_what_there_is_not_is_told(table: Played) -> None:
    await to_the_first_day(table)
    for typed in (
        "class of 2027",
        "since 2030",
        "not before 2027",
        "in -5 days",
        "June-July 2027",
        "Easter 2027",
    ):
        await table.lena.says(typed)
        assert "I need a day here" in table.lena.reads(), typed
    await table.lena.says("30/02/2027")
    assert "The calendar has no such day" in table.lena.reads()
    await table.lena.says("January 30th, 2027")
    await table.lena.presses("Link for the coordinator")
    assert table.one(Table).starts_on == date(2027, 1, 30)


async def test_a_day_near_by_is_that_of_the_table_and_shown_back(table: Played) -> None:
    await to_the_first_day(table)
    await table.lena.says("tomorrow")
    assert "November 24, 2026" in table.lena.has_read()
    await table.lena.presses("Link for the coordinator")
    assert table.one(Table).starts_on == date(2026, 11, 24)


async def test_days_in_spanish(mesa: Mesa) -> None:
    await a_las_fechas(mesa)
    await mesa.lena.says("a finales de la década")
    assert "31 de diciembre de 2029 o 31 de diciembre de 2030. ¿Cuál es?" in mesa.lena.reads()
    await mesa.lena.says("30 de febrero de 2027")
    assert "Ese día no está en el calendario" in mesa.lena.reads()
    for typed in ("no antes de 2027", "desde 2030", "generación 2027", "junio-julio de 2027"):
        await mesa.lena.says(typed)
        assert "Aquí necesito una fecha" in mesa.lena.reads(), typed
    await mesa.lena.says("a mediados de enero de 2027")
    await mesa.lena.presses(b("send_coordinator_link"))
    assert mesa.one(Table).starts_on == date(2027, 1, 15)
    assert mesa.english() == {}


async def test_a_number_was_taken_on_a_day_that_there_is_and_has_been(voting: Played) -> None:
    lena = await to_the_baseline(voting)
    await lena.says("45")
    assert "When was it taken?" in lena.reads()
    await lena.says("30/02/2025")
    assert "The calendar has no such day" in lena.reads()
    for typed in ("2031", "２０３１", "December 2027"):
        await lena.says(typed)
        assert "That time is still to come" in lena.reads(), typed
    await lena.says("last year")
    assert "I need a year at least" in lena.reads()
    for text in ("٢٠٢٥", "survey", "90", "by county"):
        await lena.says(text)
    assert voting.one(Indicator).baseline_on == "2025"


async def test_a_plan_for_the_number_is_told_its_last_day_as_people_write_it(voting: Played) -> None:
    await voting.vote()
    await voting.lena.presses("Enter the number")
    await voting.lena.says("residents with a job")
    for label in ("%", "Not yet: make a plan"):
        await voting.lena.presses(label)
    await voting.lena.says("Rosa")
    await voting.lena.says("end of the decade")
    await voting.lena.presses("December 31, 2029")
    assert "The last day is February 2" in voting.lena.reads()
    await voting.lena.says("mid-January")
    assert "January 15, 2027" in voting.lena.has_read()
