"""The changes at a table as rows of a facilitator's spreadsheet. Whoever did it stands by the seat, not by name.

They are beside the record, not in it: a record tells what is true of a table, whoever entered it.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.effects import FileValue
from dialogues.model import Change, Table
from dialogues.repository import Repository
from dialogues.trail.watched import BY_KIND, Told

COLUMNS = ("at", "cycle", "by", "seat", "kind", "name", "what", "field", "before", "after")


def rows(repository: Repository, table: Table) -> list[Mapping[str, FileValue]]:
    """Every entry, the oldest first; seats and organisations by the ids that the record gives them."""
    return [_row(change) for change in repository.find(Change, table_id=table.id)]


def _row(change: Change) -> dict[str, FileValue]:
    return {
        "at": change.at.isoformat(),
        "cycle": change.cycle,
        "by": change.by,
        "seat": None if change.seat_id is None else f"s{change.seat_id}",
        "kind": change.kind,
        "name": change.name,
        "what": change.what,
        "field": change.field,
        "before": _value(change, change.before),
        "after": _value(change, change.after),
    }


def _value(change: Change, value: str | None) -> str | None:
    told = BY_KIND[change.kind][1].fields.get(change.field or "") if change.kind in BY_KIND else None
    if told is Told.PERSON or value is None:
        return None
    return " ".join(f"o{id}" for id in value.split()) if told is Told.ORGANISATIONS else value
