"""Who takes a role at a table, and who gives one back. A seat can hold several; without any it ends."""

from __future__ import annotations

from dataclasses import replace

from dialogues.context import Context, with_role
from dialogues.model import Person, Role, Seat, Table


def take(ctx: Context, person: Person, table: Table, role: Role) -> Seat:
    """Gives a person a role at a table, on the seat they have or a new one; that one coordinates is announced.

    Who facilitates is told the group by `dialogues.facilitating.team`, which names whose place it is.
    """
    seat = ctx.seat_of(person, table)
    if role is Role.COORDINATOR and (seat is None or role.value not in seat.roles):
        _announce(ctx, person, table)
    if seat is not None:
        return ctx.repository.put(replace(with_role(seat, role), consented_at=seat.consented_at or ctx.now))
    gone = ctx.repository.first(Seat, table_id=table.id, person_id=person.id)
    fresh = Seat(
        table_id=table.id,
        person_id=person.id,
        roles=(role.value,),
        consented_at=ctx.now,
        joined_at=ctx.now,
    )
    return ctx.repository.put(replace(fresh, id=gone.id)) if gone else ctx.repository.add(fresh)


def have_agreed(ctx: Context, table: Table) -> bool:
    """Whether members have agreed to who sees what: they hear of whoever sees more from now on."""
    return any(s.consented_at is not None and Role.MEMBER.value in s.roles for s in ctx.seats(table))


def _announce(ctx: Context, person: Person, table: Table) -> None:
    """Who joins later reads it on joining."""
    if have_agreed(ctx, table):
        ctx.say_to_group(table, "joining.wider_view", name=person.name)


def give_back(ctx: Context, seat: Seat, role: Role) -> Seat:
    """The seat without a role; one that then has no part at the table ends."""
    left = tuple(held for held in seat.roles if held != role.value)
    if left:
        return ctx.repository.put(replace(seat, roles=left))
    return ctx.repository.put(replace(seat, roles=(Role.MEMBER.value,), present=False))
