"""indexes by which an answer and a look back are found, however long a table's history is

With an index of the seat alone SQLite read all a seat had ever answered, in the order of ids, rather
than the few of one round; nothing is looked up by the organisation alone.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_answer_seat_id", table_name="answer")
    op.drop_index("ix_answer_organisation_id", table_name="answer")
    op.create_index("ix_answer_seat_id_prompt", "answer", ["seat_id", "prompt"], unique=False)
    op.create_index("ix_answer_table_id_held", "answer", ["table_id", "held"], unique=False)
    op.create_index("ix_reflection_table_id_state", "reflection", ["table_id", "state"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_reflection_table_id_state", table_name="reflection")
    op.drop_index("ix_answer_table_id_held", table_name="answer")
    op.drop_index("ix_answer_seat_id_prompt", table_name="answer")
    op.create_index("ix_answer_organisation_id", "answer", ["organisation_id"], unique=False)
    op.create_index("ix_answer_seat_id", "answer", ["seat_id"], unique=False)
