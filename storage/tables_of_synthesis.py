"""One SQL table a noun, continued: between a round's answers and its text, and a round in the room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import own_id, refers_to
from storage.tables import AUTOINCREMENT


class AnswerGroupRow(SQLModel, table=True):
    __tablename__ = "answer_group"
    __table_args__ = (Index(None, "round_id", "prompt"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    prompt: str
    answers: list[int] = Field(sa_type=JSON)
    points: list[int] = Field(sa_type=JSON)
    name: str | None = None


class DraftedRow(SQLModel, table=True):
    __tablename__ = "drafted"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round")
    seat_id: int = refers_to("seat")
    text: str
    holds: list[int] | None = Field(default=None, sa_type=JSON)
    written_at: datetime


class TalkRow(SQLModel, table=True):
    __tablename__ = "talk"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round")
    ballot_round: int
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat")
    issue: str | None = None
    need: str | None = None
    other_need: str | None = None
    text: str | None = None
    agreed_at: datetime | None = None
    opened_at: datetime


class InRoomRow(SQLModel, table=True):
    __tablename__ = "in_room"
    __table_args__ = (UniqueConstraint("round_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    since: datetime
    until: datetime | None = None
    phase: str | None = None


class WaiverRow(SQLModel, table=True):
    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("round_id", "ballot_round", "organisation_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    round_id: int = refers_to("round", index=False)
    ballot_round: int
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat")
    agrees: bool
    said_at: datetime
