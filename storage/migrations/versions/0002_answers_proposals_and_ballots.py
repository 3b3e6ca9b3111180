"""answers proposals and ballots

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "tally",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ballot_round", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("eligible", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("quorum_met", sa.Boolean(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("below_three", sa.JSON(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_tally_round_id_round")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_tally_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
        sa.UniqueConstraint("round_id", "ballot_round", name=op.f("uq_tally_round_id_ballot_round")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tally_table_id"), ["table_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reflection_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_answer_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["reflection_id"], ["reflection.id"], name=op.f("fk_answer_reflection_id_reflection")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_answer_round_id_round")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_answer_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_answer_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "reflection_id", "seat_id", "prompt", name=op.f("uq_answer_reflection_id_seat_id_prompt")
        ),
        sa.UniqueConstraint("round_id", "seat_id", "prompt", name=op.f("uq_answer_round_id_seat_id_prompt")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_table_id_prompt"), ["table_id", "prompt"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ballot_round", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_ballot_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_ballot_round_id_round")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_ballot_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_ballot_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint(
            "round_id", "ballot_round", "seat_id", name=op.f("uq_ballot_round_id_ballot_round_seat_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ballot_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ballot_table_id"), ["table_id"], unique=False)

    op.create_table(
        "focus",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_focus_person_id_person")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_focus_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_focus_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus")),
        sa.UniqueConstraint("person_id", name=op.f("uq_focus_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("focus", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_focus_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_focus_table_id"), ["table_id"], unique=False)

    op.create_table(
        "objection",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_objection_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_objection_round_id_round")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_objection_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_objection_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_table_id"), ["table_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ballot_round", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=True),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_proposal_round_id_round")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_proposal_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_proposal_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_proposal_round_id_ballot_round"), ["round_id", "ballot_round"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_proposal_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_table_id"), ["table_id"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_question_round_id_round")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_question_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_question_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_table_id"), ["table_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_table_id"))
        batch_op.drop_index(batch_op.f("ix_question_seat_id"))
        batch_op.drop_index(batch_op.f("ix_question_round_id"))

    op.drop_table("question")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposal_table_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_seat_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_round_id_ballot_round"))

    op.drop_table("proposal")
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objection_table_id"))
        batch_op.drop_index(batch_op.f("ix_objection_seat_id"))
        batch_op.drop_index(batch_op.f("ix_objection_round_id"))
        batch_op.drop_index(batch_op.f("ix_objection_organisation_id"))

    op.drop_table("objection")
    with op.batch_alter_table("focus", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_focus_table_id"))
        batch_op.drop_index(batch_op.f("ix_focus_seat_id"))

    op.drop_table("focus")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_table_id"))
        batch_op.drop_index(batch_op.f("ix_ballot_seat_id"))
        batch_op.drop_index(batch_op.f("ix_ballot_organisation_id"))

    op.drop_table("ballot")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_table_id_prompt"))
        batch_op.drop_index(batch_op.f("ix_answer_seat_id"))
        batch_op.drop_index(batch_op.f("ix_answer_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_answer_message_id"))

    op.drop_table("answer")
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tally_table_id"))

    op.drop_table("tally")
