"""The structure as one organisation sees it: its role, what it owes, what is owed to it (docs/method.md 4d)."""

from __future__ import annotations

from dialogues import commitments, own_answers
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Body, Commitment, Responsibility, Table
from dialogues.pressing import Press, Stale


def offer(table: Table) -> Offer:
    """The button on a representative's panel."""
    return Offer("buttons.my_part", Pressing("my_part", (table.id,)))


def show(ctx: Context, press: Press) -> None:
    """The own lines in private, with a button for each promise that is not kept yet."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    if seat is None or seat.organisation_id is None:
        raise Stale
    own = seat.organisation_id
    inside = [b for b in ctx.repository.find(Body, table_id=table.id) if own in b.seats]
    work = ctx.repository.find(Responsibility, table_id=table.id)
    unkept = ("open", "due", "missed")
    owes = ctx.repository.find(Commitment, table_id=table.id, by_organisation=own, status=unkept)
    owed = ctx.repository.find(Commitment, table_id=table.id, to_organisation=own, status=unkept)
    offers = [
        [Offer(f"✎ {c.what}", Pressing("my_promise", (c.id,)), literal=True)] for c in owes if seat.holds_vote
    ]
    ctx.say_to(
        press.person,
        "my_part.lines",
        table=table,
        offers=[*offers, [own_answers.offer(table)]],
        organisation=ctx.organisation_name(own),
        bodies=[b.name for b in inside],
        does=[t.task for t in work if own in t.responsible],
        answers_for=[t.task for t in work if own in t.accountable],
        owes=[commitments.line(ctx, c) for c in owes],
        owed=[commitments.line(ctx, c) for c in owed],
    )


def promise(ctx: Context, press: Press) -> None:
    """One of the own promises, with the buttons that end it."""
    owed = ctx.repository.get(Commitment, press.number(0))
    table = ctx.repository.get(Table, owed.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or not seat.holds_vote or seat.organisation_id != owed.by_organisation:
        raise Stale
    ctx.say_to(
        press.person,
        "promise.is_owed",
        table=table,
        offers=[] if owed.status == "done" else commitments.ending_offers(owed),
        promises=[commitments.line(ctx, owed)],
    )
