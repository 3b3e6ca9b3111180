"""The facilitator's role passes on: to a successor who accepts, or to somebody new where nobody can facilitate."""

from __future__ import annotations

from dialogues.model import Backing, Invitation
from tests.acceptance import acts
from tests.acceptance.facilitating import Facilitator
from tests.acceptance.people import presses_data, seat_of
from tests.acceptance.playing import Played
from tests.acceptance.test_facilitators import facilitating, page, roles, together, who_facilitates
from tests.acceptance.test_forgetting import forgets


async def hands_over_to(table: Played, name: str) -> Facilitator:
    await page(table, table.lena, "Hand over")
    await presses_data(table.lena, f":who:{seat_of(table, table[name]).id}")
    return Facilitator(table.stage, table[name].user)


async def test_the_role_stays_until_the_successor_has_accepted(naming: Played) -> None:
    await naming["Ottilie"].says("People of our two towns.")
    before = len(naming.in_group())
    clementine = await hands_over_to(naming, "Clementine")
    assert "asks you to facilitate Lake Alder table from now on" in clementine.has_read()
    assert facilitating(naming) == ["Lena"]
    assert len(naming.in_group()) == before
    await clementine.presses("Yes, I will")
    assert facilitating(naming) == ["Clementine"]
    told = naming.in_group()[before:]
    assert len(told) == 1, "the group hears it once"
    assert "Clementine now facilitates this table in place of Lena." in told[0].words


async def test_the_successor_reads_where_the_table_stands(naming: Played) -> None:
    await naming["Ottilie"].says("People of our two towns.")
    clementine = await hands_over_to(naming, "Clementine")
    await clementine.presses("Yes, I will")
    words = acts.said(naming, clementine, "where we stand").words
    assert "Stage: naming the result · cycle 1" in words
    assert "• The result: " in words
    assert "0 of 5" in words
    assert "Next dates" in words
    assert "What the coordinator is asked for" in words
    assert "two towns" not in words
    assert "hopes for peace" not in words
    await clementine.says("/table")
    await clementine.presses("Steps and rounds")
    assert "Whom you could call" in clementine.reads()


async def test_the_old_one_loses_the_view_and_the_buttons_at_that_moment(naming: Played) -> None:
    lena = naming.lena
    clementine = await hands_over_to(naming, "Clementine")
    await lena.says("/table")
    await lena.presses("Steps and rounds")
    assert "Whom you could call" in lena.reads()
    await clementine.presses("Yes, I will")
    assert "Whom you could call" not in lena.has_read()
    ended = acts.said(naming, lena, "This belonged to facilitating")
    assert not ended.buttons
    assert "You no longer facilitate Lake Alder table; Clementine does now." in lena.has_read()
    for data in ("go:1:page_people:0", "go:1:panel:0", "go:1:facilitators:0"):
        seen = len(naming.stage.bot_messages(lena.user))
        await acts.forges(naming, lena, data)
        assert len(naming.stage.bot_messages(lena.user)) == seen, data
        assert acts.toast(naming, lena)


async def test_a_link_hands_over_and_works_once(convened: Played) -> None:
    await page(convened, convened.lena, "Hand over")
    await convened.lena.presses("By a link")
    link = convened.lena.link_for("in your place")
    nora = convened.stage.player("Nora")
    await nora.opens(link)
    assert facilitating(convened) == ["Lena"]
    await nora.presses("I agree")
    assert facilitating(convened) == ["Nora"]
    await convened["Ottilie"].opens(link)
    assert "does not work any more" in convened["Ottilie"].reads()
    assert len(who_facilitates(convened)) == 1
    assert "Lake Alder table: where we stand" in nora.reads()


async def test_of_two_only_the_one_who_hands_over_goes(convened: Played) -> None:
    await together(convened, "Marigold")
    clementine = await hands_over_to(convened, "Clementine")
    await clementine.presses("Yes, I will")
    assert facilitating(convened) == ["Clementine", "Marigold"]
    assert "Clementine now facilitates with you, in place of Lena" in convened["Marigold"].has_read()


