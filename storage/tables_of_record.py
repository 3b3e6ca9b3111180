"""One SQL table a noun, continued: what a table has agreed, counted, found and asked for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import ExactDecimal, Identity, number, own_id, refers_to
from storage.tables import AUTOINCREMENT


class MustHaveRow(SQLModel, table=True):
    __tablename__ = "must_have"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id", "place"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat", index=False)
    place: int


class ResultRow(SQLModel, table=True):
    __tablename__ = "result"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    statement: str
    plain: str | None = None
    deadline: date | None = None
    round_id: int = refers_to("round")
    cycle: int
    ratified_at: datetime
    withdrawn: bool


class IndicatorRow(SQLModel, table=True):
    __tablename__ = "indicator"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    name: str
    unit: str
    baseline: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    baseline_on: str | None = None
    target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    source: str | None = None
    groups: str | None = None
    plan_owner: str | None = None
    plan_due: date | None = None


class IndicatorValueRow(SQLModel, table=True):
    __tablename__ = "indicator_value"
    __table_args__ = (Index(None, "indicator_id", "cycle"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    indicator_id: int = refers_to("indicator", index=False)
    cycle: int
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    on: str | None = None
    source: str | None = None
    group: str | None = None
    entered_at: datetime


class FunctionRow(SQLModel, table=True):
    __tablename__ = "function"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    label: str
    kind: str


class CandidateRow(SQLModel, table=True):
    __tablename__ = "candidate"
    __table_args__ = (UniqueConstraint("round_id", "place"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    place: int
    label: str


class GapRow(SQLModel, table=True):
    __tablename__ = "gap"
    __table_args__ = (Index(None, "table_id", "closed_cycle"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    code: str
    subject: str | None = None
    severity: str
    owner: str | None = None
    due: date | None = None
    found_cycle: int
    closed_cycle: int | None = None


class SummaryRow(SQLModel, table=True):
    __tablename__ = "summary"
    __table_args__ = (Index(None, "table_id", "cycle"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    cycle: int
    language: str
    text: str
    written_at: datetime
    delivered_at: datetime | None = None


class GuideVersionRow(SQLModel, table=True):
    __tablename__ = "guide_version"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    fingerprint: str = Field(unique=True)
    content: str
    kept_at: datetime


class RequestRow(SQLModel, table=True):
    __tablename__ = "request"
    __table_args__ = (Index(None, "table_id", "machine", "subject_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    machine: str
    subject_id: int = number()
    trigger: str
    source: str
    target: str | None = None
    seat_id: int | None = refers_to("seat", index=False, default=None)
    outcome: str
    reasons: list[str] = Field(sa_type=JSON)
    cycle: int
    at: datetime


class ChangeRow(SQLModel, table=True):
    __tablename__ = "change"
    __table_args__ = (Index(None, "table_id", "cycle"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    cycle: int
    at: datetime
    seat_id: int | None = refers_to("seat", default=None)
    by: str
    kind: str
    subject_id: int = number()
    name: str | None = None
    what: str
    field: str | None = None
    before: str | None = None
    after: str | None = None


class TimerRow(SQLModel, table=True):
    __tablename__ = "timer"
    __table_args__ = (UniqueConstraint("kind", "subject_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    kind: str
    subject_id: int = number()
    due: datetime = Field(index=True)


class SaidRow(SQLModel, table=True):
    __tablename__ = "said"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    key: str = Field(unique=True)
    table_id: int | None = refers_to("table", default=None)
    person_id: int | None = refers_to("person", default=None)
    message_id: int = number()
    said_at: datetime


class WishRow(SQLModel, table=True):
    __tablename__ = "wish"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    seat_id: int = Field(foreign_key="seat.id", unique=True, sa_type=Identity)
    muted: bool
    snoozed_until: datetime | None = None
    away_until: datetime | None = None
    reminded_at: datetime | None = None


class ReminderRow(SQLModel, table=True):
    __tablename__ = "reminder"
    __table_args__ = (Index(None, "seat_id", "about"), Index(None, "about"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    seat_id: int = refers_to("seat", index=False)
    about: str
    state: str
    due: datetime
