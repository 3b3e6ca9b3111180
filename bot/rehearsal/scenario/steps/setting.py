"""The table is set: the bot comes, somebody facilitates, a coordinator is bound, people take their seats."""

from __future__ import annotations

from bot.rehearsal.scenario.acting import Actor
from bot.rehearsal.scenario.filling import Given, Picked, Typed, fill
from bot.rehearsal.scenario.happenings import Membership
from bot.rehearsal.scenario.nouns import Member, Org
from bot.rehearsal.scenario.play import Play
from dialogues.inviting import SECTORS


async def open_table(play: Play) -> None:
    """From the empty group to an open table with facilitator and coordinator (set-up, 1)."""
    cast, said = play.cast, play.scenario
    play.hall.world.add_bot(cast.group, cast.facilitator.user)
    await play.quiet()
    await cast.facilitator.presses("facilitate", chat=cast.group)
    await cast.facilitator.starts("go")
    await play.quiet()
    await fill(
        cast.facilitator,
        "set_up",
        {
            "name": Picked("="),
            "zone": Given(said.time_zone),
            "languages": Picked(said.lang),
            "cycle": Given(str(said.cycle_length_days)),
            "start": Typed(said.start_date.isoformat()),
            "coordinator": Picked("link"),
        },
    )
    await _sits_down(cast.coordinator, cast.facilitator.newest_link(), {"consent": Picked("agree")})


async def add_organisation(play: Play, org: Org) -> str:
    """The facilitator adds an organisation, with or without a vote; gives the link for its first person."""
    facilitator = play.facilitator
    await play.does("organisation")
    await fill(facilitator, "organisation", {"name": Typed(org.name)})
    if facilitator.question("lookalike") is not None:
        await fill(facilitator, "lookalike", {"alike": Picked("other")})
    known = org.sector in SECTORS
    await fill(
        facilitator,
        "details",
        {
            "sector": Picked(org.sector) if known else Typed(org.sector),
            "grassroots": Picked("yes" if org.grassroots else "no"),
        },
    )
    link = facilitator.newest_link()
    if not org.voting:
        await play.does("no_vote", play.ours("o", org.id))
    return link


async def take_seat(play: Play, member: Member, link: str) -> None:
    """A person opens the link and says for whom and as what they come."""
    play.cast.comes(member.id)
    actor = play.cast[member.id]
    await _sits_down(
        actor,
        link,
        {
            "consent": Picked("agree"),
            "right": Picked("yes"),
            "type": Picked(member.claimed_rep_type),
        },
    )
    play.cast.sits(member.id)


async def _sits_down(actor: Actor, link: str, replies: dict[str, Picked]) -> None:
    await actor.opens(link)
    await actor.quiet()
    await fill(actor, "joining", replies)


async def seat_everybody(play: Play) -> None:
    """Organisations come with their people: each opens a link of their own (set-up, 2)."""
    for org in play.scenario.orgs:
        if org.joins_cycle is not None:
            continue
        link = await add_organisation(play, org)
        voice = play.scenario.representative(org.id)
        people = [m for m in play.scenario.members if m.org == org.id and m.active_at_mapping]
        for member in sorted(people, key=lambda m: m is not voice):
            await take_seat(play, member, link if member is voice else await colleague_link(play, org.id))


async def seat_latecomers(play: Play) -> list[str]:
    """Whoever was away when the map was drawn, and no event names, sits down without a vote (set-up, 7)."""
    named = {
        id
        for cycle in play.scenario.cycles
        for event in cycle.events
        if isinstance(event, Membership)
        for id in (event.member, event.leaves)
    }
    here = {o.id for o in play.scenario.orgs if o.joins_cycle is None}
    late = [
        m for m in play.scenario.members if not m.active_at_mapping and m.id not in named and m.org in here
    ]
    for member in late:
        await take_seat(play, member, await colleague_link(play, member.org))
    return [member.id for member in late]


async def colleague_link(play: Play, org: str) -> str:
    """A link for somebody who sits beside an organisation's representative."""
    await fresh_link(play, org)
    await play.does("colleague", play.ours("o", org))
    return play.facilitator.newest_link()


async def fresh_link(play: Play, org: str) -> str:
    """A link for one more person of an organisation; earlier ones stop working."""
    await play.turns_to("links")
    await play.does("link", play.ours("o", org))
    return play.facilitator.newest_link()
