"""What the facilitators' buttons about texts brought to the table do; part of `dialogues.actions`."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import adjourning, bringing, ending, reopening, table_rules
from dialogues.context import Context
from dialogues.model import Person, Seat, Table

ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "bring": bringing.bring,
    "expire": ending.expire,
    "reopen": reopening.begin,
    "adjourn": adjourning.begin,
    "rules": table_rules.show,
    "rule": table_rules.begin,
}
