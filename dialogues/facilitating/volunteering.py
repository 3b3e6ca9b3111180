"""Somebody offers to facilitate a table that nobody can; more than half of the voting organisations agree by a tap.

The invitation behind it has no use left until they do, so that nobody takes the role without the table.
"""

from __future__ import annotations

from dataclasses import replace

from dialogues import house_rules, links
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.facilitating import team, vacancy
from dialogues.model import Backing, Invitation, Person, Role, Seat, Table
from dialogues.pressing import Press, Stale


def offer_oneself(ctx: Context, press: Press) -> None:
    """A member's press in the group: table."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    if seat is None or not team.is_vacant(ctx, table):
        raise Stale
    links.revoke(ctx, for_seat=seat.id)
    offer = links.invite(ctx, table, Role.FACILITATOR, for_seat=seat.id)
    offer = ctx.repository.put(replace(offer, uses_left=0))
    if ctx.casts_vote(seat):
        _agree(ctx, table, offer, seat)
    ctx.answer_press(press.person.language, "toasts.kept")
    _go_on(ctx, table, offer, anew=True)


def back(ctx: Context, press: Press) -> None:
    """A voice agrees for its organisation: the offer."""
    offer = ctx.repository.get(Invitation, press.number(0))
    table = ctx.repository.get(Table, offer.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or not _stands(ctx, table, offer):
        raise Stale
    _agree(ctx, table, offer, seat)
    ctx.answer_press(press.person.language, "toasts.kept")
    _go_on(ctx, table, offer)


def _stands(ctx: Context, table: Table, offer: Invitation) -> bool:
    """Whether somebody offered this themselves, still sits here, and nobody else has come meanwhile."""
    if offer.role != Role.FACILITATOR.value or offer.for_seat is None or offer.uses_left:
        return False
    fresh = not offer.revoked and offer.expires_at > ctx.now
    return fresh and ctx.repository.get(Seat, offer.for_seat).present and team.is_vacant(ctx, table)


def _agree(ctx: Context, table: Table, offer: Invitation, seat: Seat) -> None:
    about = {"invitation_id": offer.id, "organisation_id": seat.organisation_id or 0}
    if ctx.repository.first(Backing, **about) is None:
        ctx.repository.add(Backing(table_id=table.id, seat_id=seat.id, said_at=ctx.now, **about))


def _go_on(ctx: Context, table: Table, offer: Invitation, *, anew: bool = False) -> None:
    """Redraws the count; with enough of them the offer is taken up."""
    voting = {o.id for o in ctx.voting_organisations(table)}
    agreed = {b.organisation_id for b in ctx.repository.find(Backing, invitation_id=offer.id)} & voting
    seat = ctx.repository.get(Seat, offer.for_seat or 0)
    enough = len(agreed) > house_rules.ROUTINE_QUORUM.value * len(voting)
    ctx.say_to_group(
        table,
        "facilitating.volunteers",
        offers=[] if enough else [[Offer("buttons.we_agree", Pressing("back", (offer.id,)))]],
        key=f"volunteer:{offer.id}",
        anew=anew,
        name=team.name_of(ctx, seat),
        organisation=ctx.organisation_name(seat.organisation_id),
        n=len(agreed),
        m=len(voting),
        enough=enough,
    )
    if enough:
        ctx.repository.put(replace(offer, revoked=True))
        vacancy.fill(ctx, ctx.repository.get(Person, seat.person_id), table)
