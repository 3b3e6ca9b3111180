"""a person's own time zone, what a seat wishes of reminders, and the reminders it was given

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("time_zone", sa.String(), nullable=True))

    op.create_table(
        "wish",
        sa.Column("id", _id(), nullable=False),
        sa.Column("table_id", _id(), nullable=False),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_wish_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_wish_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint("seat_id", name=op.f("uq_wish_seat_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wish_table_id", "wish", ["table_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("id", _id(), nullable=False),
        sa.Column("table_id", _id(), nullable=False),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_reminder_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_reminder_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reminder_seat_id_about", "reminder", ["seat_id", "about"], unique=False)
    op.create_index("ix_reminder_about", "reminder", ["about"], unique=False)


def downgrade() -> None:
    op.drop_table("reminder")
    op.drop_table("wish")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("time_zone")
