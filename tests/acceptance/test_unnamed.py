"""A check without names: opened before the vote, answered in two taps, told only as far as it shows nobody."""

from __future__ import annotations

from dialogues.context import Context
from dialogues.model import Change, CheckMark, Person, Round, Timer, UnnamedCheck, Urn
from dialogues.own_data import data_of
from dialogues.surroundings import Surroundings
from storage.database import open_engine
from storage.repository import SqlRepository
from tests.acceptance.acts import button, forges, toast
from tests.acceptance.playing import RESULT, Played

ASKED = "🫥 Ask about"


async def opens(table: Played, label: str = ASKED) -> None:
    """The facilitator opens a check from the panel."""
    await table.lena.says("/table")
    await table.lena.presses(label)


async def puts_in(table: Played, name: str, choice: str) -> None:
    await table[name].presses(choice)
    await table[name].presses("Yes, put it in")


async def all_put_in(table: Played, *choices: str) -> None:
    for name, choice in zip(table.people, choices, strict=True):
        await puts_in(table, name, choice)


async def closes(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Close 1 and tell")


async def test_a_check_is_asked_in_private_and_told_after_its_end(clarifying: Played) -> None:
    await opens(clarifying)
    assert "It decides nothing; the vote does." in clarifying.group_text()
    asked = clarifying["Marigold"].reads()
    assert (
        asked.index("nobody can find it again")
        < asked.index(RESULT)
        < asked.index("Could you live with this?")
    )
    await all_put_in(clarifying, "Yes", "Yes", "Yes", "No", "Not yet")
    assert "Yes: " not in clarifying.group_text()
    await closes(clarifying)
    told = clarifying.in_group()[-1].words
    assert "5 people took part" in told
    assert "Yes: at least 3 of 5" in told
    assert "No:" not in told
    assert clarifying.one(Round, topic="result").state == "clarifying"
    for player in clarifying.people.values():
        assert "This check without names is over" in player.reads()


async def test_a_choice_is_shown_once_more_and_there_is_a_way_back(clarifying: Played) -> None:
    await opens(clarifying)
    marigold = clarifying["Marigold"]
    await marigold.presses("No")
    assert "You chose: No" in marigold.reads()
    assert "it can't be changed or taken back" in marigold.reads()
    await marigold.presses("◀ Back")
    assert "Could you live with this?" in marigold.reads()
    await marigold.presses("Not yet")
    assert "You chose: Not yet" in marigold.reads()
    await marigold.presses("Yes, put it in")
    assert "it can't be found again" in marigold.reads()
    assert "Not yet" not in marigold.reads()
    assert [m.taken for m in clarifying.find(CheckMark)].count(True) == 1


async def test_one_person_puts_in_once_whatever_is_pressed_again(clarifying: Played) -> None:
    await opens(clarifying)
    marigold = clarifying["Marigold"]
    await marigold.presses("No")
    again = button(clarifying, marigold, "Yes, put it in")
    await marigold.presses("Yes, put it in")
    before = clarifying.one(Urn).sealed
    for data in (again, again.replace(":2", ":0"), again.replace("put", "choose")):
        await forges(clarifying, marigold, data)
        assert "You have taken part" in (toast(clarifying, marigold) or "")
    assert clarifying.one(Urn).sealed == before


async def test_with_fewer_than_five_nothing_is_told_or_kept(clarifying: Played) -> None:
    await opens(clarifying)
    for name in list(clarifying.people)[:4]:
        await puts_in(clarifying, name, "No")
    await clarifying.wait(days=3)
    told = clarifying.in_group()[-1].words
    assert "Fewer than 5 people took part" in told
    assert clarifying.one(UnnamedCheck).told is None
    assert (clarifying.find(Urn), clarifying.find(CheckMark)) == ([], [])
    assert clarifying.find(Timer, kind="unnamed_deadline") == []


async def test_a_pass_is_an_answer(clarifying: Played) -> None:
    await opens(clarifying)
    await all_put_in(clarifying, "Pass", "Pass", "No", "No", "No")
    await closes(clarifying)
    told = clarifying.in_group()[-1].words
    assert "Yes: at most 2 of 5" in told
    assert "No: at least 3 of 5" in told


async def test_the_vote_ends_it_before_it_opens(clarifying: Played) -> None:
    await opens(clarifying)
    await clarifying.wait(hours=48)
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Open the vote")
    assert clarifying.one(UnnamedCheck).status == "closed"
    words = [m.words for m in clarifying.in_group()[-2:]]
    assert "The check without names is over" in words[0]


async def test_a_text_is_asked_about_once(clarifying: Played) -> None:
    await opens(clarifying)
    data = button(clarifying, clarifying.lena, ASKED)
    await closes(clarifying)
    assert ASKED not in str(clarifying.stage.bot_messages(clarifying.lena.user)[-1].buttons)
    await forges(clarifying, clarifying.lena, data)
    assert "was asked about without names before" in clarifying.lena.reads()
    assert len(clarifying.find(UnnamedCheck)) == 1


async def test_a_question_of_our_own_and_taking_it_back_unread(clarifying: Played) -> None:
    await opens(clarifying, "🫥 Ask a question of our own")
    await clarifying.lena.says("Could you live with meeting in the evening?")
    assert "meeting in the evening" in clarifying["Philippa"].reads()
    await puts_in(clarifying, "Philippa", "No")
    await clarifying.lena.says("/table")
    await clarifying.lena.presses("Take 1 back unread")
    assert "nobody has read it" in clarifying.in_group()[-1].words
    assert (clarifying.find(Urn), clarifying.find(CheckMark)) == ([], [])
    noted = [c for c in clarifying.find(Change) if c.kind == "unnamed_check"]
    assert [c.after for c in noted if c.field == "status"][-1] == "dropped"


async def test_who_facilitates_or_coordinates_for_nobody_is_not_asked(clarifying: Played) -> None:
    await opens(clarifying)
    assert len(clarifying.find(CheckMark)) == 5
    data = button(clarifying, clarifying["Marigold"], "No")
    for player in (clarifying.lena, clarifying.carl):
        await forges(clarifying, player, data)
        assert "has done its work" in (toast(clarifying, player) or "")


async def test_forged_choices_change_nothing(clarifying: Played) -> None:
    await opens(clarifying)
    marigold, check = clarifying["Marigold"], clarifying.one(UnnamedCheck)
    for data in (
        f"unnamed:{check.id}:put:4",
        f"unnamed:{check.id}:put",
        f"unnamed:{check.id}:count:1",
        "unnamed:99:put:1",
    ):
        before = clarifying.one(Urn).sealed
        await forges(clarifying, marigold, data)
        assert clarifying.one(Urn).sealed == before
    assert not any(m.taken for m in clarifying.find(CheckMark))


async def test_my_data_says_that_one_took_part_and_forgetting_leaves_the_count(clarifying: Played) -> None:
    await opens(clarifying)
    await all_put_in(clarifying, "Yes", "Yes", "Yes", "No", "No")
    marigold = clarifying["Marigold"]
    person = next(p for p in clarifying.find(Person) if p.name == "Marigold")
    engine = open_engine(f"sqlite:///{clarifying.room.folder / 'tablekeeper.db'}")
    with engine.begin() as connection:
        ctx = Context(SqlRepository(connection), Surroundings(clarifying.room.clock.now(), str, "bot"))
        kept = str(data_of(ctx, person))
    engine.dispose()
    assert "What you chose can be found by nobody." in kept
    await marigold.says("/forgetme")
    assert "what you put into a check without names" in marigold.reads()
    await marigold.presses("Forget me")
    await marigold.presses("Yes, forget me for good")
    assert len(clarifying.find(CheckMark)) == 4
    await closes(clarifying)
    assert clarifying.one(UnnamedCheck).told == {"took_part": 5, "yes_least": 3, "yes_most": 5}
