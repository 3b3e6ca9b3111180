"""One SQL table a noun: people, tables, seats, rounds and what is said in them.

Field for field the same as `dialogues.model`; `storage.mapping` holds the two together.
The rest of the nouns is in `storage.tables_of_record`, the bot's own rows in `storage.tables_of_delivery`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import number, own_id, refers_to

AUTOINCREMENT: dict[str, Any] = {"sqlite_autoincrement": True}


class PersonRow(SQLModel, table=True):
    __tablename__ = "person"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    telegram_id: int = number(unique=True)
    name: str
    language: str
    own_language: str | None = None
    reachable: bool = False
    time_zone: str | None = None


class TableRow(SQLModel, table=True):
    __tablename__ = "table"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    name: str
    chat_id: int = number(unique=True)
    thread_id: int | None = number(default=None)
    time_zone: str
    languages: list[str] = Field(sa_type=JSON)
    cycle_length_days: int
    lifecycle: str
    trust_stage: str
    paused_from: str | None = None
    cycle: int
    cycle_opened_at: datetime | None = None
    starts_on: date | None = None
    opened_at: datetime | None = None
    group_reachable: bool
    guides: str
    version: int


class OrganisationRow(SQLModel, table=True):
    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("table_id", "name_key"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    name: str
    name_key: str
    sector: str
    grassroots: bool
    voting: bool
    joined_cycle: int


class SeatRow(SQLModel, table=True):
    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("table_id", "person_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    person_id: int = refers_to("person")
    organisation_id: int | None = refers_to("organisation", default=None)
    roles: list[str] = Field(sa_type=JSON)
    holds_vote: bool
    claimed_type: str | None = None
    representative_type: str | None = None
    secondary_type: str | None = None
    speaks_for_sector: bool | None = None
    consented_at: datetime | None = None
    present: bool
    joined_at: datetime


class InvitationRow(SQLModel, table=True):
    __tablename__ = "invitation"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    organisation_id: int | None = refers_to("organisation", default=None)
    role: str
    token: str = Field(unique=True)
    uses_left: int
    expires_at: datetime
    revoked: bool
    voice: bool
    replaces_seat: int | None = refers_to("seat", index=False, default=None)
    round_id: int | None = number(default=None)
    for_seat: int | None = refers_to("seat", default=None)


class RoundRow(SQLModel, table=True):
    __tablename__ = "round"
    __table_args__ = (Index(None, "table_id", "state"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    topic: str
    title: str | None = None
    stakes: str | None = None
    commits: bool
    subject: str | None = None
    cycle: int
    state: str
    guide_version: int
    guides: str
    opened_at: datetime
    deadline: datetime | None = None
    notice_until: datetime | None = None
    reminders: int
    extensions: int
    ballot_round: int
    first_ballot_round: int
    # No foreign key: a proposal names its round, and two tables that name each other cannot be filled.
    proposal_id: int | None = number(default=None)
    closed_at: datetime | None = None
    left_out: list[str] = Field(sa_type=JSON)
    version: int


class ReflectionRow(SQLModel, table=True):
    __tablename__ = "reflection"
    __table_args__ = (Index(None, "table_id", "cycle"), Index(None, "table_id", "state"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    cycle: int
    state: str
    data: str | None = None
    decisions: str | None = None
    upstream: str | None = None
    upstream_reason: str | None = None
    practice: str | None = None
    opened_at: datetime
    deadline: datetime | None = None
    reminders: int
    extensions: int
    closed_at: datetime | None = None
    guides: str
    version: int


class AnswerRow(SQLModel, table=True):
    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("round_id", "seat_id", "prompt"),
        UniqueConstraint("reflection_id", "seat_id", "prompt"),
        Index(None, "table_id", "prompt"),
        Index(None, "seat_id", "prompt"),
        Index(None, "table_id", "held"),
        AUTOINCREMENT,
    )

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    round_id: int | None = refers_to("round", index=False, default=None)
    reflection_id: int | None = refers_to("reflection", index=False, default=None)
    seat_id: int = refers_to("seat", index=False)
    organisation_id: int | None = refers_to("organisation", index=False, default=None)
    prompt: str
    tier: str
    text: str
    choice: str | None = None
    passed: bool
    on_behalf: bool
    held: bool
    message_id: int | None = number(index=True, default=None)
    answered_at: datetime


class FocusRow(SQLModel, table=True):
    __tablename__ = "focus"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    person_id: int = Field(foreign_key="person.id", unique=True)
    table_id: int = refers_to("table")
    seat_id: int | None = refers_to("seat", default=None)
    form: str
    subject_id: int | None = number(default=None)
    step: str
    values: dict[str, Any] = Field(sa_type=JSON)
    asked_at: datetime


class ProposalRow(SQLModel, table=True):
    __tablename__ = "proposal"
    __table_args__ = (Index(None, "round_id", "ballot_round"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    ballot_round: int
    text: str
    plain: str | None = None
    seat_id: int = refers_to("seat")
    written_at: datetime


class TranslationRow(SQLModel, table=True):
    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("proposal_id", "language"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    proposal_id: int = refers_to("proposal", index=False)
    language: str
    text: str
    seat_id: int = refers_to("seat")
    written_at: datetime


class QuestionRow(SQLModel, table=True):
    __tablename__ = "question"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round")
    seat_id: int = refers_to("seat")
    text: str
    answered: bool
    missing: bool
    asked_at: datetime


class BallotRow(SQLModel, table=True):
    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("round_id", "ballot_round", "seat_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    ballot_round: int
    seat_id: int = refers_to("seat")
    organisation_id: int = refers_to("organisation")
    score: int
    reason: str | None = None
    counts: bool
    cast_at: datetime


class TallyRow(SQLModel, table=True):
    __tablename__ = "tally"
    __table_args__ = (UniqueConstraint("round_id", "ballot_round"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    ballot_round: int
    cycle: int
    outcome: str
    eligible: int
    counted: int
    quorum_met: bool
    blocks: list[int] = Field(sa_type=JSON)
    below_three: list[int] = Field(sa_type=JSON)
    to_confirm: list[int] = Field(sa_type=JSON)
    counted_at: datetime


class ObjectionRow(SQLModel, table=True):
    __tablename__ = "objection"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round")
    organisation_id: int = refers_to("organisation")
    seat_id: int = refers_to("seat")
    reason: str
    settled: bool
    raised_at: datetime
