"""The role is offered to somebody at the table, who answers in private; nobody else can use the offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import links
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.facilitating import accepting, team
from dialogues.forms import Choice
from dialogues.model import Invitation, Person, Role, Seat, Table
from dialogues.pressing import Press, Stale

YES, NO = "yes", "no"


def candidates(ctx: Context, table: Table) -> list[Seat]:
    """Who could be asked: who has agreed to sit here, can be written to, and does not facilitate."""
    found = [s for s in ctx.seats(table) if s.consented_at is not None and not team.is_one(s)]
    return [s for s in found if ctx.repository.get(Person, s.person_id).reachable]


def choices(ctx: Context, table: Table) -> Sequence[Choice]:
    """A button for each of them, with the organisation."""
    return [Choice(str(s.id), _label(ctx, s), literal=True) for s in candidates(ctx, table)]


def _label(ctx: Context, seat: Seat) -> str:
    name = team.name_of(ctx, seat)
    return name if seat.organisation_id is None else f"{name} · {ctx.organisation_name(seat.organisation_id)}"


def make(ctx: Context, table: Table, seat_id: int, by: Person, *, instead_of: Seat | None = None) -> Seat:
    """Asks somebody in private; an earlier offer to the same seat ends. Raises `Stale` where they can't be."""
    seat = next((s for s in candidates(ctx, table) if s.id == seat_id), None)
    if seat is None:
        raise Stale
    links.revoke(ctx, for_seat=seat.id)
    replaced = instead_of.id if instead_of is not None else None
    offer = links.invite(ctx, table, Role.FACILITATOR, replaces_seat=replaced, for_seat=seat.id)
    person = ctx.repository.get(Person, seat.person_id)
    ctx.say_to(
        person,
        "facilitating.offered",
        table=table,
        offers=[
            [Offer("buttons.facilitate_yes", Pressing("take_role", (offer.id, YES)))],
            [Offer("buttons.facilitate_no", Pressing("take_role", (offer.id, NO)))],
        ],
        urgency=Urgency.NOTICE,
        key=_key(offer),
        by=by.name,
        hands_over=instead_of is not None,
        until=offer.expires_at,
    )
    return seat


def _key(offer: Invitation) -> str:
    return f"role_offer:{offer.id}"


def answer(ctx: Context, press: Press) -> None:
    """Whoever was asked says yes or no: the offer, the answer."""
    offer = ctx.repository.get(Invitation, press.number(0))
    table = ctx.repository.get(Table, offer.table_id)
    if offer.role != Role.FACILITATOR.value or not links.works(ctx, offer):
        raise Stale
    match press.word(1):
        case "yes":
            ctx.say_to(press.person, "facilitating.offer_taken", table=table, key=_key(offer))
            accepting.accept(ctx, press.person, table, offer)
        case "no":
            ctx.repository.put(replace(offer, revoked=True))
            ctx.say_to(press.person, "facilitating.offer_declined", table=table, key=_key(offer))
            _tell_declined(ctx, table, press.person)
        case _:
            raise Stale


def _tell_declined(ctx: Context, table: Table, person: Person) -> None:
    """Who facilitates hears it; where nobody can, whoever coordinates."""
    reached = [p for p in ctx.people_in(table, Role.FACILITATOR) if p.reachable]
    for listener in reached or ctx.people_in(table, Role.COORDINATOR):
        ctx.say_to(
            listener, "facilitating.told_declined", table=table, urgency=Urgency.NOTICE, name=person.name
        )
