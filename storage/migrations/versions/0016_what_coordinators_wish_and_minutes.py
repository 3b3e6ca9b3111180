"""how coordinators want to be told, what they have done of what was asked, minutes of sessions

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _id(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "coordinator_wish",
        _id(),
        _id("person_id"),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_coordinator_wish_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordinator_wish")),
        sa.UniqueConstraint("person_id", name=op.f("uq_coordinator_wish_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ask_done",
        _id(),
        _id("table_id"),
        sa.Column("ask", sa.String(), nullable=False),
        _id("seat_id"),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_ask_done_table_id_table")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_ask_done_seat_id_seat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_done")),
        sa.UniqueConstraint("table_id", "ask", name=op.f("uq_ask_done_table_id_ask")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "minutes",
        _id(),
        _id("table_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_minutes_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("table_id", "number", name=op.f("uq_minutes_table_id_number")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("minutes")
    op.drop_table("ask_done")
    op.drop_table("coordinator_wish")
