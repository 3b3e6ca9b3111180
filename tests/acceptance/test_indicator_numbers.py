"""Numbers of the indicator as people type them: asked about where they are hardly meant, in each language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.rehearsal.players import Player
from dialogues.model import Indicator, IndicatorValue
from tests.acceptance.playing import Played

AGAIN = "I need one number here"
KEPT = "When was it taken?"


async def counting(table: Played, unit: str) -> Player:
    """The data form at its question for the baseline, counted in this unit."""
    await table.vote()
    lena = table.lena
    await lena.presses("Enter the number")
    await lena.says("residents with a job")
    await (lena.presses(unit) if unit in ("%", "people") else lena.says(unit))
    await lena.presses("We have a number")
    assert "What is the latest number?" in lena.reads()
    return lena


async def goes_on(lena: Player) -> None:
    """From the day of the baseline to the question for the target."""
    for text in ("2025", "survey"):
        await lena.says(text)
    assert "What number do we want to reach?" in lena.reads()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(".5", "0.5"), ("forty-five and a half", "45.5"), ("１２．５％", "12.5"), ("12 of 40", "30")],
)
async def test_a_number_is_kept_as_it_is_meant(voting: Played, typed: str, kept: str) -> None:
    lena = await counting(voting, "%")
    await lena.says(typed)
    assert KEPT in lena.reads()
    await goes_on(lena)
    for text in ("90", "by county"):
        await lena.says(text)
    assert voting.one(Indicator).baseline == Decimal(kept)


async def test_slips_and_two_readings_are_asked_about(voting: Played) -> None:
    lena = await counting(voting, "%")
    for typed in ("1O", "eighty - one", "twenty-twenty", "5万", "3 millions", "$45", "45 per 1,000"):
        await lena.says(typed)
        assert AGAIN in lena.reads(), typed
    for typed, asked in (("45‰", "4.5 or 45"), ("81'5", "81.5 or 815"), ("１，５", "1.5 or 15")):
        await lena.says(typed)
        assert asked in lena.reads(), typed
    await lena.says("/language")
    await lena.presses("Español")
    for typed, asked in (
        ("dos docenas", "Aquí necesito un número"),
        ("4'5", "4.5 o 45"),
        ("menos cinco", "de 0 a 100"),
    ):
        await lena.says(typed)
        assert asked in lena.reads(), typed
    await lena.says("45 y medio")
    assert "¿De cuándo es?" in lena.reads()


async def test_a_share_among_counts_is_asked_of_what(voting: Played) -> None:
    lena = await counting(voting, "people")
    for typed in ("half", "1/2", "12 of 40", "1 in 3", "81%"):
        await lena.says(typed)
        assert "A share of what?" in lena.reads(), typed
    await lena.says("one million two hundred thousand")
    await goes_on(lena)
    await lena.says("the same 90%")
    assert "A share of what?" in lena.reads()
    for text in ("1.5 million", "by county"):
        await lena.says(text)
    kept = voting.one(Indicator)
    assert (kept.baseline, kept.target) == (Decimal(1_200_000), Decimal(1_500_000))


async def test_a_share_is_no_count_of_any_other_unit_either(voting: Played) -> None:
    lena = await counting(voting, "families")
    await lena.says("half")
    assert "A share of what?" in lena.reads()


@pytest.mark.parametrize(
    ("unit", "typed", "asked"),
    [
        ("%", "150%", "A share lies between 0 and 100 percent"),
        ("%", "-5", "A share lies between 0 and 100 percent"),
        ("percent of pupils", "150", "A share lies between 0 and 100 percent"),
        ("people", "minus 5", "A number of people is never below 0"),
    ],
)
async def test_what_is_hardly_meant_is_asked_about_once(
    voting: Played, unit: str, typed: str, asked: str
) -> None:
    lena = await counting(voting, unit)
    await lena.says(typed)
    assert asked in lena.reads()
    await lena.presses("Yes")
    assert KEPT in lena.reads()


async def test_a_doubt_ends_with_a_yes_with_the_same_or_with_another_number(voting: Played) -> None:
    lena = await counting(voting, "%")
    await lena.says("150")
    await lena.says("151")
    assert "Is it right?" in lena.reads()
    await lena.says("soon")
    assert AGAIN in lena.reads()
    await lena.says("yes")
    assert AGAIN in lena.reads()
    await lena.says("150")
    await lena.says("150")
    assert KEPT in lena.reads()
    await goes_on(lena)
    await lena.says("150")
    assert "That is the number we start from. Is it right?" in lena.reads()
    await lena.says("yes")
    await lena.says("by county")
    kept = voting.one(Indicator)
    assert (kept.baseline, kept.target) == (Decimal(150), Decimal(150))


async def test_a_target_tapped_at_the_baseline_is_asked_about_too(voting: Played) -> None:
    lena = await counting(voting, "%")
    await lena.says("90")
    await goes_on(lena)
    await lena.presses("90")
    assert "That is the number we start from" in lena.reads()
    for text in ("95", "by county"):
        await lena.says(text)
    assert voting.one(Indicator).target == 95


async def test_going_back_forgets_the_doubt(voting: Played) -> None:
    lena = await counting(voting, "%")
    await lena.says("150")
    await lena.presses("◀ Back")
    await lena.presses("We have a number")
    await lena.says("150")
    assert "Is it right?" in lena.reads()


async def test_the_question_asked_anew_forgets_the_doubt(voting: Played) -> None:
    lena = await counting(voting, "%")
    await lena.says("150")
    await lena.says("/go")
    assert "What is the latest number?" in lena.reads()
    await lena.says("yes")
    assert AGAIN in lena.reads()


async def test_a_new_number_is_asked_about_as_the_first_was(voting: Played) -> None:
    lena = await counting(voting, "people")
    await lena.says("1200")
    await goes_on(lena)
    for text in ("1500", "by county"):
        await lena.says(text)
    await lena.says("/table")
    await lena.presses("Enter this cycle's number")
    await lena.says("81%")
    assert "A share of what?" in lena.reads()
    await lena.says("-3")
    assert "never below 0" in lena.reads()
    await lena.says("1300")
    await lena.presses("That is all")
    assert voting.find(IndicatorValue)[-1].value == 1300
