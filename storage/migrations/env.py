"""Alembic's entry: runs the revisions over the connection that `storage.database` hands in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from storage import (
    tables,
    tables_of_coordination,
    tables_of_delivery,
    tables_of_record,
    tables_of_seats,
    tables_of_structure,
    tables_of_synthesis,
    tables_of_trust,
    tables_of_undo,
    tables_of_unnamed,
    tables_of_work,
)
from storage.columns import ExactDecimal, Identity

DECLARED = (
    tables,
    tables_of_record,
    tables_of_seats,
    tables_of_structure,
    tables_of_synthesis,
    tables_of_trust,
    tables_of_unnamed,
    tables_of_work,
    tables_of_coordination,
    tables_of_delivery,
    tables_of_undo,
)


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Revisions name plain SQL types, so that they stay what they were when the code moves on."""
    if kind == "type":
        if isinstance(item, Identity):
            return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
        if isinstance(item, ExactDecimal):
            return "sa.Text()"
        if isinstance(item, AutoString):
            return "sa.String()"
        if isinstance(item, UTCDateTime):
            return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is None:
        raise RuntimeError("Revisions run through `tablekeeper migrate` or storage.database.migrate only.")
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        on_version_apply=context.config.attributes.get("on_version_apply"),
        # The caller's transaction holds all steps: half a migration is never kept.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
