"""questions that a round leaves out, for they would be too much

Revision ID: 0021
Revises: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round") as batch_op:
        batch_op.add_column(sa.Column("left_out", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    with op.batch_alter_table("round") as batch_op:
        batch_op.alter_column("left_out", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("round") as batch_op:
        batch_op.drop_column("left_out")
