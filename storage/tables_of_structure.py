"""One SQL table a noun, continued: bodies, roles, promises, the document (`dialogues.model_of_structure`)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import number, own_id, refers_to
from storage.tables import AUTOINCREMENT


class BodyRow(SQLModel, table=True):
    __tablename__ = "body"
    __table_args__ = (UniqueConstraint("table_id", "name_key"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    name: str
    name_key: str
    decides: bool
    community: bool
    per_person: bool
    seats: list[int] = Field(sa_type=JSON)
    # No foreign key: a body may be taken away while another still names it.
    channel_to: int | None = number(default=None)


class ResponsibilityRow(SQLModel, table=True):
    __tablename__ = "responsibility"
    __table_args__ = (UniqueConstraint("table_id", "task_key"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    task: str
    task_key: str
    responsible: list[int] = Field(sa_type=JSON)
    accountable: list[int] = Field(sa_type=JSON)


class CommitmentRow(SQLModel, table=True):
    __tablename__ = "commitment"
    __table_args__ = (Index(None, "table_id", "status"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    by_organisation: int = refers_to("organisation", index=False)
    to_organisation: int = refers_to("organisation", index=False)
    what: str
    due: date
    status: str
    evidence: str | None = None
    misses: int
    cycle: int
    ended_at: datetime | None = None


class FacilitatorEntryRow(SQLModel, table=True):
    __tablename__ = "facilitator_entry"
    __table_args__ = (UniqueConstraint("table_id", "prompt"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    prompt: str
    text: str
    cycle: int
    entered_at: datetime


class OperatingDocumentRow(SQLModel, table=True):
    __tablename__ = "operating_document"
    __table_args__ = (UniqueConstraint("table_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    edition: int
    review_months: int | None = None
    changed_at: datetime


class DocumentSectionRow(SQLModel, table=True):
    __tablename__ = "document_section"
    __table_args__ = (UniqueConstraint("table_id", "section"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    section: str
    text: str
    written_at: datetime


class SignatureRow(SQLModel, table=True):
    __tablename__ = "signature"
    __table_args__ = (Index(None, "table_id", "edition"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat", index=False)
    edition: int
    signed_at: datetime
    content_hash: str | None = None


class SignedTextRow(SQLModel, table=True):
    __tablename__ = "signed_text"
    __table_args__ = (UniqueConstraint("table_id", "edition"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    edition: int
    number: int
    content_hash: str
    texts: dict[str, str] = Field(sa_type=JSON)
    kept_at: datetime


class FlagRow(SQLModel, table=True):
    __tablename__ = "flag"
    __table_args__ = (Index(None, "table_id", "fixed_cycle"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    code: str
    subject: str | None = None
    found_cycle: int
    fixed_cycle: int | None = None


class ConfirmationRow(SQLModel, table=True):
    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("round_id", "ballot_round", "organisation_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    ballot_round: int
    organisation_id: int = refers_to("organisation", index=False)
    invitation_id: int | None = refers_to("invitation", index=False, default=None)
    cycle: int | None = None
    confirmed_at: datetime | None = None


class TableRuleRow(SQLModel, table=True):
    __tablename__ = "table_rule"
    __table_args__ = (UniqueConstraint("table_id", "rule"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    rule: str
    value: str
    round_id: int = refers_to("round", index=False)
    set_at: datetime