async def test_an_offer_to_hand_over_ends_when_the_role_has_gone_otherwise(convened: Played) -> None:
    await hands_over_to(convened, "Clementine")
    await page(convened, convened.lena, "Hand over")
    await convened.lena.presses("By a link")
    nora = convened.stage.player("Nora")
    await nora.opens(convened.lena.link_for("in your place"))
    await nora.presses("I agree")
    await convened["Clementine"].presses("Yes, I will")
    assert "has done its work" in (acts.toast(convened, convened["Clementine"]) or "")
    assert facilitating(convened) == ["Nora"]


# nobody can facilitate


async def test_a_coordinator_names_somebody_when_the_only_one_cannot_be_reached(naming: Played) -> None:
    naming.world.block_bot(naming.lena.user)
    await naming.settle()
    assert "Nobody can facilitate this table at the moment" in naming.group_text()
    assert "You can name somebody" in naming.carl.has_read()
    await naming.carl.presses("Name who facilitates")
    await presses_data(naming.carl, f":who:{seat_of(naming, naming['Clementine']).id}")
    assert facilitating(naming) == ["Lena"]
    clementine = Facilitator(naming.stage, naming["Clementine"].user)
    await clementine.presses("Yes, I will")
    assert facilitating(naming) == ["Clementine"]
    assert "Clementine now facilitates this table in place of Lena." in naming.group_text()
    assert not naming.in_group()[-1].buttons
    await clementine.says("/table")
    await clementine.presses("Steps and rounds")


async def test_a_coordinator_does_it_for_now(convened: Played) -> None:
    await forgets(convened.lena)
    await convened.carl.says("/table")
    await convened.carl.presses("Name who facilitates")
    await convened.carl.presses("I do it for now")
    assert facilitating(convened) == ["Carl"]
    assert sorted(roles(convened, convened.carl)) == ["coordinator", "facilitator"]
    await acts.forges(convened, convened.carl, "name_facilitator:1")
    assert "has done its work" in (acts.toast(convened, convened.carl) or "")


async def test_a_member_offers_and_more_than_half_agree(convened: Played) -> None:
    await forgets(convened.lena)
    await convened["Marigold"].presses("I could facilitate", convened.group)
    assert "1 of 5 organisations agree" in convened.group_text()
    offer = convened.find(Invitation)[-1]
    await acts.forges(convened, convened["Marigold"], f"take_role:{offer.id}:yes")
    assert facilitating(convened) == [], "nobody takes the role without the table"
    await convened["Ottilie"].presses("We agree", convened.group)
    await convened["Ottilie"].presses("We agree", convened.group)
    assert len(convened.find(Backing)) == 2, "an organisation agrees once"
    assert facilitating(convened) == []
    await convened["Thaddeus"].presses("We agree", convened.group)
    assert facilitating(convened) == ["Marigold"]
    assert "3 of 5 organisations agree. That is more than half." in convened.group_text()
    await acts.forges(convened, convened["Philippa"], f"back:{offer.id}", chat=convened.group)
    assert "has done its work" in (acts.toast(convened, convened["Philippa"]) or "")


async def test_nobody_offers_while_somebody_facilitates(convened: Played) -> None:
    await acts.forges(convened, convened["Marigold"], "volunteer:1", chat=convened.group)
    await acts.forges(convened, convened.carl, "name_facilitator:1")
    assert convened.find(Backing) == []
    assert facilitating(convened) == ["Lena"]


async def test_one_who_can_be_reached_again_still_facilitates(convened: Played) -> None:
    convened.world.block_bot(convened.lena.user)
    await convened.settle()
    convened.world.unblock_bot(convened.lena.user)
    await convened.lena.starts()
    assert "Facilitating: Lena" in convened.in_group()[-1].words
    assert not convened.in_group()[-1].buttons
    await convened.carl.presses("Name who facilitates")
    assert facilitating(convened) == ["Lena"]
    assert "has done its work" in (acts.toast(convened, convened.carl) or "")


async def test_with_a_second_facilitator_nobody_is_asked_for(convened: Played) -> None:
    await together(convened, "Clementine")
    convened.world.block_bot(convened.lena.user)
    await convened.settle()
    assert "Nobody can facilitate" not in convened.group_text()
    assert "Lena can't be reached" in convened["Clementine"].has_read()
