"""An edited message of the private chat: it revises its answer, answers what is open, or it is explained."""

from __future__ import annotations

from dialogues import answering, asking, ballots, collecting, focus, passes
from dialogues.context import Context
from dialogues.events import Revised, Wrote
from dialogues.guides import Kind, prompt
from dialogues.model import Answer, Person, Role, Round, Seat, Table
from dialogues.reading import Misread, Read


def as_written(ctx: Context, person: Person, event: Revised) -> Wrote | None:
    """The edited words as if just written, where the message was no answer yet to the question that is open."""
    now = focus.current(ctx, person)
    if _is_command(person, event) or not focus.awaits(now, event.message_id):
        return None
    if _answer_of(ctx, person, event.message_id) is not None:
        return None
    return Wrote(at=event.at, who=event.who, text=event.text, message_id=event.message_id)


def revise(ctx: Context, person: Person, event: Revised) -> None:
    """Changes the answer that the message gave, or says why nothing is changed; nobody edits into silence."""
    if _is_command(person, event):
        ctx.say_to(person, "revising.command")
    elif (answer := _answer_of(ctx, person, event.message_id)) is not None:
        _change(ctx, person, answer, event.text)
    elif not _shows_ballot(ctx, person):
        ctx.say_to(person, "revising.stands")


def _is_command(person: Person, event: Revised) -> bool:
    return event.command and not passes.is_pass(person.language, event.text)


def _shows_ballot(ctx: Context, person: Person) -> bool:
    """Whether the words may have been a reason in a vote that is open; then the ballot has been shown again."""
    for table in ctx.tables_of(person):
        seat = ctx.seat_of(person, table)
        if seat is None or seat.organisation_id is None:
            continue
        for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
            ballot = ballots.own(ctx, round_, seat)
            if ballot is not None and ballot.reason:
                ctx.say_to(person, "revising.reason", table=table)
                ballots.show(ctx, person, table, round_, seat, anew=True)
                return True
    return False


def _answer_of(ctx: Context, person: Person, message_id: int) -> Answer | None:
    """The answer that this person typed in this message: an own one, or one on behalf of somebody."""
    seats = [s.id for t in ctx.tables_of(person) if (s := ctx.seat_of(person, t)) is not None]
    own = ctx.repository.find(Answer, seat_id=tuple(seats), message_id=message_id) if seats else []
    tables = tuple(t.id for t in ctx.tables_of(person, Role.FACILITATOR))
    where = {"table_id": tables, "message_id": message_id, "on_behalf": True}
    entered = ctx.repository.find(Answer, **where) if tables else []
    typed = [*(a for a in own if not a.on_behalf), *(a for a in entered if a.seat_id not in seats)]
    return typed[0] if typed else None


def _change(ctx: Context, person: Person, answer: Answer, text: str) -> None:
    """An edited message revises its answer while the collection is open, else it is explained."""
    form, id = ("guide", answer.round_id) if answer.round_id else ("reflection", answer.reflection_id)
    collection = collecting.load(ctx, form, id or 0)
    table = ctx.repository.get(Table, answer.table_id)
    if not collection.is_open:
        ctx.say_to(person, "asking.revised_too_late", table=table)
        return
    passed = passes.is_pass(person.language, text)
    read = Read("") if passed else answering.read_answer(person, answer.prompt, text)
    if isinstance(read, Misread):
        answering.ask_again(ctx, person, table, collection, answer.prompt, read.why)
        return
    by_choice = prompt(answer.prompt).kind is not Kind.TEXT and not passed
    revised = answering.store(
        ctx,
        person,
        ctx.repository.get(Seat, answer.seat_id),
        collection,
        answer.prompt,
        choice=read.value if by_choice else None,
        text="" if by_choice else read.value,
        passed=passed,
        message_id=answer.message_id,
    )
    asking.show_kept(ctx, person, table, collection, revised)
