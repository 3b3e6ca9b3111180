"""seats that pass on step by step, and what was read back to whom

Revision ID: 0026
Revises: 0025
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "turnover",
        sa.Column("id", _id(), nullable=False),
        sa.Column("table_id", _id(), nullable=False),
        sa.Column("organisation_id", _id(), nullable=False),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("by_seat", _id(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("invitation_id", _id(), nullable=True),
        sa.Column("new_seat", _id(), nullable=True),
        sa.Column("formed", sa.Boolean(), nullable=False),
        _at("begun_at"),
        _at("seated_at", nullable=True),
        _at("done_at", nullable=True),
        sa.ForeignKeyConstraint(["by_seat"], ["seat.id"], name=op.f("fk_turnover_by_seat_seat")),
        sa.ForeignKeyConstraint(["new_seat"], ["seat.id"], name=op.f("fk_turnover_new_seat_seat")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_turnover_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_turnover_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_turnover_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turnover")),
        sqlite_autoincrement=True,
    )
    for column in ("invitation_id", "new_seat", "seat_id", "table_id"):
        op.create_index(f"ix_turnover_{column}", "turnover", [column], unique=False)
    op.create_table(
        "read_back",
        sa.Column("id", _id(), nullable=False),
        sa.Column("table_id", _id(), nullable=False),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("organisation_id", _id(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("result_id", _id(), nullable=True),
        sa.Column("document_id", _id(), nullable=True),
        _at("read_at"),
        _at("answered_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_read_back_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_read_back_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_read_back_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_back")),
        sa.UniqueConstraint("seat_id", name=op.f("uq_read_back_seat_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_read_back_table_id", "read_back", ["table_id"], unique=False)


def downgrade() -> None:
    op.drop_table("read_back")
    op.drop_table("turnover")
