"""Writes the record of a table to a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from dialogues.model import Table
from storage.database import READING, open_migrated
from storage.repository import SqlRepository


class NoSuchTable(LookupError):
    """No table has this number or name. Use one of those listed."""


def export_record(settings: Settings, wanted: str, out: Path) -> str:
    """Writes the record of the table with this number or name; gives the last word.

    Raises `NoSuchTable` with a list of what there is.
    """
    from dialogues.record import record_of  # type: ignore[import-untyped,unused-ignore]

    engine = open_migrated(settings.database_url.get_secret_value())
    try:
        with engine.connect().execution_options(**{READING: True}) as connection:
            repository = SqlRepository(connection)
            table = _chosen(repository.find(Table), wanted)
            record = record_of(repository, table, datetime.now(UTC), source="export")
    finally:
        engine.dispose()
    out.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return f"The record of {table.name} is in {out}."


def _chosen(tables: Sequence[Table], wanted: str) -> Table:
    for table in tables:
        if wanted in (str(table.id), table.name):
            return table
    listed = "\n".join(f"  {table.id}  {table.name}" for table in tables) or "  (none yet)"
    raise NoSuchTable(f"{NoSuchTable.__doc__}\n{listed}")
