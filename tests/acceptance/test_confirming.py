"""Texts that bind organisations: who can commit them confirms by a link, or the text is parked."""

from __future__ import annotations

import pytest

from bot.rehearsal.players import Player
from dialogues.model import Confirmation, Invitation, Round, Seat, Tally
from tests.acceptance.acts import forges, toast
from tests.acceptance.playing import Played
from tests.acceptance.test_texts import bring, decisions, open_vote, told, vote, write

TEXT = "We meet every second Tuesday and keep what we promise."


async def agree(table: Played, **scores: int) -> None:
    """A document that binds the organisations is voted on."""
    await bring(table, "The operating document", "Operating document", binds="Yes")
    await write(table, TEXT)
    await open_vote(table, 48, "Operating document")
    await vote(table, "Operating document", **scores)


def director(table: Played, name: str = "Director") -> Player:
    return table.stage.player(name)


def waiting(table: Played) -> set[str]:
    """The people whose organisation still has to confirm."""
    return {name for name, player in table.people.items() if "Please pass this link" in player.has_read()}


async def confirm(table: Played, name: str) -> Player:
    somebody = director(table, f"Boss of {name}")
    await somebody.opens(table[name].link_for("Operating document"))
    await somebody.presses("I confirm")
    return somebody


@pytest.fixture
async def agreed(mapping: Played) -> Played:
    """Clementine does the work, Marigold represents: neither can commit an organisation."""
    for name, player in mapping.people.items():
        await player.presses("Rules and policy")
        await player.presses("Done")
        await player.presses("No" if name in ("Clementine", "Marigold") else "Yes")
        await player.presses("Yes" if name == "Clementine" else "No")
        await player.presses("No")
        await player.says(f"{name} misses somebody who counts")
    await agree(mapping)
    return mapping


async def test_it_waits_for_those_who_can_commit_and_the_group_hears_only_how_many(agreed: Played) -> None:
    tally = agreed.find(Tally)[-1]
    assert (tally.outcome, len(tally.to_confirm)) == ("passed_provisional", 2)
    assert agreed.one(Round, topic="document").state == "provisional"
    assert waiting(agreed) == {"Clementine", "Marigold"}
    announced = next(m.words for m in agreed.in_group() if "still confirm" in m.words)
    assert "2 organisations still confirm it" in announced
    assert "College" not in announced
    assert "Assembly" not in announced


async def test_the_last_confirmation_ratifies(agreed: Played) -> None:
    seats = len(agreed.find(Seat))
    boss = await confirm(agreed, "Clementine")
    assert "Alder Technical College has confirmed: 1 of 2" in boss.has_read()
    assert TEXT in boss.has_read()
    assert "Alder Technical College has confirmed “Operating document”. 1 of 2" in agreed.group_text()
    assert agreed.one(Round, topic="document").state == "provisional"
    assert told(agreed)[-1]["outcome"] == "passed, 1 of 2 confirmations are in"
    await confirm(agreed, "Marigold")
    assert agreed.one(Round, topic="document").state == "ratified"
    assert "everyone has confirmed" in agreed.group_text()
    assert len(agreed.find(Seat)) == seats
    assert "Boss of" not in agreed.group_text()
    assert [c.cycle for c in agreed.find(Confirmation)] == [1, 1]
    document = decisions(agreed)[-1]
    assert (document["what"], document["commits_organisations"]) == ("document", True)
    assert (document["state"], document["ratified_cycle"]) == ("ratified", 1)
    confirmed = [c["organisation"] for c in document["confirmations"]]
    assert confirmed == document["rounds"][0]["confirmations_needed"]
    await agreed.wait(days=15)
    assert agreed.one(Round, topic="document").state == "ratified"


async def test_a_link_works_once_and_can_be_had_anew(agreed: Played) -> None:
    first = agreed["Marigold"].link_for("Operating document")
    await agreed["Marigold"].says("/table")
    await agreed["Marigold"].presses("Link to confirm: Operating document")
    somebody = director(agreed)
    await somebody.opens(first)
    assert "does not work any more" in somebody.reads()
    await confirm(agreed, "Marigold")
    await somebody.opens(agreed["Marigold"].link_for("Operating document"))
    assert "does not work any more" in somebody.reads()
    assert sum(c.confirmed_at is not None for c in agreed.find(Confirmation)) == 1
    await agreed["Marigold"].says("/table")
    message = agreed.stage.bot_messages(agreed["Marigold"].user)[-1]
    assert not any("Link to confirm" in b.text for b in message.buttons)


async def test_who_cannot_commit_cannot_confirm(agreed: Played) -> None:
    link = agreed["Marigold"].link_for("Operating document")
    for player in (agreed["Marigold"], agreed["Ottilie"], agreed.lena, agreed.carl):
        await player.opens(link)
        assert "somebody who can commit Mill Towns Assembly" in player.has_read()
    round_ = agreed.one(Round, topic="document")
    await forges(agreed, agreed["Ottilie"], f"confirm_link:{round_.id}")
    assert "has done its work" in (toast(agreed, agreed["Ottilie"]) or "")
    assert not any(c.confirmed_at for c in agreed.find(Confirmation))


async def test_thinking_it_over_keeps_the_link(agreed: Played) -> None:
    somebody = director(agreed)
    await somebody.opens(agreed["Marigold"].link_for("Operating document"))
    await somebody.says("What is this?")
    await somebody.presses("No, thank you")
    assert "The link stays open" in somebody.has_read()
    await somebody.opens(agreed["Marigold"].link_for("Operating document"))
    await somebody.presses("I confirm")
    assert sum(c.confirmed_at is not None for c in agreed.find(Confirmation)) == 1


async def test_after_fourteen_days_it_is_parked(agreed: Played) -> None:
    await confirm(agreed, "Clementine")
    link = agreed["Marigold"].link_for("Operating document")
    somebody = director(agreed)
    await somebody.opens(link)
    await agreed.wait(days=14)
    assert agreed.one(Round, topic="document").state == "parked"
    assert "1 of 2 organisations confirmed it in time" in agreed.group_text()
    await somebody.presses("I confirm")
    assert agreed.one(Round, topic="document").state == "parked"
    assert all(i.revoked for i in agreed.find(Invitation, role="confirmer"))


async def test_it_can_be_taken_back_while_it_waits(agreed: Played) -> None:
    link = agreed["Marigold"].link_for("Operating document")
    await agreed.lena.says("/table")
    await agreed.lena.presses("End: Operating document")
    await agreed.lena.presses("Take it back")
    assert agreed.one(Round, topic="document").state == "withdrawn"
    somebody = director(agreed)
    await somebody.opens(link)
    assert "does not work any more" in somebody.reads()


async def test_links_of_an_organisation_and_of_a_confirmation_live_apart(agreed: Played) -> None:
    await agreed.lena.says("/table")
    await agreed.lena.presses("Join links")
    await agreed.lena.presses("Mill Towns Assembly")
    await confirm(agreed, "Marigold")
    assert sum(c.confirmed_at is not None for c in agreed.find(Confirmation)) == 1
