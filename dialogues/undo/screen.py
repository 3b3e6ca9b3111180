"""The button "Undo" on the panel, what it would do, and what is said when it has been done."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import panel
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import LastStep, Person, Role, Seat, Table
from dialogues.panel_pages.place import last_row, place
from dialogues.undo import offering, story, taking_back
from dialogues.undo.story import Story, Told


def show(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """What would be taken back, whose step it was, and who would hear of it; nothing is done yet."""
    step = _step(ctx, person, table, subject)
    if step is None:
        return
    told = story.read(step.story).told
    sure = Offer("buttons.undo_now", Pressing("go", (table.id, "undo_now", step.id)))
    ctx.say_to(
        person,
        "undo.sure",
        table=table,
        offers=[[sure], last_row(table)],
        **place(ctx, person, table),
        what=offering.words(ctx, person.language, step),
        who=offering.whose(ctx, person, step),
        at=step.taken_at,
        group=any(t.person_id is None for t in told),
        people=len({t.person_id for t in told} - {None, person.id}),
        others=len(ctx.people_in(table, Role.FACILITATOR)) > 1,
    )


def do(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    """Takes the step back; whoever presses second, or too late, hears that nothing was done."""
    step = _step(ctx, person, table, subject)
    if step is None:
        return
    told = taking_back.take_back(ctx, table, step, seat)
    table = ctx.repository.get(Table, table.id)
    _redraw(ctx, table, person, step, told)
    taking_back.ask_as_before(ctx, table, told)
    for other in ctx.people_in(table, Role.FACILITATOR):
        if other.id != person.id:
            ctx.say_to(other, "undo.told", table=table, more=_values(ctx, other, person, step))
    ctx.answer_press(person.language, "toasts.undone")
    panel.show(ctx, person, table)


def _step(ctx: Context, person: Person, table: Table, subject: int) -> LastStep | None:
    """The step that a button names, if it can be taken back now; else the person hears why not."""
    step = ctx.repository.first(LastStep, table_id=table.id)
    if step is None or step.id != subject or step.taken_back:
        ctx.answer_press(person.language, "toasts.undo_moved_on")
        panel.show(ctx, person, table)
        return None
    why = taking_back.why_it_stays(ctx, table, step)
    if why is None:
        return step
    ctx.say_to(
        person,
        "undo.stays",
        table=table,
        offers=[last_row(table)],
        **place(ctx, person, table),
        what=offering.words(ctx, person.language, step),
        why=ctx.label(person.language, f"undo_reasons.{why}"),
    )
    return None


# what others read


def _values(ctx: Context, reader: Person, by: Person, step: LastStep) -> dict[str, GroupSafe]:
    return {"what": offering.words(ctx, reader.language, step), "by": by.name}


def _redraw(ctx: Context, table: Table, by: Person, step: LastStep, told: Story) -> None:
    """What was new with the step says in its place that it was taken back."""
    for one in told.told:
        if one.fresh:
            _edit(ctx, table, by, step, one)


def _edit(ctx: Context, table: Table, by: Person, step: LastStep, one: Told) -> None:
    if one.person_id is None:
        what = offering.words(ctx, table.languages[0], step)
        ctx.say_to_group(table, "undo.in_group", key=one.key, what=what, by=by.name)
    else:
        reader = ctx.repository.get(Person, one.person_id)
        ctx.say_to(reader, "undo.in_private", table=table, key=one.key, more=_values(ctx, reader, by, step))


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"undo": show, "undo_now": do}
