"""The facilitator's page of the structure: bodies, tasks, promises, document, flags, and a button for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dialogues import (
    asking_signatures,
    bodies,
    commitments,
    facilitator_entries,
    house_rules,
    lifecycle,
    opening,
    operating_document,
    structure_check,
    structure_facts,
    tasks,
)
from dialogues.checks import leverage
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer, in_two_columns
from dialogues.effects import Press as Pressing
from dialogues.model import Body, Commitment, Flag, Person, Responsibility, Seat, Table
from dialogues.moves import explain
from dialogues.panel_pages.place import last_row, place

Lines = list[dict[str, GroupSafe]]


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's private chat."""
    found = ctx.repository.find(Body, table_id=table.id)
    work = ctx.repository.find(Responsibility, table_id=table.id)
    owed = sorted(
        ctx.repository.find(Commitment, table_id=table.id, status=("open", "due", "missed")),
        key=lambda c: (c.due, c.id),
    )
    most = house_rules.STRUCTURE_LISTED.value
    ctx.say_to_facilitator(
        person,
        "structure.page",
        table=table,
        offers=[
            *_items(table, "body", [(b.id, b.name) for b in found[:most]]),
            *_items(table, "task", [(t.id, t.task) for t in work[:most]]),
            *_items(table, "promise", [(c.id, c.what) for c in owed[:most]]),
            *_always(ctx, table),
        ],
        **place(ctx, person, table),
        bodies=[bodies.line(ctx, b) for b in found[:most]],
        tasks=[tasks.line(ctx, t) for t in work[:most]],
        promises=[commitments.line(ctx, c) for c in owed[:most]],
        more=sum(max(0, len(every) - most) for every in (found, work, owed)),
        kept=ctx.repository.count(Commitment, table_id=table.id, status="done"),
        entered=_entered(ctx, table),
        supported=structure_facts.has_support(ctx.repository, table),
        checked=structure_facts.is_checked(ctx.repository, table),
        flags=_flags(ctx, table, person.language),
        document=[operating_document.standing(ctx, table)],
    )


def _items(table: Table, action: str, items: Sequence[tuple[int, str]]) -> list[list[Offer]]:
    return in_two_columns(
        [Offer(f"✎ {label}", Pressing("go", (table.id, action, id)), literal=True) for id, label in items]
    )


def _always(ctx: Context, table: Table) -> list[list[Offer]]:
    def go(label: str, action: str, subject: int = 0) -> Offer:
        return Offer(f"buttons.{label}", Pressing("go", (table.id, action, subject)))

    entries = [go(f"entry_{prompt}", "entry", place) for place, prompt in facilitator_entries.PROMPTS.items()]
    last = [go("to_working", "to_working")] if table.lifecycle == "structuring" else []
    return [
        [go("add_body", "body"), go("add_task", "task")],
        [go("add_promise", "promise"), go("support", "support")],
        entries,
        [go("open_promises", "open_promises"), go("document", "document")],
        [go("check_structure", "check_structure")],
        [*last, *last_row(table)],
    ]


def _entered(ctx: Context, table: Table) -> Lines:
    found = {p: facilitator_entries.text_of(ctx.repository, table, p) for p in ("U1", "U4", "U5")}
    return [{"prompt": prompt, "text": text} for prompt, text in found.items() if text is not None]


def _flags(ctx: Context, table: Table, language: str) -> Lines:
    def line(flag: Flag) -> dict[str, GroupSafe]:
        name = structure_check.flag_name(ctx, table, flag, language)
        return {"name": name, "stops": flag.code in leverage.LEVERAGE}

    return [line(f) for f in structure_facts.open_flags(ctx.repository, table)]


def _open_promises(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    opening.open_round(ctx, person, table, "promises", seat)


def _to_working(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    explain(ctx, person, table, lifecycle.to_working(ctx, table, seat))


def _reopen(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    explain(ctx, person, table, lifecycle.reopen_structure(ctx, table, seat))


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "structure": show,
    "body": bodies.open_,
    "change_body": bodies.change,
    "drop_body": bodies.drop,
    "task": tasks.open_,
    "change_task": tasks.change,
    "drop_task": tasks.drop,
    "promise": commitments.open_,
    "change_promise": commitments.change,
    "drop_promise": commitments.drop,
    "entry": facilitator_entries.begin,
    "support": facilitator_entries.begin_support,
    "open_promises": _open_promises,
    "document": operating_document.show,
    "start_document": operating_document.start_pressed,
    "drop_document": operating_document.drop_pressed,
    "section": operating_document.section_pressed,
    "review": operating_document.review_pressed,
    "ask_signatures": asking_signatures.press,
    "check_structure": structure_check.press,
    "to_working": _to_working,
    "reopen_structure": _reopen,
}
# What of it tells the group nothing.
WITHOUT_GROUP = (
    "structure",
    "body",
    "change_body",
    "drop_body",
    "task",
    "change_task",
    "drop_task",
    "promise",
    "change_promise",
    "drop_promise",
    "document",
    "start_document",
    "review",
    "ask_signatures",
)
