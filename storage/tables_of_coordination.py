"""One SQL table a noun, continued: wishes, asks that were done, minutes (`dialogues.model_of_coordination`)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import own_id, refers_to
from storage.tables import AUTOINCREMENT


class CoordinatorWishRow(SQLModel, table=True):
    __tablename__ = "coordinator_wish"
    __table_args__ = (UniqueConstraint("person_id"), AUTOINCREMENT)

    id: int | None = own_id()
    person_id: int = refers_to("person", index=False)
    form: str
    language: str | None = None
    digest: str


class AskDoneRow(SQLModel, table=True):
    __tablename__ = "ask_done"
    __table_args__ = (UniqueConstraint("table_id", "ask"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    ask: str
    seat_id: int = refers_to("seat", index=False)
    done_at: datetime


class MinutesRow(SQLModel, table=True):
    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("table_id", "number"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    number: int
    cycle: int
    since: datetime
    until: datetime
    texts: dict[str, str] = Field(sa_type=JSON)
