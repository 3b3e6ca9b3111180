"""checks without names: who took part and what was chosen stand apart

Revision ID: 0024
Revises: 0023
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "unnamed_check",
        sa.Column("id", _ID, nullable=False),
        sa.Column("table_id", _ID, nullable=False),
        sa.Column("round_id", _ID, nullable=True),
        sa.Column("proposal_id", _ID, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_unnamed_check_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_unnamed_check_round_id_round")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_unnamed_check_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unnamed_check")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unnamed_check_round_id", "unnamed_check", ["round_id"], unique=False)
    op.create_index("ix_unnamed_check_table_id", "unnamed_check", ["table_id"], unique=False)
    op.create_table(
        "urn",
        sa.Column("id", _ID, nullable=False),
        sa.Column("table_id", _ID, nullable=False),
        sa.Column("check_id", _ID, nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["unnamed_check.id"], name=op.f("fk_urn_check_id_unnamed_check")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_urn_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urn")),
        sa.UniqueConstraint("check_id", name=op.f("uq_urn_check_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_urn_table_id", "urn", ["table_id"], unique=False)
    op.create_table(
        "check_mark",
        sa.Column("id", _ID, nullable=False),
        sa.Column("table_id", _ID, nullable=False),
        sa.Column("check_id", _ID, nullable=False),
        sa.Column("seat_id", _ID, nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"], ["unnamed_check.id"], name=op.f("fk_check_mark_check_id_unnamed_check")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_check_mark_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_check_mark_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_mark")),
        sa.UniqueConstraint("check_id", "seat_id", name=op.f("uq_check_mark_check_id_seat_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_check_mark_seat_id", "check_mark", ["seat_id"], unique=False)
    op.create_index("ix_check_mark_table_id", "check_mark", ["table_id"], unique=False)


def downgrade() -> None:
    op.drop_table("check_mark")
    op.drop_table("urn")
    op.drop_table("unnamed_check")
