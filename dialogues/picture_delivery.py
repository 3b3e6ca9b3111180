"""Pictures on their way to people: to the group what the table may see, to facilitators what only they may."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import escape

from dialogues import record
from dialogues.context import Context
from dialogues.effects import SendFile, ToGroup, ToPerson
from dialogues.model import Person, Role, Table
from dialogues.pictures.drawing import Drawing, Record
from dialogues.pictures.interest_map import interest_map


class NotForHere(PermissionError):
    """A facilitator's picture was about to go to somebody else. Draw the one for the table instead."""


def map_accepted(ctx: Context, table: Table) -> None:
    """The interest map, to the group and (with the representatives) to each facilitator."""
    of_now = _record(ctx, table)
    to_group(ctx, table, interest_map(of_now, table.languages[0]))
    for person in ctx.people_in(table, Role.FACILITATOR):
        to_facilitator(ctx, person, table, interest_map(of_now, person.language, for_facilitator=True))


def _record(ctx: Context, table: Table) -> Record:
    return record.record_of(ctx.repository, table, ctx.now, source="export")


def to_group(ctx: Context, table: Table, drawing: Drawing) -> None:
    """A picture for everybody at the table; raises `NotForHere` for a facilitator's one."""
    if drawing.for_facilitator:
        raise NotForHere(str(NotForHere.__doc__))
    if table.group_reachable:
        _send(ctx, ToGroup(table_id=table.id), table, drawing)


def to_facilitator(ctx: Context, person: Person, table: Table, drawing: Drawing) -> None:
    """A picture for one facilitator, in private."""
    seat = ctx.seat_of(person, table)
    if seat is None or Role.FACILITATOR.value not in seat.roles:
        raise NotForHere(str(NotForHere.__doc__))
    if person.reachable:
        _send(ctx, ToPerson(person_id=person.id), table, drawing)


def to_coordinators(ctx: Context, table: Table, people: Sequence[Person], drawing: Drawing) -> None:
    """A picture for coordinators, in private; raises `NotForHere` for a facilitator's one."""
    if drawing.for_facilitator:
        raise NotForHere(str(NotForHere.__doc__))
    for person in people:
        if person.reachable:
            _send(ctx, ToPerson(person_id=person.id), table, drawing)


def _send(ctx: Context, to: ToGroup | ToPerson, table: Table, drawing: Drawing) -> None:
    """With the whole picture in words as its caption, for whoever cannot see it."""
    words = f"<b>{escape(drawing.title)}</b>\n{escape(drawing.alt)}"
    chat = f"person:{to.person_id}" if isinstance(to, ToPerson) else "group"
    ctx.effects.append(
        SendFile(
            to=to,
            paper="picture",
            data={"name": drawing.name, "data": drawing.data},
            language=drawing.language,
            file_name=f"{file_name(drawing.title)}.png",
            caption=words,
            instead=words,
            as_picture=True,
            key=f"picture:{drawing.name}:{table.id}:{chat}",
            table_id=table.id,
        )
    )


def file_name(title: str) -> str:
    """A title as the name of a file: letters, digits and hyphens."""
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-") or "picture"
