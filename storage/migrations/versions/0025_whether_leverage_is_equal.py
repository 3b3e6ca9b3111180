"""of T7 by group, which may be one person's mark, only whether it weighs enough

Revision ID: 0025
Revises: 0024
"""

from __future__ import annotations

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# As the rules stood when these pulses were closed (LEVERAGE_MINIMUM, LEVERAGE_GAP).
LEAST, WIDEST = Decimal("3.5"), Decimal("1.0")
pulse = sa.table(
    "pulse",
    sa.column("id"),
    sa.column("grassroots_t7", sa.Text),
    sa.column("others_t7", sa.Text),
    sa.column("equal_leverage", sa.Boolean),
)


def upgrade() -> None:
    with op.batch_alter_table("pulse") as batch:
        batch.add_column(sa.Column("equal_leverage", sa.Boolean(), nullable=True))
    marks = op.get_bind().execute(sa.select(pulse.c.id, pulse.c.grassroots_t7, pulse.c.others_t7)).all()
    for id, grassroots, others in marks:
        changed = sa.update(pulse).where(pulse.c.id == id)
        op.get_bind().execute(changed.values(equal_leverage=_is_equal(grassroots, others)))
    with op.batch_alter_table("pulse") as batch:
        batch.alter_column("equal_leverage", existing_type=sa.Boolean(), nullable=False)
        batch.drop_column("grassroots_t7")
        batch.drop_column("others_t7")


def _is_equal(grassroots: str | None, others: str | None) -> bool:
    if grassroots is None or Decimal(grassroots) < LEAST:
        return False
    return others is None or Decimal(others) - Decimal(grassroots) <= WIDEST


def downgrade() -> None:
    with op.batch_alter_table("pulse") as batch:
        batch.add_column(sa.Column("grassroots_t7", sa.Text(), nullable=True))
        batch.add_column(sa.Column("others_t7", sa.Text(), nullable=True))
        batch.drop_column("equal_leverage")
