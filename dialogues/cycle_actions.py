"""What the facilitators' buttons about cycles do: evidence, the next cycle, a summary without a look back."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import cycles, evidence, summary_delivery
from dialogues.context import Context
from dialogues.model import Person, Reflection, Seat, Table


def _evidence(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    evidence.show(ctx, person, table, ctx.repository.get(Reflection, subject))


def _summary(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    summary_delivery.look_at_cycle(ctx, person, table, subject)


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "evidence": _evidence,
    "next_cycle": cycles.open_now,
    "skip_look_back": cycles.open_without_look_back,
    "send_cycle_summary": _summary,
}
