"""One SQL table a noun, continued: the last step at a table, until it is taken back or the next is taken."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import own_id, refers_to
from storage.tables import AUTOINCREMENT


class LastStepRow(SQLModel, table=True):
    __tablename__ = "last_step"
    __table_args__ = (UniqueConstraint("table_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    seat_id: int = refers_to("seat")
    kind: str
    title: str | None = None
    topic: str | None = None
    stays: str | None = None
    taken_back: bool
    story: str
    taken_at: datetime
