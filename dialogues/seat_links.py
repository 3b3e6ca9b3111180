"""One seat as others see it: its button in a list, and the link with which somebody takes it over."""

from __future__ import annotations

from dialogues import links
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Invitation, Person, Role, Seat, Table


def seat_offer(ctx: Context, table: Table, seat: Seat, action: str = "seat") -> Offer:
    """The button of one seat; ★ marks who speaks for the organisation."""
    name = ctx.repository.get(Person, seat.person_id).name
    mark = " ★" if seat.holds_vote else ""
    label = f"{name}{mark} · {ctx.organisation_name(seat.organisation_id)}"
    return Offer(label, Pressing("go", (table.id, action, seat.id)), literal=True)


def send_link(ctx: Context, person: Person, table: Table, seat: Seat) -> Invitation:
    """A link for one person, who takes this seat on sitting down; an earlier one for the same seat dies."""
    links.revoke(ctx, replaces_seat=seat.id, role=Role.MEMBER.value)
    invitation = links.invite(
        ctx, table, Role.MEMBER, seat.organisation_id, voice=seat.holds_vote, replaces_seat=seat.id
    )
    ctx.say_to(
        person,
        "seats.link",
        table=table,
        name=ctx.repository.get(Person, seat.person_id).name,
        organisation=ctx.organisation_name(seat.organisation_id),
        link=links.link(ctx, invitation),
        until=invitation.expires_at,
    )
    return invitation
