"""What the facilitators' buttons about texts brought to the table do; part of `dialogues.actions`."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import adjourning, bringing, ending, reopening, rounds, table_rules
from dialogues.context import Context
from dialogues.model import Person, Seat, Table
from dialogues.synthesis import by_hand


def _open_means(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    """Asks each organisation whether acting together is the right means at all."""
    rounds.open_round(ctx, person, table, "means", seat)


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "open_means": _open_means,
    "bring": bringing.bring,
    "groups": by_hand.begin,
    "expire": ending.expire,
    "reopen": reopening.begin,
    "adjourn": adjourning.begin,
    "rules": table_rules.show,
    "rule": table_rules.begin,
}
