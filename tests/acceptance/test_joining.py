"""How people come to a seat: links that prove who invited them, and leave nothing half-written."""

from __future__ import annotations

import pytest

from bot.rehearsal.players import NoSuchButton, Player
from dialogues.model import Answer, Invitation, Organisation, Person, Role, Seat, Table
from tests.acceptance.acts import button, forges, said, toast
from tests.acceptance.facilitating import Facilitator
from tests.acceptance.playing import Played

DEAD = "This link does not work any more"


async def fresh_link(table: Played, organisation: str) -> str:
    await table.lena.says("/table")
    await table.lena.presses("Join links")
    await table.lena.presses(organisation)
    return table.lena.link_for(organisation)


async def sits_down(player: Player, link: str, part: str = "I do the work") -> None:
    await player.opens(link)
    for label in ("I agree", "Yes", part):
        await player.presses(label)


def seats(table: Played, organisation: str) -> list[Seat]:
    (found,) = table.find(Organisation, name=organisation)
    return table.find(Seat, organisation_id=found.id)


async def test_the_first_person_votes_and_the_second_is_heard(convened: Played) -> None:
    deputy = convened.stage.player("Deputy")
    await sits_down(deputy, await fresh_link(convened, "Mill Towns Assembly"))
    assert "Somebody else casts your organisation's vote" in deputy.reads()
    assert [s.holds_vote for s in seats(convened, "Mill Towns Assembly")] == [True, False]
    assert "5 of 5 organisations have taken their seat" in convened.group_text()
    await convened.lena.says("/table")
    await convened.lena.presses("Open the introductions")
    assert "One hope and one worry" in deputy.reads(), (
        "what speaks for the organisation is asked of one person"
    )
    assert convened.one(Seat, person_id=convened.one(Person, name="Deputy").id).consented_at is not None


@pytest.mark.parametrize(
    "change", [str.swapcase, str.upper, lambda t: t[:-1], lambda t: t + "A", lambda t: f"{t}%00"]
)
async def test_only_the_exact_token_opens(convened: Played, change: object) -> None:
    assert callable(change)
    guest = convened.stage.player("Guest")
    token = (await fresh_link(convened, "Alder Technical College")).split("start=")[1]
    assert change(token) != token
    await guest.starts(change(token))
    assert DEAD in guest.reads()
    await guest.starts(token)
    assert "Do you agree?" in guest.reads()


async def test_a_link_dies_of_age_of_use_and_of_a_fresh_one(convened: Played) -> None:
    guest = convened.stage.player("Guest")
    first = await fresh_link(convened, "Alder Technical College")
    second = await fresh_link(convened, "Alder Technical College")
    await guest.opens(first)
    assert DEAD in guest.reads()
    for number in range(5):
        await sits_down(convened.stage.player(f"Teacher {number}"), second)
    await guest.opens(second)
    assert DEAD in guest.reads()
    third = await fresh_link(convened, "Alder Technical College")
    await guest.opens(third)
    await convened.wait(days=30)
    await guest.presses("I agree")
    assert "has done its work" in (toast(convened, guest) or "")
    await guest.opens(third)
    assert DEAD in guest.reads()
    assert len(seats(convened, "Alder Technical College")) == 6


async def test_the_coordinators_link_works_once_and_only_the_newest(convened: Played) -> None:
    guest, other = convened.stage.player("Guest"), convened.stage.player("Other")
    await convened.lena.says("/table")
    await convened.lena.presses("Join links")
    await convened.lena.presses("Link for the coordinator")
    older = convened.lena.link_for("coordinator")
    await convened.lena.presses("Link for the coordinator")
    newer = convened.lena.link_for("coordinator")
    await guest.opens(older)
    assert DEAD in guest.reads()
    await guest.opens(newer)
    await guest.presses("I agree")
    assert "You are the coordinator" in guest.has_read()
    await other.opens(newer)
    assert DEAD in other.reads()
    coordinators = [s for s in convened.find(Seat) if Role.COORDINATOR.value in s.roles]
    assert len(coordinators) == 2
    assert all(s.organisation_id is None for s in coordinators)


async def test_who_declines_or_speaks_for_another_leaves_nothing(convened: Played) -> None:
    guest = convened.stage.player("Guest")
    link = await fresh_link(convened, "Alder Technical College")
    before = len(convened.find(Seat))
    await guest.opens(link)
    await guest.presses("No, thank you")
    assert "Nothing was kept" in guest.reads()
    await guest.opens(link)
    await guest.presses("I agree")
    await guest.presses("No")
    assert "I have asked your facilitator" in guest.reads()
    assert "Guest opened a link for the wrong organisation" in convened.lena.reads()
    assert len(convened.find(Seat)) == before
    assert {i.uses_left for i in convened.find(Invitation, token=link.split("start=")[1])} == {5}


