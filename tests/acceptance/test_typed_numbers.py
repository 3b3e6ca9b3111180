"""A length, a count or an hour that a form asks for is read in any digits, as numbers are everywhere else."""

from __future__ import annotations

from datetime import time

import pytest

from dialogues.model import Round, Table
from dialogues.rhythm import sessions
from dialogues.rhythm.rule import Rhythm
from storage.repository import SqlRepository
from tests.acceptance.playing import Played
from tests.acceptance.test_rhythm import set_rhythm
from tests.bot.conftest import reading

NONSENSE = (
    "½",
    "4½5",
    "1e2",
    "0x1E",
    "Ⅷ",
    "45.5",
    "٤٥٫٥٪",
    "30%",
    "$30",
    "30 or 60",
    "9" * 400,
    "-30",
    "soon",
)


async def to_the_days(table: Played, rule: str) -> None:
    await table.lena.says("/table")
    for label in ("Our own rules", "Change one by a vote", rule):
        await table.lena.presses(label)


@pytest.mark.parametrize("typed", ["１０", "١٠ days", "  10\u00a0", "۱۰", "ten", "10.", "\u200f१०"])
async def test_the_days_of_a_rule(convened: Played, typed: str) -> None:
    await to_the_days(convened, "How long a vote is open")
    await convened.lena.says(typed)
    await convened.lena.presses("Put it to the table")
    assert convened.find(Round)[-1].subject == "VOTE_DAYS=10"


async def test_a_rule_asks_again_for_what_is_no_number_of_days(convened: Played) -> None:
    await to_the_days(convened, "How long a vote is open")
    for typed in (*NONSENSE, "٢", "３１"):
        await convened.lena.says(typed)
        assert "a number of days, from 3 to 30" in convened.lena.reads(), typed
    assert convened.find(Round) == []
    await convened.lena.says("٧")
    assert "It is 7 already" in convened.lena.has_read()


async def to_the_cycle(table: Played) -> None:
    """The set-up as far as its question for the length of a cycle."""
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    await table.lena.presses("I facilitate this table", table.group)
    await table.lena.starts("go")
    await table.lena.presses("Lake Alder table")
    await table.lena.says("Chicago")
    await table.lena.presses("English")
    assert "How long is one cycle?" in table.lena.reads()


async def test_the_length_of_a_cycle(table: Played) -> None:
    await to_the_cycle(table)
    for typed in (*NONSENSE, "١٣", "３６７"):
        await table.lena.says(typed)
        assert "from 14 to 366" in table.lena.reads(), typed
    await table.lena.says(" ٤٥ days")
    assert "When does the first cycle begin?" in table.lena.reads()
    await table.lena.presses("Today")
    await table.lena.presses("Link for the coordinator")
    assert table.one(Table).cycle_length_days == 45


def rhythm_of(table: Played) -> Rhythm | None:
    kept: Rhythm | None = reading(
        table.bot, lambda connection: sessions.rhythm(SqlRepository(connection), table.one(Table))
    )
    return kept


async def test_how_often_and_at_which_hour_a_session_is(convened: Played) -> None:
    await set_rhythm(convened, "Every so many weeks", "٠")
    for typed in (*NONSENSE, "٢٧"):
        await convened.lena.says(typed)
        assert "a number from 1 to 26" in convened.lena.reads(), typed
    await convened.lena.says("６ weeks")
    await convened.lena.presses("Monday")
    for typed in ("1_0:3_0", "+9", "25:00", "9:60", "²", "late"):
        await convened.lena.says(typed)
        assert "I need a time of day" in convened.lena.reads(), typed
    await convened.lena.says("１８：３０")
    kept = rhythm_of(convened)
    assert kept is not None
    assert (kept.every, kept.wall) == (6, time(18, 30))


@pytest.mark.parametrize(
    ("typed", "wall"), [("٠٩:١٥", time(9, 15)), ("9", time(9)), ("9h", time(9)), ("18.30", time(18, 30)),
                        ("18h30", time(18, 30)), (" 7 : 05 ", time(7, 5)), ("20:00 h", time(20))]
)  # fmt: skip
async def test_an_hour_as_people_write_it(convened: Played, typed: str, wall: time) -> None:
    await set_rhythm(convened, "Every so many weeks", "4")
    await convened.lena.presses("Monday")
    await convened.lena.says(typed)
    kept = rhythm_of(convened)
    assert kept is not None
    assert kept.wall == wall


async def levels_shown(table: Played, levels: tuple[str, ...]) -> str:
    """The words under the levels in the group, where these were answered."""
    for player, level in zip(table.people.values(), levels, strict=True):
        for answer in ("Residents", "Pay slips", level):
            await player.says(answer)
    await table.lena.presses("Close and show the answers")
    return next(m.words for m in table.in_group() if "What level, by when?" in m.words)


@pytest.mark.parametrize(
    ("odd", "read"),
    [
        ("1e999", "from 70 to 90, 80 in the middle"),  # not from 1
        ("1e999 of 5", "from 70 to 90, 80 in the middle"),  # nor from 5
        ("0x1F", "from 70 to 90, 80 in the middle"),
        ("4½ of 10", "from 70 to 90, 80 in the middle"),
        ("1.234 or 5.678", "from 70 to 90, 80 in the middle"),
        ("Q3 2030: ٦٥٪", "from 65 to 90, 75 in the middle"),
        ("by 2030 ６５ %", "from 65 to 90, 75 in the middle"),
        ("–5 points", "from -5 to 90, 75 in the middle"),
        (".5 percent", "from 0.5 to 90, 75 in the middle"),  # not from 5
        ("minus five percent", "from -5 to 90, 75 in the middle"),
        ("45‰", "from 70 to 90, 80 in the middle"),
        ("eighty one percent", "from 70 to 90, 81 in the middle"),
        ("mil millones", "from 70 to 90, 80 in the middle"),  # no English number
    ],
)
async def test_a_level_is_read_as_numbers_are_elsewhere_or_not_at_all(
    naming: Played, odd: str, read: str
) -> None:
    shown = await levels_shown(naming, (odd, "70 percent", "75%", "85 percent by 2036", "90"))
    assert odd in shown
    assert f"Read as numbers: {read}." in shown.replace("−", "-")
