"""One SQL table a noun, continued: pulses, disagreements, and roles that are known (`dialogues.model_of_trust`)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import ExactDecimal, own_id, refers_to
from storage.tables import AUTOINCREMENT


class PulseRow(SQLModel, table=True):
    __tablename__ = "pulse"
    __table_args__ = (UniqueConstraint("round_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    cycle: int
    closed_at: datetime
    formings: int
    respondents: int
    organisations: int
    asked: int
    suppressed: bool
    overall: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t1: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t2: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t3: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t4: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t5: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t6: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t7: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    t8: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    equal_leverage: bool
    differing: int
    false_harmony: bool


class DisagreementRow(SQLModel, table=True):
    __tablename__ = "disagreement"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat", index=False)
    topic: str
    cycle: int
    formings: int
    opened_at: datetime
    how: str | None = None
    until: date | None = None
    settled_at: datetime | None = None
    settled_formings: int | None = None


class RoleAcknowledgementRow(SQLModel, table=True):
    __tablename__ = "role_acknowledgement"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat", index=False)
    at: datetime
