"""Pictures on their way to people: to the group what the table may see, to facilitators what only they may."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import escape

from dialogues import record
from dialogues.context import Context
from dialogues.effects import SendFile, ToGroup, ToPerson
from dialogues.model import Person, Role, Table
from dialogues.pictures.coordinators_page import as_of, coordinators_page
from dialogues.pictures.drawing import Drawing, Record
from dialogues.pictures.indicator_curve import indicator_curve
from dialogues.pictures.interest_map import interest_map
from dialogues.pictures.participation import participation
from dialogues.pictures.problem_solving_cycle import problem_solving_cycle
from dialogues.pictures.trust_cycle import trust_cycle

LETTER_ZONES = ("America/", "US/", "Canada/", "Mexico/", "Pacific/Honolulu", "Asia/Manila")
A4_ZONES = (
    "America/Argentina", "America/Asuncion", "America/Buenos_Aires", "America/Guayaquil", "America/La_Paz",
    "America/Lima", "America/Montevideo", "America/Sao_Paulo",
)  # fmt: skip


class NotForHere(PermissionError):
    """A facilitator's picture was about to go to somebody else. Draw the one for the table instead."""


def map_accepted(ctx: Context, table: Table) -> None:
    """The interest map, to the group and (with the representatives) to each facilitator."""
    of_now = _record(ctx, table)
    to_group(ctx, table, interest_map(of_now, table.languages[0]))
    for person in ctx.people_in(table, Role.FACILITATOR):
        to_facilitator(ctx, person, table, interest_map(of_now, person.language, for_facilitator=True))


def before_the_summary(ctx: Context, person: Person, table: Table, cycle: int) -> None:
    """What a facilitator looks at before a summary goes: trust, strengths, the curve, who was heard."""
    of_now = as_of(_record(ctx, table), cycle)
    language = person.language
    drawings = (
        trust_cycle(of_now, language),
        problem_solving_cycle(of_now, language),
        indicator_curve(of_now, language),
        participation(of_now, language),
    )
    for drawing in drawings:
        if drawing is not None:
            to_facilitator(ctx, person, table, drawing)


def summary_page(
    ctx: Context, table: Table, people: Sequence[Person], cycle: int, languages: Sequence[str]
) -> None:
    """The summary of a cycle as one page for print, in each of these languages, to coordinators."""
    of_now = _record(ctx, table)
    for language in languages:
        page = coordinators_page(of_now, cycle, language)
        caption = str(escape(page.title))
        for person in (p for p in people if p.reachable):
            ctx.effects.append(
                SendFile(
                    to=ToPerson(person_id=person.id),
                    paper="coordinators_page",
                    data={"paper": sheet(table.time_zone), "data": page.data},
                    language=page.language,
                    file_name=f"{file_name(page.title)}.pdf",
                    caption=caption,
                    instead=ctx.text(person.language, "picture.no_page", table.time_zone, title=page.title),
                    key=f"page:{table.id}:{cycle}:{language}:{person.id}",
                    table_id=table.id,
                )
            )


def sheet(time_zone: str) -> str:
    """The size of paper that is usual where the table is."""
    letter = time_zone.startswith(LETTER_ZONES) and not time_zone.startswith(A4_ZONES)
    return "us-letter" if letter else "a4"


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
