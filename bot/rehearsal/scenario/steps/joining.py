"""Somebody joins after the set-up, or takes a vote over (event membership)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.rehearsal.scenario.acting import Actor
from bot.rehearsal.scenario.filling import PASS, Picked, Replies, fill
from bot.rehearsal.scenario.happenings import Membership
from bot.rehearsal.scenario.nouns import Member
from bot.rehearsal.scenario.play import Play
from bot.rehearsal.scenario.steps.answering import (
    answer_all,
    close_round,
    end_introductions,
    open_round,
    own_replies,
    voice_replies,
)
from bot.rehearsal.scenario.steps.setting import (
    add_organisation,
    colleague_link,
    fresh_link,
    take_seat,
)
from dialogues.model import Organisation


async def changed(play: Play, event: Membership) -> None:
    """Plays one change; newcomers then catch up on what the others have answered."""
    member = play.scenario.member(event.member)
    if event.change != "observer_join":
        await end_introductions(play)
    match event.change:
        case "join_org":
            await _organisation_joins(play, event, member)
        case "replace_voting_rep":
            await _takes_over(play, event, member)
        case "observer_join":
            await _sits_beside(play, event, member)
    await catch_up(play, [member.id])


def _is_here(play: Play, org: str) -> bool:
    name = play.scenario.org(org).name
    with play.look() as repository:
        return any(o.name == name for o in repository.find(Organisation))


async def _organisation_joins(play: Play, event: Membership, member: Member) -> None:
    org = play.scenario.org(event.org)
    link = await fresh_link(play, org.id) if _is_here(play, org.id) else await add_organisation(play, org)
    await take_seat(play, member, link)
    play.cast.hands_over(org.id, member.id, None)


async def _takes_over(play: Play, event: Membership, member: Member) -> None:
    """The facilitator hands the seat on: to a colleague at the table, or by a link for one person."""
    leaves = event.leaves or ""
    await play.turns_to("seats")
    await play.does("seat", play.ours("s", leaves))
    question = play.facilitator.question("seat")
    colleague = f"c{play.ours('s', member.id)}" if member.id in play.cast.seated else None
    if question is not None and colleague in question.picks():
        await fill(play.facilitator, "seat", {"how": Picked(colleague or "")})
    else:
        await fill(play.facilitator, "seat", {"how": Picked("link")})
        await take_seat(play, member, play.facilitator.newest_link())
    play.cast.hands_over(event.org, member.id, leaves)


async def _sits_beside(play: Play, event: Membership, member: Member) -> None:
    org = play.scenario.org(event.org)
    if not _is_here(play, org.id):
        await add_organisation(play, org)
    await take_seat(play, member, await colleague_link(play, org.id))


async def catch_up(play: Play, newcomers: Iterable[str]) -> None:
    """Newcomers answer what was asked before they came, if the panel says that some have to.

    A hope and a worry they tell when they are introduced.
    """
    if await play.offers("open_catch_up") is None:
        return
    id = await open_round(play, "catch_up")
    people: dict[Actor, Replies] = {}
    for member in newcomers:
        actor, said = play.cast[member], play.scenario.member(member)
        if actor is play.cast.voice(said.org):
            people[actor] = voice_replies(play, said)
        else:
            people[actor] = {**own_replies(said), "T10": PASS}
    await answer_all(play, people, others=PASS)
    await close_round(play, id)
