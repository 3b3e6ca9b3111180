"""Reading and signing the operating document: everybody at the table reads it, representatives sign it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from dialogues import document_changes, signed_texts, structure_facts
from dialogues.checks.leverage import SECTIONS
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer, in_two_columns
from dialogues.disagreeing import voice_at
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Seat, Signature, Table
from dialogues.operating_document import standing
from dialogues.pressing import Press, Stale


def offers(ctx: Context, table: Table, seat: Seat) -> list[list[Offer]]:
    """A representative's buttons once there is a document: read it, and sign it where that is open."""
    paper = structure_facts.document(ctx.repository, table)
    if paper is None:
        return []
    found = [[Offer("buttons.read_document", Pressing("read", (table.id, 0)))]]
    if seat.organisation_id not in structure_facts.signed_by(ctx.repository, table):
        found.append([Offer("buttons.sign", Pressing("sign", (table.id, paper.edition)))])
    return found


def read(ctx: Context, press: Press) -> None:
    """The document: its sections as buttons (0), or one section's text (1 to 12)."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    place = press.number(1)
    if seat is None or place > len(SECTIONS):
        raise Stale
    if place == 0:
        _contents(ctx, press.person, table, seat)
        return
    name = SECTIONS[place - 1]
    written = structure_facts.sections(ctx.repository, table).get(name)
    if written is None:
        raise Stale
    title = ctx.label(press.person.language, f"sections.{name}")
    back = Offer("buttons.read_document", Pressing("read", (table.id, 0)))
    ctx.say_to(
        press.person, "document.section", table=table, offers=[[back]], section=title, text=written.text
    )


def _contents(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    written = structure_facts.sections(ctx.repository, table)
    rows = [
        Offer(
            ctx.label(person.language, f"sections.{name}"), Pressing("read", (table.id, place)), literal=True
        )
        for place, name in enumerate(SECTIONS, start=1)
        if name in written
    ]
    own = [row for row in offers(ctx, table, seat)[1:] if seat.holds_vote]
    ctx.say_to(
        person,
        "document.contents",
        table=table,
        offers=[*in_two_columns(rows), *document_changes.offer(ctx, table), *own],
        more=standing(ctx, table),
    )


def sign(ctx: Context, press: Press) -> None:
    """A representative signs for the organisation: table, and the version that the button was shown for."""
    table = ctx.repository.get(Table, press.number(0))
    seat = voice_at(ctx, press.person, table)
    paper = structure_facts.document(ctx.repository, table)
    if paper is None:
        raise Stale
    if paper.edition != press.number(1):
        ctx.answer_press(press.person.language, "toasts.document_changed")
        return
    organisation = seat.organisation_id or 0
    content_hash = signed_texts.keep(ctx, table)
    if organisation not in structure_facts.signed_by(ctx.repository, table):
        ctx.repository.add(
            Signature(
                table_id=table.id,
                organisation_id=organisation,
                seat_id=seat.id,
                edition=paper.edition,
                signed_at=ctx.now,
                content_hash=content_hash,
            )
        )
    signed = structure_facts.signed_by(ctx.repository, table)
    names = [ctx.organisation_name(o) for o in signed]
    said: dict[str, GroupSafe] = {
        "version": structure_facts.version(ctx.repository, table),
        "n": len(names),
        "left": len(structure_facts.unsigned(ctx.repository, table)),
        "code": signed_texts.short(content_hash),
        "on": ctx.now.astimezone(ZoneInfo(table.time_zone)).date(),
    }
    key = f"signed:{table.id}:{paper.edition}"
    ctx.say_to_group(table, "document.signed", key=key, names=names, more=said)
    ctx.say_to(press.person, "document.signed", table=table, names=names, more=said)
