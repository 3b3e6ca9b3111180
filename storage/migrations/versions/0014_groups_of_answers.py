"""groups of answers that a facilitator keeps together

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_group",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_answer_group_round_id_round")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_answer_group_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_group")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_answer_group_round_id_prompt", "answer_group", ["round_id", "prompt"], unique=False)
    op.create_index("ix_answer_group_table_id", "answer_group", ["table_id"], unique=False)


def downgrade() -> None:
    op.drop_table("answer_group")
