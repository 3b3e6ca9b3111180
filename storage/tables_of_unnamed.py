"""One SQL table a noun, continued: checks without names. Who took part and what was chosen stand apart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import own_id, refers_to
from storage.tables import AUTOINCREMENT


class UnnamedCheckRow(SQLModel, table=True):
    __tablename__ = "unnamed_check"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int | None = refers_to("round", default=None)
    proposal_id: int | None = refers_to("proposal", index=False, default=None)
    text: str
    cycle: int
    opened_at: datetime
    deadline: datetime
    status: str
    closed_at: datetime | None = None
    told: dict[str, int] | None = Field(default=None, sa_type=JSON)


class UrnRow(SQLModel, table=True):
    __tablename__ = "urn"
    __table_args__ = (UniqueConstraint("check_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    check_id: int = refers_to("unnamed_check", index=False)
    sealed: str


class CheckMarkRow(SQLModel, table=True):
    __tablename__ = "check_mark"
    __table_args__ = (UniqueConstraint("check_id", "seat_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    check_id: int = refers_to("unnamed_check", index=False)
    seat_id: int = refers_to("seat")
    taken: bool
