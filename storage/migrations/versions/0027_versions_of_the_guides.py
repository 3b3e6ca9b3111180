"""versions of the guides, and which of them a table, a round and a reflection ask from

Revision ID: 0027
Revises: 0026
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guide_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_version")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_guide_version_fingerprint")),
        sqlite_autoincrement=True,
    )
    # Tables and rounds that have begun ask the built-in questions.
    for table in ("table", "round", "reflection"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("guides", sa.String(), nullable=False, server_default=""))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("guides", server_default=None)


def downgrade() -> None:
    for table in ("table", "round", "reflection"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("guides")
    op.drop_table("guide_version")
