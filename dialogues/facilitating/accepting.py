"""Somebody comes to facilitate, by a link or an offer: beside others, or in place of one who hands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import roles
from dialogues.context import Context
from dialogues.facilitating import ending, handover_page, team
from dialogues.model import Invitation, Person, Role, Seat, Table


def accept(ctx: Context, person: Person, table: Table, invitation: Invitation) -> None:
    """Uses the invitation up; whose role it hands on loses the wider view at this moment."""
    ctx.repository.put(replace(invitation, uses_left=0, revoked=True))
    old = _handed_on(ctx, table, invitation, person)
    takes_over(ctx, person, table, [old] if old is not None else [])


def takes_over(ctx: Context, person: Person, table: Table, old: Sequence[Seat]) -> None:
    """The person facilitates from now on, in place of these seats; the group hears it once."""
    own = roles.take(ctx, person, table, Role.FACILITATOR)
    old = [seat for seat in old if seat.id != own.id]
    for seat in old:
        ending.ends(ctx, table, seat, successor=person)
    gone = [team.name_of(ctx, seat) for seat in old]
    team.tell_group(ctx, table, came=person, gone=gone, anew=True)
    ctx.say_to(person, "facilitating.you_facilitate", table=table)
    handover_page.show(ctx, person, table)
    for seat in team.seats(ctx, table):
        if seat.person_id != person.id:
            other = ctx.repository.get(Person, seat.person_id)
            ctx.say_to(other, "facilitating.told_came", table=table, name=person.name, gone=", ".join(gone))


def _handed_on(ctx: Context, table: Table, invitation: Invitation, person: Person) -> Seat | None:
    """The seat whose role this hands on, if it still facilitates and is not the person's own."""
    if invitation.replaces_seat is None:
        return None
    seat = ctx.repository.get(Seat, invitation.replaces_seat)
    return seat if team.is_one(seat) and seat.table_id == table.id and seat.person_id != person.id else None
