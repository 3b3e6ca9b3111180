"""a text that is put to the table, as it reads in each language of the table

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("table_id", NUMBER, nullable=False),
        sa.Column("proposal_id", NUMBER, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("seat_id", NUMBER, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_translation_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_translation_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_translation_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("proposal_id", "language", name=op.f("uq_translation_proposal_id_language")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_translation_seat_id", "translation", ["seat_id"], unique=False)
    op.create_index("ix_translation_table_id", "translation", ["table_id"], unique=False)


def downgrade() -> None:
    op.drop_table("translation")