async def test_a_link_is_used_once_by_the_same_person(convened: Played) -> None:
    ottilie = convened["Ottilie"]
    link = await fresh_link(convened, "Lake Alder Council")
    await ottilie.opens(link)
    await ottilie.opens(await fresh_link(convened, "Alder Technical College"))
    assert ottilie.has_read().count("You already have a seat at Lake Alder table for Lake Alder Council") == 2
    assert len(seats(convened, "Lake Alder Council")) == 1
    assert {i.uses_left for i in convened.find(Invitation, token=link.split("start=")[1])} == {5}


async def test_half_way_nothing_is_written_and_a_restart_goes_on_there(convened: Played) -> None:
    guest = convened.stage.player("Guest")
    link = await fresh_link(convened, "Alder Technical College")
    await guest.opens(link)
    await guest.presses("I agree")
    await guest.says("yes")
    assert "tap one of the buttons" in guest.reads()
    await guest.presses("Yes")
    assert len(seats(convened, "Alder Technical College")) == 1
    await convened.restart()
    await guest.says("/go")
    assert "What is your part" in guest.reads()
    await guest.presses("I represent")
    assert len(seats(convened, "Alder Technical College")) == 2


async def second_table(table: Played) -> Played:
    """Ottilie facilitates another table, at which Lena and Marigold sit."""
    other = Played.__new__(Played)
    other.__dict__.update(table.__dict__)
    other.group = table.world.create_group("Harbour table", table["Ottilie"].user)
    table.world.add_bot(other.group, table["Ottilie"].user)
    await table.settle()
    other.lena = Facilitator(table.stage, table["Ottilie"].user)
    await other.lena.presses("I facilitate this table", other.group)
    for label in ("Harbour table", "Chicago", "English", "90 days", "Today", "I do it myself"):
        await other.lena.presses(label)
    for name, player in (
        ("Harbour Office", table.lena),
        ("Dockers", table["Marigold"]),
        ("Fishers", table["Thaddeus"]),
    ):
        await sits_down(
            player, await other.invite(name, "Business" if name == "Dockers" else "Government", "No")
        )
    return other


async def test_one_person_at_two_tables_has_the_rights_of_each(convened: Played) -> None:
    other = await second_table(convened)
    marigold = convened["Marigold"]
    await convened.lena.says("/table")
    assert "more than one table" in convened.lena.reads()
    await convened.lena.presses("Harbour table")
    with pytest.raises(NoSuchButton):
        convened.lena.find("Pause the table")
    await other.lena.says("/table")
    await other.lena.presses("Harbour table")
    await other.lena.presses("Settings")
    own = button(convened, other.lena, "Pause the table")
    for player, data, allowed in (
        (convened.lena, own, False),
        (other.lena, f"go:{convened.find(Table)[0].id}:pause:0", False),
        (other.lena, own, True),
    ):
        await forges(convened, player, data)
        if not allowed:
            assert toast(convened, player) == "Only a facilitator of this table can do that."
    assert [t.lifecycle for t in convened.find(Table)] == ["convening", "paused"]
    assert "Harbour" not in convened.group_text()
    assert marigold.user.id != other.lena.user.id


async def test_one_person_at_two_tables_is_asked_for_both(convened: Played) -> None:
    other = await second_table(convened)
    marigold = convened["Marigold"]
    for facilitator, name in ((convened.lena, "Lake Alder table"), (other.lena, "Harbour table")):
        await facilitator.says("/table")
        await facilitator.presses(name)
        await facilitator.presses("Open the introductions")
    for text in ("Lake gain", "Lake hope", "Harbour gain", "Harbour hope"):
        await marigold.says(text)
    assert "That is all for now" in marigold.reads()
    assert said(convened, marigold, "You: Harbour gain")
    first, second = (t.id for t in convened.find(Table))
    tables = {a.table_id: a.prompt for a in convened.find(Answer, prompt="M1")}
    assert tables == {first: "M1", second: "M1"}
    await convened.wait(days=4)
    await convened.wait(days=4)
    assert "Harbour gain" not in convened.group_text()
    assert "• Dockers: Harbour gain" in "\n".join(m.words for m in convened.stage.bot_messages(other.group))


async def test_the_table_hears_of_a_wider_view_that_its_members_did_not_agree_to(convened: Played) -> None:
    assert "now coordinates" not in convened.group_text(), "it was so when they joined"
    await forges(convened, convened.lena, f"go:{convened.one(Table).id}:coordinator:0")
    second = convened.stage.player("Nora")
    await second.opens(convened.lena.link_for("coordinator"))
    await second.presses("I agree")
    assert "Nora now coordinates this table. They read each summary" in convened.in_group()[-1].words
    await second.opens(convened.lena.link_for("coordinator"))
    assert convened.group_text().count("now coordinates") == 1
