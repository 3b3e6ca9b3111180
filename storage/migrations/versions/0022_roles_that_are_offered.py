"""a role that is offered to one seat, and who agrees to an offer

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_seat", _id(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_invitation_for_seat_seat"), "seat", ["for_seat"], ["id"])
        batch_op.create_index("ix_invitation_for_seat", ["for_seat"], unique=False)
    op.create_table(
        "backing",
        sa.Column("id", _id(), nullable=False),
        sa.Column("table_id", _id(), nullable=False),
        sa.Column("invitation_id", _id(), nullable=False),
        sa.Column("organisation_id", _id(), nullable=False),
        sa.Column("seat_id", _id(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_backing_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_backing_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_backing_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_backing_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backing")),
        sa.UniqueConstraint(
            "invitation_id", "organisation_id", name=op.f("uq_backing_invitation_id_organisation_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_backing_seat_id", "backing", ["seat_id"], unique=False)
    op.create_index("ix_backing_table_id", "backing", ["table_id"], unique=False)


def downgrade() -> None:
    op.drop_table("backing")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index("ix_invitation_for_seat")
        batch_op.drop_constraint(batch_op.f("fk_invitation_for_seat_seat"), type_="foreignkey")
        batch_op.drop_column("for_seat")
