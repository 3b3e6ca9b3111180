"""Where a page of the panel appears: in the message it was pressed on, or as a new one at the end of the chat.

A page that follows a press on the newest panel is edited into it. After a typed command, a form, or a press
on any other message it is posted anew, so that it is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypedDict

from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Person, Said, Seat, Table

Page = Callable[[Context, Person, Table, Seat, int], None]


class Place(TypedDict):
    """The arguments of a `say_to…` that put a page into the panel's message."""

    key: str
    anew: bool
    in_one: bool


def place(ctx: Context, person: Person, table: Table) -> Place:
    """Where this person's next page of this table's panel appears."""
    key = f"panel:{person.id}:{table.id}"
    return {"key": key, "anew": not _is_pressed(ctx, key), "in_one": True}


def _is_pressed(ctx: Context, key: str) -> bool:
    if ctx.pressed_on is None:
        return False
    said = ctx.repository.first(Said, key=key)
    return said is not None and said.message_id == ctx.pressed_on


class Going(Protocol):
    """Makes the button of an action: label, action, and what it is about."""

    def __call__(self, label: str, action: str, subject: int = 0, **values: GroupSafe) -> Offer: ...


def going(table: Table) -> Going:
    """Makes buttons of this table's actions."""

    def go(label: str, action: str, subject: int = 0, **values: GroupSafe) -> Offer:
        return Offer(f"buttons.{label}", Pressing("go", (table.id, action, subject)), values)

    return go


def last_row(table: Table, back: str | None = None, subject: int = 0) -> list[Offer]:
    """The way back: to the page before, where that is not the first, and to the first."""
    go = going(table)
    before = [] if back is None else [go("back", back, subject)]
    return [*before, go("to_panel", "panel")]
