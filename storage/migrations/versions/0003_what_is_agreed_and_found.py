"""what is agreed and found

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "function",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_function_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_function")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("function", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_function_table_id"), ["table_id"], unique=False)

    op.create_table(
        "candidate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_candidate_round_id_round")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_candidate_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint("round_id", "place", name=op.f("uq_candidate_round_id_place")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidate_table_id"), ["table_id"], unique=False)

    op.create_table(
        "gap",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("found_cycle", sa.Integer(), nullable=False),
        sa.Column("closed_cycle", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_gap_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("gap", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_gap_table_id_closed_cycle"), ["table_id", "closed_cycle"], unique=False
        )

    op.create_table(
        "indicator",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("baseline", sa.Text(), nullable=True),
        sa.Column("baseline_on", sa.String(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("groups", sa.String(), nullable=True),
        sa.Column("plan_owner", sa.String(), nullable=True),
        sa.Column("plan_due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_indicator_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_table_id"), ["table_id"], unique=False)

    op.create_table(
        "indicator_value",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("indicator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("on", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_value_indicator_id_indicator")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_indicator_value_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_value")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_value_indicator_id_cycle"), ["indicator_id", "cycle"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_indicator_value_table_id"), ["table_id"], unique=False)

    op.create_table(
        "result",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("ratified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_result_round_id_round")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_result_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_result_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_result_table_id"), ["table_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_table_id"))
        batch_op.drop_index(batch_op.f("ix_result_round_id"))

    op.drop_table("result")
    with op.batch_alter_table("indicator_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_value_table_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_value_indicator_id_cycle"))

    op.drop_table("indicator_value")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_table_id"))

    op.drop_table("indicator")
    with op.batch_alter_table("gap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gap_table_id_closed_cycle"))

    op.drop_table("gap")
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidate_table_id"))

    op.drop_table("candidate")
    with op.batch_alter_table("function", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_function_table_id"))

    op.drop_table("function")
