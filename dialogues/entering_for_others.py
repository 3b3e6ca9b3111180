"""The facilitator's page of answers on behalf: choosing a seat, and telling in private whoever sits there."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from dialogues import asking, collecting, focus, on_behalf, paging
from dialogues.collecting import Collection
from dialogues.context import Context, Offer, shorten
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.model import Answer, Person, Said, Seat, Table
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale


def show(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The people whose answer is waited for and may be entered for them; the names are for facilitators only.

    `subject` is the page.
    """
    page = paging.page_of(_waiting(ctx, person, table), subject)
    offers = [[_offer(ctx, table, seat)] for seat in page.shown]
    offers += page.turning(lambda n: Pressing("go", (table.id, "on_behalf", n)))
    ctx.say_to_facilitator(
        person,
        "on_behalf.list",
        table=table,
        offers=[*offers, last_row(table, "page_steps")],
        **place(ctx, person, table),
        nobody=not offers,
    )


def _waiting(ctx: Context, person: Person, table: Table) -> list[Seat]:
    others = [s for s in ctx.seats(table) if on_behalf.is_for_another(person, s)]
    return [s for s in others if on_behalf.has_open(ctx, person, table, s)]


def _offer(ctx: Context, table: Table, seat: Seat) -> Offer:
    name = ctx.repository.get(Person, seat.person_id).name
    label = f"{name} · {ctx.organisation_name(seat.organisation_id)}"
    return Offer(label, Pressing("go", (table.id, "behalf", seat.id)), literal=True)


def begin(ctx: Context, person: Person, table: Table, own: Seat, subject: int) -> None:
    """Puts the open prompts of the chosen seat to the facilitator, one at a time."""
    seat = ctx.repository.get(Seat, subject)
    if not on_behalf.is_for_another(person, seat) or not on_behalf.may_enter(ctx, person, table, seat):
        raise Stale
    if not asking.ask_for(ctx, person, table, seat):
        show(ctx, person, table, own, 0)


def tell(
    ctx: Context, facilitator: Person, table: Table, collection: Collection, seat: Seat, answer: Answer
) -> None:
    """Whoever sits there hears it once; the message then grows with what is entered, each answer to be changed."""
    person = ctx.repository.get(Person, seat.person_id)
    _take_question_back(ctx, person, table, collection, answer)
    answers = collecting.answers_of(ctx, collection, seat)
    entered = [s for s in collecting.steps_for(seat, collection) if s in answers and answers[s].on_behalf]
    ctx.say_to(
        person,
        "on_behalf.told",
        table=table,
        offers=[[_edit(ctx, person, collection, step)] for step in entered],
        urgency=Urgency.NOTICE,
        key=f"behalf:{collection.form}:{collection.id}:{seat.id}",
        by=facilitator.name,
    )


def _take_question_back(
    ctx: Context, person: Person, table: Table, collection: Collection, answer: Answer
) -> None:
    """What was just entered is not asked of the person any more; the question, if it was put, shows the answer."""
    now = focus.current(ctx, person)
    asked = (collection.form, collection.id, answer.prompt)
    if now is not None and (now.form, now.subject_id, now.step) == asked:
        focus.clear(ctx, person)
    seat = ctx.repository.get(Seat, answer.seat_id)
    key = asking.question_key(person, seat, collection, answer.prompt)
    if ctx.repository.first(Said, key=key) is not None:
        asking.show_kept(ctx, person, table, collection, answer)


def _edit(ctx: Context, person: Person, collection: Collection, step: str) -> Offer:
    question = Markup(asking.question_text(person, collection, step)).striptags()  # noqa: S704
    return Offer(
        shorten(f"✎ {question}"), Pressing("redo", (collection.form, collection.id, step)), literal=True
    )


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"on_behalf": show, "behalf": begin}
