"""figures that were counted of private answers, as they were told

What was told before this revision is counted here once more, for the last time.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STAGES = ("problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting")
CONDITIONS = (
    "policies", "practices", "resource_flows", "relationships", "power_dynamics", "mental_models",
)  # fmt: skip
NOT_CLOSED = ("idle", "preparing", "private_reflection")
LEAST = 3

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
figure = sa.table(
    "figure",
    sa.column("table_id", sa.BigInteger),
    sa.column("reflection_id", sa.BigInteger),
    sa.column("name", sa.String),
    sa.column("values", sa.JSON),
    sa.column("told_at", sa.DateTime(timezone=True)),
)
reflection = sa.table("reflection", sa.column("id"), sa.column("table_id"), sa.column("state"))
answer = sa.table(
    "answer",
    sa.column("id"),
    sa.column("table_id"),
    sa.column("reflection_id"),
    sa.column("organisation_id"),
    sa.column("prompt"),
    sa.column("choice"),
    sa.column("passed", sa.Boolean),
)


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("id", _key, nullable=False),
        sa.Column("table_id", _key, nullable=False),
        sa.Column("reflection_id", _key, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_figure_table_id_table")),
        sa.ForeignKeyConstraint(
            ["reflection_id"], ["reflection.id"], name=op.f("fk_figure_reflection_id_reflection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_figure_reflection_id", "figure", ["reflection_id"], unique=False)
    op.create_index("ix_figure_table_id_name", "figure", ["table_id", "name"], unique=False)
    rows = [*_ratings(), *_conditions()]
    if rows:
        op.get_bind().execute(sa.insert(figure), rows)


def _ratings() -> Iterable[dict[str, Any]]:
    closed = sa.select(reflection.c.id, reflection.c.table_id).where(reflection.c.state.not_in(NOT_CLOSED))
    for id, table_id in op.get_bind().execute(closed).all():
        values = {}
        for stage in STAGES:
            found = sa.select(answer.c.choice).where(
                answer.c.reflection_id == id, answer.c.prompt == f"P8/{stage}", answer.c.passed.is_(False)
            )
            given = [int(choice or 0) for (choice,) in op.get_bind().execute(found)]
            if len(given) >= LEAST:
                values[stage] = str((Decimal(sum(given)) / len(given)).quantize(Decimal("0.000001")))
        yield _row(table_id, id, "P8", values)


def _conditions() -> Iterable[dict[str, Any]]:
    found = (
        sa.select(answer.c.table_id, answer.c.organisation_id, answer.c.choice)
        .where(answer.c.prompt == "S1/condition", answer.c.passed.is_(False))
        .order_by(answer.c.id)
    )
    by_table: dict[int, dict[int, str]] = {}
    for table_id, organisation_id, choice in op.get_bind().execute(found):
        by_table.setdefault(table_id, {})[organisation_id] = choice
    for table_id, picked in by_table.items():
        if len(picked) >= LEAST:
            yield _row(table_id, None, "S1", {c: "" for c in CONDITIONS if c in picked.values()})


def _row(table_id: int, reflection_id: int | None, name: str, values: dict[str, str]) -> dict[str, Any]:
    return {
        "table_id": table_id,
        "reflection_id": reflection_id,
        "name": name,
        "values": values,
        "told_at": datetime.now(UTC),
    }


def downgrade() -> None:
    op.drop_index("ix_figure_table_id_name", table_name="figure")
    op.drop_index("ix_figure_reflection_id", table_name="figure")
    op.drop_table("figure")
