"""One SQL table a noun, continued: seats and roles that pass on (`dialogues.model_of_seats`)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import own_id, refers_to
from storage.tables import AUTOINCREMENT


class BackingRow(SQLModel, table=True):
    __tablename__ = "backing"
    __table_args__ = (UniqueConstraint("invitation_id", "organisation_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    invitation_id: int = refers_to("invitation", index=False)
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat")
    said_at: datetime
