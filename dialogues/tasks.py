"""The tasks of a table: which organisations do each, and which one answers for it (docs/method.md 4, RACI)."""

from __future__ import annotations

from dialogues import forms, reading, structure_facts
from dialogues.checks.names import name_key
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.model import Focus, Person, Responsibility, Role, Seat, Table, Values
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read


def of_id(ctx: Context, table: Table, id: int) -> Responsibility:
    """The task of this table; raises `Stale`."""
    task = ctx.repository.get(Responsibility, id)
    if task.table_id != table.id:
        raise Stale
    return task


def line(ctx: Context, task: Responsibility) -> dict[str, GroupSafe]:
    """A task as a list shows it."""
    return {
        "task": task.task,
        "responsible": structure_facts.names(ctx, task.responsible),
        "accountable": structure_facts.names(ctx, task.accountable),
    }


def open_(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator's button: asks for a new task, or shows one with what can be done with it."""
    if not subject:
        forms.begin(ctx, person, table, TASK)
        return
    task = of_id(ctx, table, subject)
    ctx.say_to(
        person,
        "task.shown",
        table=table,
        offers=[
            [Offer("buttons.change", Pressing("go", (table.id, "change_task", task.id)))],
            [Offer("buttons.take_away", Pressing("go", (table.id, "drop_task", task.id)))],
            last_row(table, "structure"),
        ],
        **place(ctx, person, table),
        tasks=[line(ctx, task)],
    )


def change(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Asks again who does a task and who answers for it; both stand as they are until tapped."""
    task = of_id(ctx, table, subject)
    responsible, accountable = (" ".join(map(str, ids)) for ids in (task.responsible, task.accountable))
    forms.begin(
        ctx, person, table, TASK, task.id, known=task.task, responsible=responsible, accountable=accountable
    )


def drop(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Takes a task away."""
    task = of_id(ctx, table, subject)
    ctx.repository.remove(Responsibility, id=task.id)
    ctx.say_to(person, "task.dropped", table=table, offers=_next(table), task=task.task)


def _next(table: Table) -> list[list[Offer]]:
    return [
        [
            Offer("buttons.add_task", Pressing("go", (table.id, "task", 0))),
            Offer("buttons.add_promise", Pressing("go", (table.id, "promise", 0))),
        ],
        [Offer("buttons.structure", Pressing("go", (table.id, "structure", 0)))],
    ]


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    if now.subject_id:
        of_id(ctx, table, now.subject_id)


def _is_new(values: Values) -> bool:
    return "known" not in values


def _shown(_ctx: Context, _person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"task": str(now.values.get("known") or now.values.get("task") or "")}


def _task(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.line(text)


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Stores the task; one of the same words is changed and keeps its first wording, by which flags know it."""
    text = str(now.values.get("known") or now.values.get("task"))
    key = name_key(text)
    before = ctx.repository.first(Responsibility, table_id=table.id, task_key=key)
    task = Responsibility(
        id=before.id if before else 0,
        table_id=table.id,
        task=before.task if before else text,
        task_key=key,
        responsible=_picked(ctx, table, now, "responsible"),
        accountable=_picked(ctx, table, now, "accountable"),
    )
    task = ctx.repository.put(task) if before else ctx.repository.add(task)
    ctx.say_to(person, "task.entered", table=table, offers=_next(table), tasks=[line(ctx, task)])


def _picked(ctx: Context, table: Table, now: Focus, step: str) -> tuple[int, ...]:
    picked = {int(word) for word in str(now.values.get(step) or "").split()}
    return tuple(o.id for o in ctx.organisations(table) if o.id in picked)


TASK = forms.register(
    Form(
        "task",
        (
            Step("task", read=_task, applies=_is_new),
            Step(
                "responsible",
                read=forms.buttons_only,
                options=forms.organisations,
                multiple=True,
                shown=_shown,
            ),
            Step(
                "accountable",
                read=forms.buttons_only,
                options=forms.organisations,
                multiple=True,
                shown=_shown,
            ),
        ),
        _entered,
        _may,
    )
)
