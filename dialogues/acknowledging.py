"""A voting representative says that the own role is known: one press, kept until the seat changes hands."""

from __future__ import annotations

from dialogues import guards_of_trust
from dialogues.context import Context
from dialogues.disagreeing import voice_at
from dialogues.model import RoleAcknowledgement, Seat, Table
from dialogues.pressing import Press


def knows_role(ctx: Context, table: Table, seat: Seat) -> bool:
    """Whether this seat's organisation has acknowledged its role."""
    return seat.organisation_id in guards_of_trust.roles_known(ctx, table)


def acknowledge(ctx: Context, press: Press) -> None:
    """The button of a representative's panel."""
    table = ctx.repository.get(Table, press.number(0))
    seat = voice_at(ctx, press.person, table)
    if not knows_role(ctx, table, seat):
        ctx.repository.add(
            RoleAcknowledgement(
                table_id=table.id, organisation_id=seat.organisation_id or 0, seat_id=seat.id, at=ctx.now
            )
        )
    ctx.answer_press(press.person.language, "toasts.role_known")
