"""What one person is being asked at this moment: one question at a time, kept across restarts."""

from __future__ import annotations

from dataclasses import replace

from dialogues.context import Context
from dialogues.model import Focus, Person, Seat, Table, Values


def current(ctx: Context, person: Person) -> Focus | None:
    """The question this person has before them."""
    return ctx.repository.first(Focus, person_id=person.id)


def question(
    ctx: Context,
    person: Person,
    table: Table,
    *,
    form: str,
    subject_id: int | None,
    step: str,
    seat: Seat | None = None,
    values: Values | None = None,
    earlier: Focus | None = None,
) -> Focus:
    """What a person would be asked, in the place of `earlier`: nothing is asked by it yet."""
    return Focus(
        id=earlier.id if earlier else 0,
        person_id=person.id,
        table_id=table.id,
        seat_id=seat.id if seat else None,
        form=form,
        subject_id=subject_id,
        step=step,
        values=dict(values or {}),
        asked_at=ctx.now,
    )


def turn_to(
    ctx: Context,
    person: Person,
    table: Table,
    *,
    form: str,
    subject_id: int | None,
    step: str,
    seat: Seat | None = None,
    values: Values | None = None,
) -> Focus:
    """Makes this the person's one question; the earlier one, if any, waits in its collection."""
    earlier = current(ctx, person)
    wanted = question(
        ctx,
        person,
        table,
        form=form,
        subject_id=subject_id,
        step=step,
        seat=seat,
        values=values,
        earlier=earlier,
    )
    return _in_place_of(earlier, ctx, wanted)


def ask(ctx: Context, person: Person, wanted: Focus) -> Focus:
    """Makes this the person's one question, as `turn_to`."""
    earlier = current(ctx, person)
    return _in_place_of(earlier, ctx, wanted if earlier is None else replace(wanted, id=earlier.id))


def _in_place_of(earlier: Focus | None, ctx: Context, wanted: Focus) -> Focus:
    return ctx.repository.add(wanted) if earlier is None else ctx.repository.put(wanted)


def remember(ctx: Context, focus: Focus, step: str | None = None, **values: str | int | bool | None) -> Focus:
    """The same question with further values (None forgets one), maybe at another step."""
    merged = {k: v for k, v in {**focus.values, **values}.items() if v is not None}
    return ctx.repository.put(replace(focus, step=step or focus.step, values=merged))


def tried(ctx: Context, focus: Focus, message_id: int | None) -> Focus:
    """The same question, to which this message was no answer: when it is edited, it may become one."""
    if message_id is None or "tried" in focus.values:
        return focus
    return remember(ctx, focus, tried=message_id)


def awaits(focus: Focus | None, message_id: int) -> bool:
    """Whether this message was written to the question that is open, after the first that was no answer to it."""
    first = None if focus is None else focus.values.get("tried")
    return first is not None and message_id >= int(first)


def clear(ctx: Context, person: Person) -> None:
    """Nothing is asked of this person now."""
    ctx.repository.remove(Focus, person_id=person.id)


def words(focus: Focus, name: str) -> tuple[str, ...]:
    """A remembered list of words."""
    return tuple(str(focus.values.get(name) or "").split())
