"""A facilitator's act ends with the way on: what the method would do next, and the panel, under its last words.

Words that end an act and have no button of their own would leave a facilitator to scroll back to a panel that
is screens away by then.
"""

from __future__ import annotations

from dialogues import advice, focus
from dialogues.context import Context
from dialogues.effects import Say, ToPerson, Urgency
from dialogues.machines import ACTIVE
from dialogues.model import Person, Role, Table
from dialogues.panel_pages.place import last_row


def lead_on(ctx: Context, person: Person) -> None:
    """Puts the next step and the panel under what was said last to this facilitator, if it asks nothing."""
    own = [e for e in ctx.effects if isinstance(e, Say) and e.to == ToPerson(person_id=person.id)]
    if not own or not _ends(own[-1]) or focus.current(ctx, person) is not None:
        return
    table = ctx.repository.get(Table, own[-1].table_id or 0)
    seat = ctx.seat_of(person, table)
    if seat is None or Role.FACILITATOR.value not in seat.roles or table.lifecycle not in ACTIVE:
        return
    first = next((step for step in advice.steps(ctx, table) if step.action is not None), None)
    ctx.offer_under(own[-1], person, [advice.offer(table, first) if first else [], last_row(table)])


def _ends(said: Say) -> bool:
    """Whether these words end an act: no button leads on, and nothing edits them later."""
    return (
        not said.buttons and said.key is None and said.table_id is not None and said.urgency is Urgency.ANSWER
    )
