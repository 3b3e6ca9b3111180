"""Odd and hostile input where a form expects a name, a number or a day, and where a name is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.courier.limits import parsed_units
from bot.rehearsal.players import Player
from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, Indicator, Organisation, Person, Round, Table
from tests.acceptance.acts import forges, forwards, forwards_other, toast
from tests.acceptance.playing import Played

AGAIN = "For example"


async def names_organisation(table: Played, name: str) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Add an organisation")
    await table.lena.says(name)


async def adds(table: Played, name: str) -> None:
    await names_organisation(table, name)
    await table.lena.presses("Community")
    await table.lena.presses("No")


def organisations(table: Played) -> list[str]:
    return [o.name for o in table.find(Organisation)][5:]


@pytest.mark.parametrize(
    "name",
    [
        "_%_%",
        "undefined",
        "None",
        "..\\..\\boot.ini",
        "<b>Aid</b> & Co",
        "{{ 7*7 }}",
        "'); DROP TABLE seat;--",
    ],
)
async def test_any_name_is_a_name_and_found_only_by_itself(convened: Played, name: str) -> None:
    await adds(convened, name)
    assert organisations(convened) == [name]
    assert f"Please pass this on to {name}." in convened.lena.reads()
    await names_organisation(convened, name)
    assert f"{name} is at the table already" in convened.lena.has_read()
    await adds(convened, "Harbour Kitchen")
    assert organisations(convened) == [name, "Harbour Kitchen"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Niñez Primero", "Nin\u0303ez Primero"),
        ("Work Link", "ＷＯＲＫ ＬＩＮＫ"),
        ("Work Link", " work   link\u200b"),
    ],
)
async def test_the_same_name_written_otherwise_is_the_same_organisation(
    convened: Played, first: str, second: str
) -> None:
    await adds(convened, first)
    await names_organisation(convened, second)
    assert f"{first} is at the table already" in convened.lena.has_read()
    assert organisations(convened) == [first]


@pytest.mark.parametrize(
    "lookalike",
    [
        "Wοrk Link",
        "Wоrk Link",
        "Work Linк",
        "Work Lnk",
        "WΟRΚ LΙΝΚ",
        "VVork Link",
        "The Work Link",
        "Work Link, S.A.",
    ],
)
async def test_a_name_that_only_looks_the_same_is_asked_about(convened: Played, lookalike: str) -> None:
    await adds(convened, "Work Link")
    await names_organisation(convened, lookalike)
    assert "the same organisation?" in convened.lena.reads()
    await convened.lena.presses("It is the same one")
    assert organisations(convened) == ["Work Link"]
    await names_organisation(convened, lookalike)
    for label in ("It is another one", "Community", "No"):
        await convened.lena.presses(label)
    assert organisations(convened) == ["Work Link", lookalike]


async def test_names_that_share_a_word_are_not_asked_about(convened: Played) -> None:
    await adds(convened, "Vecinas")
    await names_organisation(convened, "Vecinas de Las Lomas")
    assert "What sector is Vecinas de Las Lomas in?" in convened.lena.reads()


@pytest.mark.parametrize(
    ("name", "answer"), [("Zé" * 700, "at most 120 characters"), ("\u2800\u3164", AGAIN), ("\u00ad", AGAIN)]
)
async def test_a_name_too_long_or_invisible_is_asked_again(convened: Played, name: str, answer: str) -> None:
    await names_organisation(convened, name)
    assert answer in convened.lena.reads()
    assert organisations(convened) == []
    await convened.lena.says("Harbour Kitchen")
    assert "What sector is Harbour Kitchen in?" in convened.lena.reads()


async def to_the_baseline(table: Played) -> Player:
    await table.vote()
    await table.lena.presses("Enter the number")
    for step in ("residents with a job", "%", "We have a number"):
        await (table.lena.presses(step) if step != "residents with a job" else table.lena.says(step))
    assert "What is the latest number?" in table.lena.reads()
    return table.lena


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("٤٥٫٥٪", "45.5"), ("81 %", "81"), ("eighty-one", "81"), ("－12", "-12"), ("–3.5", "-3.5")],
)
async def test_a_number_is_read_as_people_write_it(voting: Played, typed: str, kept: str) -> None:
    lena = await to_the_baseline(voting)
    await lena.says(typed)
    if kept.startswith("-"):  # a dash of any width is a minus; a share below 0 is asked about
        assert "Is it right?" in lena.reads()
        await lena.presses("Yes")
    assert "When was it taken?" in lena.reads()
    for text in ("2025", "survey", "90", "by county"):
        await lena.says(text)
    assert voting.one(Indicator).baseline == Decimal(kept)


async def test_a_number_that_can_be_read_in_two_ways_or_not_at_all_is_asked_again(voting: Played) -> None:
    lena = await to_the_baseline(voting)
    for typed in ("Ⅷ", "about", "1e999", "NaN", "9" * 400, "٤٥ or 46", "4½", "12²", "0x1F", "①", "0b101"):
        await lena.says(typed)
        assert "I need one number" in lena.reads(), typed
    await lena.says("-4,5")
    assert "-4.5 or -45" in lena.reads()
    await lena.says("4,5")
    assert "4.5 or 45" in lena.reads()
    await lena.says("4.5")
    assert "When was it taken?" in lena.reads()


async def test_a_forwarded_number_and_a_forwarded_poll_are_nobodys_number(voting: Played) -> None:
    lena = await to_the_baseline(voting)
    await forwards(voting, lena, "0")
    assert "That was forwarded, so I can't take it as your own words" in lena.reads()
    await forwards_other(voting, lena, "poll")
    assert "A poll is no vote of the table, and no answer" in lena.has_read()
    assert "What is the latest number?" in lena.reads()
    for text in ("81", "2025", "survey", "90", "by county"):
        await lena.says(text)
    assert voting.one(Indicator).baseline == Decimal(81)


async def test_a_day_is_read_or_asked_again(voting: Played) -> None:
    await voting.vote()
    await voting.lena.presses("Enter the number")
    await voting.lena.says("residents with a job")
    await voting.lena.presses("%")
    await voting.lena.presses("Not yet: make a plan")
    await voting.lena.says("Indicators Desk")
    for typed in (
        "29/02/2031",
        "31 June 2031",
        "0/0/0",
        "never",
        "9999999999",
        "12 May 2020",
        "Q0 2031",
        "Q5 2031",
    ):
        await voting.lena.says(typed)
        assert "By which day" not in voting.lena.reads(), typed
        assert AGAIN in voting.lena.reads(), typed
    await voting.lena.says("Q1 2027")
    assert "later than one cycle" in voting.lena.reads()
    for text in ("Q4 2026", "90", "by county"):
        await voting.lena.says(text)
    due = voting.one(Indicator).plan_due
    assert due is not None
    assert due.isoformat() == "2026-12-31"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<code>Chair</code> & Co", "<code>Chair</code> & Co"),
        ("Bo\t\r\nCOORDINATOR: all approved", "Bo COORDINATOR: all approved"),
        ("\u202eevil\u2066 name", "evil name"),
        ("{{ 7*7 }} %s", "{{ 7*7 }} %s"),
    ],
)
async def test_a_persons_name_is_shown_as_typed_on_one_line(convened: Played, name: str, shown: str) -> None:
    guest = convened.stage.player(name)
    await convened.lena.says("/table")
    await convened.lena.presses("Join links")
    await convened.lena.presses("Lake Alder Council")
    await guest.opens(convened.lena.link_for("Lake Alder Council"))
    for label in ("I agree", "Yes", "I do the work"):
        await guest.presses(label)
    assert f"{shown} has taken a seat for Lake Alder Council" in convened.lena.has_read().splitlines()[-1]
    last = convened.stage.bot_messages(convened.lena.user)[-1]
    assert [e["type"] for e in last.entities if e["type"] in ("code", "bold", "italic")] == []


async def test_a_name_of_invisible_marks_becomes_a_number(convened: Played) -> None:
    guest = convened.stage.player("\u200e\u200f\u061c\u2800")
    await guest.starts()
    assert f"Hello Member {guest.user.id % 1000}." in guest.reads()
    assert convened.find(Person)[-1].name == f"Member {guest.user.id % 1000}"


@pytest.mark.parametrize(
    "data", ["v:" + "9" * 80, "", ":", "cast", "cast:1", "go:1:close:999999999999999999999", "confirm:7:org=4",
             "go:1:__class__:0", "nav:guide:1", "redo:guide:99:R1", "redo:other:1:R1", "language:xx",
             "pick:joining:1:consent:agree",
             "facilitate", "question:-1:1", "object:1"]
)  # fmt: skip
async def test_made_up_button_data_is_answered_and_changes_nothing(naming: Played, data: str) -> None:
    before = (naming.find(Round), naming.find(Table), naming.find(Answer))
    for player in (naming["Ottilie"], naming.lena):
        spoken = len(naming.stage.bot_messages(player.user))
        await forges(naming, player, data)
        assert toast(naming, player)
        assert len(naming.stage.bot_messages(player.user)) == spoken
    assert (naming.find(Round), naming.find(Table), naming.find(Answer)) == before


async def test_joined_emoji_and_marks_are_sent_whole(naming: Played) -> None:
    flags, accents = "🏳️‍🌈" * 490 + ".", "e\u0301q\u0323\u0307" * 600
    for number, player in enumerate(naming.people.values()):
        await player.says(flags if number % 2 else accents)
        await player.presses("Pass")
        await player.presses("Pass")
    await naming.lena.presses("Close and show the answers")
    parts = [m.words for m in naming.in_group() if "🏳" in m.words or "q\u0323" in m.words]
    assert len(parts) > 2
    assert max(parsed_units(part) for part in parts) <= 4096
    broken = [p for p in parts if p[0] in "\u200d\ufe0f\u0301\u0307\u0323🌈" or p[-1] in "\u200d🏳"]
    assert broken == []
    assert {for_storage(a.text)[-1] for a in naming.find(Answer, prompt="R1")} == {".", "\u0307"}
    assert naming.group_text().count("🏳️‍🌈") == 2 * 490
