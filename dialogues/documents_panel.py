"""The documents of a table, a button each: to everybody its agreement and days, to facilitators its record.

Who may have what is looked at when the button is pressed, not when it was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from markupsafe import escape

from dialogues import dates_of_table, picture_delivery, signed_texts, structure_facts
from dialogues.checks.leverage import SECTIONS
from dialogues.context import Context, Offer, in_two_columns
from dialogues.effects import FileValue, SendFile, ToPerson, Urgency
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Role, Seat, Table
from dialogues.pictures import gallery
from dialogues.pressing import Press, Stale, require
from dialogues.printing_documents import printed_table
from dialogues.record import record_of
from dialogues.sessions import minutes
from dialogues.trail import exported

Data = Mapping[str, FileValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a file is made of, the language it speaks, and the words (HTML) that tell the same."""

    data: Data
    language: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One kind of file. `paper` is its name in `bot.documents.papers`; `order` gives None where there is none."""

    paper: str
    file_name: str
    order: Callable[[Context, Person, Table], Order | None]
    for_all: bool = False


def offer(table: Table) -> Offer:
    """The button on the panel of everybody at the table."""
    return Offer("buttons.documents", Pressing("documents", (table.id,)))


def show(ctx: Context, press: Press) -> None:
    """The list of what this person may have of a table."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    if seat is None:
        raise Stale
    ctx.say_to(
        press.person,
        "documents.listed",
        table=table,
        offers=in_two_columns(offers(ctx, table, seat)),
        facilitates=_facilitates(seat),
        begun=is_begun(ctx, table),
    )


def is_begun(ctx: Context, table: Table) -> bool:
    """Whether the operating document has been begun."""
    return structure_facts.document(ctx.repository, table) is not None


def offers(ctx: Context, table: Table, seat: Seat) -> list[Offer]:
    """A button for each file that whoever sits here may have."""
    facilitates, begun = _facilitates(seat), is_begun(ctx, table)
    names = [
        name
        for name, document in DOCUMENTS.items()
        if (facilitates or document.for_all) and (begun or name not in OF_DOCUMENT)
    ]
    rows = [
        Offer(f"buttons.paper_{name}", Pressing("paper", (table.id, name)))
        for name in [*names, *([PICTURES] if facilitates else [])]
    ]
    return [*rows, *minutes.kept_offers(ctx, table)]


def _facilitates(seat: Seat) -> bool:
    return Role.FACILITATOR.value in seat.roles


def send(ctx: Context, press: Press) -> None:
    """One file, to the person who pressed: table, which."""
    table, name = ctx.repository.get(Table, press.number(0)), press.word(1)
    if name == PICTURES:
        _send_pictures(ctx, press.person, table)
        return
    if name not in DOCUMENTS:
        raise Stale
    if not DOCUMENTS[name].for_all:
        require(ctx, press.person, table, Role.FACILITATOR)
    elif ctx.seat_of(press.person, table) is None:
        raise Stale
    if not send_to(ctx, press.person, table, name):
        raise Stale


def _send_pictures(ctx: Context, person: Person, table: Table) -> None:
    """All pictures of the table, to a facilitator, each with its words."""
    require(ctx, person, table, Role.FACILITATOR)
    record = record_of(ctx.repository, table, ctx.now, source="export")
    for drawing in gallery.drawings(record, person.language):
        picture_delivery.to_facilitator(ctx, person, table, drawing)


def send_to(ctx: Context, person: Person, table: Table, name: str, urgency: Urgency = Urgency.ANSWER) -> bool:
    """Orders a document for a person who may have it; False where the table has none of its kind."""
    document = DOCUMENTS[name]
    order = document.order(ctx, person, table)
    if order is None:
        return False
    ctx.effects.append(
        SendFile(
            to=ToPerson(person_id=person.id),
            paper=document.paper,
            data=order.data,
            language=order.language,
            file_name=document.file_name,
            caption=ctx.text(person.language, f"documents.{name}", table.time_zone, table=table.name),
            instead=order.instead,
            urgency=urgency,
            table_id=table.id,
        )
    )
    return True


# what each is made of


def _operating_document(ctx: Context, person: Person, table: Table) -> Order | None:
    data = printed_table(ctx.repository, table)
    if data is None:
        return None
    return Order(data=data, language=table.languages[0], instead=_in_words(ctx, person, table))


def _in_words(ctx: Context, person: Person, table: Table) -> str:
    """The whole document as a message."""
    text = signed_texts.current(ctx.repository, table)
    texts = text.texts if text else {}
    parts = [
        f"<b>{escape(ctx.label(person.language, f'sections.{name}'))}</b>\n{escape(texts[name])}"
        for name in SECTIONS
        if name in texts
    ]
    head = ctx.text(person.language, "documents.in_words", table.time_zone, table=table.name)
    return "\n\n".join([head, *parts])


def _calendar(ctx: Context, person: Person, table: Table) -> Order:
    days = dates_of_table.of_table(ctx, table, person.language)
    lines = [{"on": day.on, "title": day.title(person.language)} for day in days]
    return Order(
        data={
            "table": table.name,
            "made": ctx.now.isoformat(),
            "days": [day.as_json() for day in days],
        },
        language=person.language,
        instead=ctx.text(
            person.language, "documents.days_in_words", table.time_zone, table=table.name, days=lines
        ),
    )


def _record(ctx: Context, person: Person, table: Table) -> Order:
    return Order(
        data=record_of(ctx.repository, table, ctx.now, source="export"),
        language=person.language,
        instead=ctx.text(person.language, "documents.not_made", table.time_zone, table=table.name),
    )


def _spreadsheets(ctx: Context, person: Person, table: Table) -> Order:
    order = _record(ctx, person, table)
    return replace(order, data={**order.data, "changes": exported.rows(ctx.repository, table)})


PICTURES = "pictures"
OF_DOCUMENT = ("pdf", "docx", "text")
DOCUMENTS: dict[str, Document] = {
    "pdf": Document(
        paper="document_pdf", file_name="operating-document.pdf", order=_operating_document, for_all=True
    ),
    "docx": Document(
        paper="document_docx", file_name="operating-document.docx", order=_operating_document, for_all=True
    ),
    "text": Document(
        paper="document_text", file_name="operating-document.json", order=_operating_document, for_all=True
    ),
    "calendar": Document(paper="calendar", file_name="calendar.ics", order=_calendar, for_all=True),
    "record": Document(paper="record", file_name="record.json", order=_record),
    "spreadsheets": Document(paper="spreadsheets", file_name="record-csv.zip", order=_spreadsheets),
    "graphml": Document(paper="graphml", file_name="interest-map.graphml", order=_record),
    "kumu": Document(paper="kumu", file_name="interest-map.kumu.json", order=_record),
}
