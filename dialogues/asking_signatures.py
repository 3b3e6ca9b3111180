"""Asks the organisations that have not signed the operating document to read it and to sign."""

from __future__ import annotations

from dialogues import document_changes, documents_panel, signed_texts, signing, structure_facts
from dialogues.context import Context
from dialogues.effects import Urgency
from dialogues.model import Organisation, Person, Seat, Table
from dialogues.operating_document import standing


def press(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button: a message to each voting representative whose organisation has not signed."""
    text = signed_texts.current(ctx.repository, table)
    unsigned = structure_facts.unsigned(ctx.repository, table) if text and text.texts else []
    if not unsigned:
        ctx.say_to(person, "document.nobody_to_ask", table=table)
        return
    asked = [one for organisation in unsigned for one in _voices(ctx, table, organisation)]
    for voice, seat in asked:
        _ask(ctx, voice, table, seat)
    reached = len({seat.organisation_id for _, seat in asked})
    ctx.say_to(person, "document.asked", table=table, n=reached, left=len(unsigned) - reached)


def _voices(ctx: Context, table: Table, organisation: Organisation) -> list[tuple[Person, Seat]]:
    """Who casts the organisation's vote, as far as the bot may write to them."""
    seats = [s for s in ctx.seats(table) if s.organisation_id == organisation.id and ctx.casts_vote(s)]
    found = [(ctx.repository.get(Person, seat.person_id), seat) for seat in seats]
    return [(person, seat) for person, seat in found if person.reachable]


def _ask(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    earlier = signed_texts.before(ctx.repository, table)
    ctx.say_to(
        person,
        "document.asked_to_sign",
        table=table,
        offers=[*document_changes.offer(ctx, table), *signing.offers(ctx, table, seat)],
        urgency=Urgency.NOTICE,
        more=standing(ctx, table),
        before=earlier.number if earlier else None,
    )
    documents_panel.send_to(ctx, person, table, "pdf", Urgency.NOTICE)
