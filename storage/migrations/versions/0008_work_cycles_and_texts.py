"""levers, experiments, cycles and evidence; texts that are brought to the table

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("own_language", sa.String(), nullable=True))
    with op.batch_alter_table("table", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voice", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(
            sa.Column("replaces_seat", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_invitation_replaces_seat_seat"), "seat", ["replaces_seat"], ["id"]
        )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.alter_column("voice", server_default=None)
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("stakes", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("commits", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("subject", sa.String(), nullable=True))
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.alter_column("commits", server_default=None)
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.add_column(sa.Column("practice", sa.String(), nullable=True))
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("to_confirm", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.alter_column("to_confirm", server_default=None)
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("missing", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.alter_column("missing", server_default=None)
    op.create_table(
        "must_have",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_must_have_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_must_have_round_id_round")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_must_have_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_must_have_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_must_have")),
        sa.UniqueConstraint(
            "round_id",
            "organisation_id",
            "place",
            name=op.f("uq_must_have_round_id_organisation_id_place"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("must_have", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_must_have_table_id"), ["table_id"], unique=False)
    op.create_table(
        "sorting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_sorting_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_sorting_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sorting")),
        sa.UniqueConstraint("table_id", "organisation_id", name=op.f("uq_sorting_table_id_organisation_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "lever",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decider", sa.String(), nullable=True),
        sa.Column("doer", sa.String(), nullable=True),
        sa.Column("outlasts", sa.String(), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_lever_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_lever_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lever")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("lever", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lever_table_id"), ["table_id"], unique=False)
    op.create_table(
        "dot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lever_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["lever_id"], ["lever.id"], name=op.f("fk_dot_lever_id_lever")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_dot_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_dot_seat_id_seat")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_dot_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dot")),
        sa.UniqueConstraint("lever_id", "organisation_id", name=op.f("uq_dot_lever_id_organisation_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("dot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dot_table_id"), ["table_id"], unique=False)
    op.create_table(
        "experiment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("existing", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("doer", sa.String(), nullable=True),
        sa.Column("hypothesis", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("prediction", sa.String(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("agreed", sa.String(), nullable=True),
        sa.Column("started_cycle", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_cycle", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_cycle", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_experiment_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_experiment_round_id_round")),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_experiment_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiment")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("experiment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_experiment_table_id_state"), ["table_id", "state"], unique=False)
    op.create_table(
        "cycle",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trust_stage", sa.String(), nullable=True),
        sa.Column("lifecycle", sa.String(), nullable=True),
        sa.Column("result_ratified", sa.Boolean(), nullable=True),
        sa.Column("document_ratified", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_cycle_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
        sa.UniqueConstraint("table_id", "number", name=op.f("uq_cycle_table_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "evidence_mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reflection_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("halves", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reflection_id"], ["reflection.id"], name=op.f("fk_evidence_mark_reflection_id_reflection")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_evidence_mark_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_mark")),
        sa.UniqueConstraint("reflection_id", "mark", name=op.f("uq_evidence_mark_reflection_id_mark")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evidence_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_mark_table_id"), ["table_id"], unique=False)
    op.create_table(
        "turns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_turns_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["table.id"], name=op.f("fk_turns_table_id_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint(
            "table_id", "cycle", "organisation_id", name=op.f("uq_turns_table_id_cycle_organisation_id")
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("turns")
    with op.batch_alter_table("evidence_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_mark_table_id"))
    op.drop_table("evidence_mark")
    op.drop_table("cycle")
    with op.batch_alter_table("experiment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_experiment_table_id_state"))
    op.drop_table("experiment")
    with op.batch_alter_table("dot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dot_table_id"))
    op.drop_table("dot")
    with op.batch_alter_table("lever", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lever_table_id"))
    op.drop_table("lever")
    op.drop_table("sorting")
    with op.batch_alter_table("must_have", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_must_have_table_id"))
    op.drop_table("must_have")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_column("missing")
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.drop_column("to_confirm")
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_column("practice")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("subject")
        batch_op.drop_column("commits")
        batch_op.drop_column("stakes")
        batch_op.drop_column("title")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invitation_replaces_seat_seat"), type_="foreignkey")
        batch_op.drop_column("round_id")
        batch_op.drop_column("replaces_seat")
        batch_op.drop_column("voice")
    with op.batch_alter_table("table", schema=None) as batch_op:
        batch_op.drop_column("starts_on")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("own_language")
