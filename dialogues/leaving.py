"""A member leaves a table: the seat is vacant, what was said stays (docs/decisions/0020)."""

from __future__ import annotations

from dialogues import seating
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Seat, Table
from dialogues.pressing import Press, Stale


def offers(ctx: Context, person: Person) -> list[list[Offer]]:
    """A button for each table where the person sits for an organisation."""
    tables = [t for t in ctx.tables_of(person) if t.lifecycle != "adjourned"]
    return [[_offer("buttons.leave_table", t, "ask")] for t in tables if _seat(ctx, person, t) is not None]


def _offer(label: str, table: Table, what: str) -> Offer:
    return Offer(label, Pressing("leave", (table.id, what)), {"table": table.name})


def _seat(ctx: Context, person: Person, table: Table) -> Seat | None:
    seat = ctx.seat_of(person, table)
    return seat if seat is not None and seat.organisation_id is not None else None


def pressed(ctx: Context, press: Press) -> None:
    """A button about leaving: table, and what."""
    table = ctx.repository.get(Table, press.number(0))
    seat = _seat(ctx, press.person, table)
    if seat is None or press.group is not None or table.lifecycle == "adjourned":
        raise Stale
    match press.word(1):
        case "ask":
            ctx.say_to(
                press.person,
                "leaving.sure",
                table=table,
                offers=[[_offer("buttons.leave_now", table, "now")], [_offer("buttons.stay", table, "no")]],
                organisation=ctx.organisation_name(seat.organisation_id),
            )
        case "now":
            seating.leave(ctx, table, seat)
        case "no":
            ctx.say_to(press.person, "forgetting.kept")
        case _:
            raise Stale
