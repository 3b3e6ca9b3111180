"""Join links: opaque, capped, expiring; seen and ended by the facilitator; in no log line and no metric."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.ingress.allowance import LINKS_AT_ONCE, Allowance
from bot.logs import set_up_logging
from bot.method import the_method
from bot.metrics import Metrics
from dialogues.model import Invitation, Organisation, Person, Seat, Table
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.bot.conftest import open_room

DEAD = "This link does not work any more. Please ask your facilitator for a new one."
COUNCIL = "Lake Alder Council"


async def to_links(table: Played) -> str:
    """The page of links on the facilitator's screen."""
    await table.lena.says("/table")
    await table.lena.presses("People")
    await table.lena.presses("Join links")
    return table.lena.reads()


async def fresh(table: Played) -> str:
    await to_links(table)
    await table.lena.presses(COUNCIL)
    return table.lena.link_for(COUNCIL)


async def test_the_facilitator_sees_what_works_and_ends_one(convened: Played) -> None:
    link = await fresh(convened)
    shown = await to_links(convened)
    assert f"{COUNCIL}: 5 more times" in shown
    token = link.partition("start=")[2]
    assert token not in shown
    await convened.lena.presses(f"End this link: {COUNCIL}")
    assert f"{COUNCIL}: " not in convened.lena.reads()
    assert convened.one(Invitation, token=token).revoked
    guest = convened.stage.player("Gus")
    await guest.opens(link)
    assert guest.reads() == DEAD
    again = await fresh(convened)
    await guest.opens(again)
    assert "Welcome to" in guest.reads()


async def test_a_link_ended_while_somebody_joins_gives_no_seat(convened: Played) -> None:
    link = await fresh(convened)
    guest = convened.stage.player("Gus")
    await guest.opens(link)
    await guest.presses("I agree")
    await to_links(convened)
    await convened.lena.presses(f"End this link: {COUNCIL}")
    seats = convened.find(Seat)
    await guest.presses("Yes")
    assert convened.find(Seat) == seats


@pytest.mark.parametrize("change", ["case", "cut", "more", "another", "used", "late"])
async def test_whatever_is_no_working_link_is_answered_with_what_to_do(convened: Played, change: str) -> None:
    link = await fresh(convened)
    start, token = link.split("start=")
    other = {"case": token.swapcase(), "cut": token[:-1], "more": f"{token}x", "another": "x" * 64}.get(
        change, token
    )
    if change == "used":
        guests = [convened.stage.player(f"Guest {n}") for n in range(5)]
        for guest in guests:
            await guest.opens(link)
            for label in ("I agree", "Yes", "I do the work"):
                await guest.presses(label)
    if change == "late":
        await convened.wait(days=31)
    guest = convened.stage.player("Gus")
    await guest.opens(f"{start}start={other}")
    assert guest.reads() == DEAD
    person = convened.one(Person, telegram_id=guest.user.id)
    assert convened.find(Seat, person_id=person.id) == []


def invitation(table: Played, **other: Any) -> Invitation:
    """One that works, put there as another part of the method would leave it."""
    until = table.room.clock.now() + timedelta(days=5)
    about: dict[str, Any] = {"table_id": 1, "role": "member", "token": "t" * 22, "uses_left": 3}
    return Invitation(**{**about, "expires_at": until, **other})


async def test_links_of_another_table_are_neither_seen_nor_ended_here(convened: Played) -> None:
    await acts.stands(
        convened,
        Table(name="Elsewhere", chat_id=-1009),
        Organisation(table_id=2, name="Far Away Works", name_key="far away works", sector="health"),
    )
    there = convened.one(Organisation, name="Far Away Works")
    await acts.stands(convened, invitation(convened, table_id=2, organisation_id=there.id))
    assert "Far Away Works" not in await to_links(convened)
    (one,) = convened.find(Invitation, table_id=2)
    await acts.forges(convened, convened.lena, f"go:1:end_link:{one.id}")
    await acts.forges(convened, convened.lena, f"go:2:end_link:{one.id}")
    assert not convened.one(Invitation, id=one.id).revoked


async def test_what_was_offered_to_one_seat_is_no_link_for_whoever_opens_it(convened: Played) -> None:
    seat = convened.find(Seat)[-1]
    offered = invitation(convened, role="facilitator", uses_left=1, for_seat=seat.id)
    await acts.stands(convened, offered)
    guest = convened.stage.player("Gus")
    await guest.starts(offered.token)
    assert guest.reads() == DEAD


async def test_a_link_to_a_table_that_has_ended_opens_nothing(convened: Played) -> None:
    link = await fresh(convened)
    await acts.becomes(convened, replace(convened.find(Table)[0], lifecycle="adjourned"))
    guest = convened.stage.player("Gus")
    await guest.opens(link)
    assert guest.reads() == DEAD


async def test_the_role_stays_on_the_server(convened: Played) -> None:
    """A token says nothing: neither role nor organisation nor table, and no two are alike."""
    first, second = await fresh(convened), await fresh(convened)
    tokens = [one.token for one in convened.find(Invitation)]
    assert first != second
    assert len(set(tokens)) == len(tokens)
    assert all(len(token) >= 22 for token in tokens)
    left = {one.expires_at - convened.room.clock.now() for one in convened.find(Invitation)}
    assert max(left) <= timedelta(days=30)


async def test_who_tries_many_links_is_told_once_and_looked_at_no_more(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        guesser = room.person("Gus")
        async with room.bot(the_method(), allowance=Allowance(lambda: 0.0)) as bot:
            for number in range(LINKS_AT_ONCE + 5):
                room.world.start(guesser, f"guess{number}")
            await bot.settle()
        texts = room.texts(guesser)
        assert texts.count(DEAD) == LINKS_AT_ONCE
        assert len(texts) == LINKS_AT_ONCE + 1
        assert "many links one after the other" in texts[-1]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that is logged, as talkative as it gets."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging("DEBUG", "text")
    heard = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(heard)
    yield heard
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_no_link_stands_in_a_log_line_or_a_metric(convened: Played, lines: io.StringIO) -> None:
    link = await fresh(convened)
    token = link.partition("start=")[2]
    guest = convened.stage.player("Gus")
    await guest.opens(link)
    await guest.presses("I agree")
    await guest.says(f"/start {token[:-1]}")
    await guest.says(f"/start {token} {token}")
    with convened.bot.reading() as connection:
        metrics = Metrics().shown(connection, ()).decode()
    heard = lines.getvalue()
    assert "decided" in heard
    for invitation in convened.find(Invitation):
        assert invitation.token not in heard
        assert invitation.token not in metrics
