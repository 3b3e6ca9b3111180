"""One SQL table a noun, continued: seats and roles that pass on (`dialogues.model_of_seats`)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import number, own_id, refers_to
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


class TurnoverRow(SQLModel, table=True):
    __tablename__ = "turnover"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat")
    by_seat: int = refers_to("seat", index=False)
    why: str | None = None
    # No foreign key: it says which link was sent, also where that has been thrown away.
    invitation_id: int | None = number(index=True, default=None)
    new_seat: int | None = refers_to("seat", default=None)
    formed: bool
    begun_at: datetime
    seated_at: datetime | None = None
    done_at: datetime | None = None


class ReadBackRow(SQLModel, table=True):
    __tablename__ = "read_back"
    __table_args__ = (UniqueConstraint("seat_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    seat_id: int = refers_to("seat", index=False)
    organisation_id: int = refers_to("organisation", index=False)
    tier: str
    text: str
    # No foreign keys: they say what was read, whatever has become of it.
    result_id: int | None = number(default=None)
    document_id: int | None = number(default=None)
    read_at: datetime
    answered_at: datetime | None = None
