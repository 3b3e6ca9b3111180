"""Who facilitates a table, and one message of the group that says so."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import links
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Invitation, Person, Role, Seat, Table


def seats(ctx: Context, table: Table) -> list[Seat]:
    """The seats that facilitate now."""
    return [s for s in ctx.seats(table) if Role.FACILITATOR.value in s.roles]


def is_one(seat: Seat | None) -> bool:
    """Whether this seat facilitates now."""
    return seat is not None and seat.present and Role.FACILITATOR.value in seat.roles


def others(ctx: Context, table: Table, seat: Seat) -> list[Seat]:
    """Who facilitates besides."""
    return [s for s in seats(ctx, table) if s.id != seat.id]


def name_of(ctx: Context, seat: Seat) -> str:
    """The name of whoever sits there."""
    return ctx.repository.get(Person, seat.person_id).name


def key(table: Table) -> str:
    """The name of the group's message."""
    return f"facilitators:{table.id}"


def tell_group(
    ctx: Context, table: Table, *, came: Person | None = None, gone: Sequence[str] = (), anew: bool = False
) -> None:
    """Who facilitates. It is redrawn where it stands; who sees more than before is said at the end of the chat."""
    ctx.say_to_group(
        table,
        "facilitating.in_group",
        key=key(table),
        anew=anew,
        names=[p.name for p in ctx.people_in(table, Role.FACILITATOR)],
        came=came.name if came else None,
        gone=", ".join(gone),
    )


def offers(ctx: Context, table: Table) -> list[Invitation]:
    """The links and offers by which somebody could come to facilitate, as long as they work."""
    found = ctx.repository.find(Invitation, table_id=table.id, role=Role.FACILITATOR.value, revoked=False)
    return [i for i in found if links.works(ctx, i)]


def is_vacant(ctx: Context, table: Table) -> bool:
    """Whether nobody who facilitates can be written to. Before it is set up, the first may not have come yet."""
    found = ctx.people_in(table, Role.FACILITATOR)
    if table.lifecycle in ("draft", "adjourned"):
        return not found
    return not any(p.reachable for p in found)


def naming_offer(table: Table) -> Offer:
    """The button by which whoever coordinates names somebody."""
    return Offer("buttons.name_facilitator", Pressing("name_facilitator", (table.id,)))
