"""Answers that a facilitator enters for somebody who told them by voice or phone (docs/method.md 0, language).

The person asked is then the facilitator, the seat that answers the other person's. What nobody may
see (tier P) is never entered for somebody, and what a person has answered is never overwritten.
"""

from __future__ import annotations

from dialogues import collecting
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.guides import prompt
from dialogues.model import Person, Role, Seat, Table, Tier
from dialogues.pressing import Press


def is_for_another(person: Person, seat: Seat) -> bool:
    """Whether this person, answering for this seat, answers for somebody else."""
    return seat.person_id != person.id


def may_enter(ctx: Context, person: Person, table: Table, seat: Seat) -> bool:
    """Whether this person may answer for the seat now: whoever sits there, or a facilitator of the table."""
    if not is_for_another(person, seat):
        return True
    own = ctx.seat_of(person, table)
    facilitates = own is not None and Role.FACILITATOR.value in own.roles
    return facilitates and seat.present and seat.table_id == table.id


def name_of(ctx: Context, person: Person, seat: Seat) -> str | None:
    """The name of whom this person answers for; None when that is the person."""
    return ctx.repository.get(Person, seat.person_id).name if is_for_another(person, seat) else None


def steps_for(ctx: Context, person: Person, seat: Seat, collection: Collection) -> tuple[str, ...]:
    """The steps that this person may answer for the seat: all of the own seat, for another some."""
    steps = collecting.steps_for(seat, collection)
    if not is_for_another(person, seat):
        return steps
    answered = collecting.answers_of(ctx, collection, seat)
    return tuple(
        step
        for step in steps
        if prompt(step).tier is not Tier.PRIVATE and (step not in answered or answered[step].on_behalf)
    )


def has_open(ctx: Context, person: Person, table: Table, seat: Seat) -> bool:
    """Whether something is left that this person could enter for the seat."""
    return any(
        set(steps_for(ctx, person, seat, c)) - set(collecting.answers_of(ctx, c, seat))
        for c in collecting.open_at(ctx, table)
    )


def mark(person: Person, seat: Seat) -> tuple[int, ...]:
    """The last argument of the buttons under a question: the seat, where it is somebody else's."""
    return (seat.id,) if is_for_another(person, seat) else ()


def is_marked(press: Press, seat: Seat) -> bool:
    """Whether the pressed button belongs to a question for this seat."""
    return press.arguments[4:] == tuple(str(id) for id in mark(press.person, seat))
