"""One picture of a table to one facilitator, by a button of the page it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import picture_delivery
from dialogues.context import Context
from dialogues.model import Person, Seat, Table
from dialogues.pictures.drawing import Drawing, Record
from dialogues.pictures.indicator_curve import indicator_curve
from dialogues.pictures.interest_map import interest_map
from dialogues.pictures.participation import participation
from dialogues.pictures.problem_solving_cycle import problem_solving_cycle
from dialogues.pictures.trust_cycle import trust_cycle
from dialogues.pressing import Stale
from dialogues.record import record_of


def _map(record: Record, language: str) -> Drawing | None:
    return interest_map(record, language, for_facilitator=True)


_DRAWN: tuple[Callable[[Record, str], Drawing | None], ...] = (
    _map,
    indicator_curve,
    trust_cycle,
    problem_solving_cycle,
    participation,
)
# As buttons carry them.
MAP, CURVE, TRUST, CYCLE, HEARD = range(len(_DRAWN))


def send(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The picture of this number; says so where there is nothing to draw yet."""
    if subject >= len(_DRAWN):
        raise Stale
    record = record_of(ctx.repository, table, ctx.now, source="export")
    drawing = _DRAWN[subject](record, person.language)
    if drawing is None:
        ctx.answer_press(person.language, "toasts.nothing_to_draw")
        return
    picture_delivery.to_facilitator(ctx, person, table, drawing)
