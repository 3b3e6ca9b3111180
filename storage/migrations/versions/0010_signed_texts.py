"""the operating document as it was signed, and what its signatures were given to

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content_hash", sa.String(), nullable=True))
    op.create_table(
        "signed_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_signed_text_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_text")),
        sa.UniqueConstraint("table_id", "edition", name=op.f("uq_signed_text_table_id_edition")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("signed_text")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_column("content_hash")
