"""which parked updates are to be taken once more

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("parked_update", schema=None) as batch_op:
        batch_op.add_column(sa.Column("again_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("parked_update", schema=None) as batch_op:
        batch_op.drop_column("again_at")
