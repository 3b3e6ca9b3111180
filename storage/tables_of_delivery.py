"""The bot's own rows: which updates were seen, what is on its way out, what could not be decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from storage.columns import Identity, number, own_id
from storage.tables import AUTOINCREMENT

JSON_OR_NULL = JSON(none_as_null=True)


class SeenUpdateRow(SQLModel, table=True):
    __tablename__ = "seen_update"

    update_id: int = Field(primary_key=True, sa_type=Identity)
    at: datetime = Field(index=True)


class OutboxRow(SQLModel, table=True):
    __tablename__ = "outbox"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    kind: str
    lane: str
    to_person_id: int | None = number(default=None)
    to_table_id: int | None = number(default=None)
    to_chat_id: int | None = number(default=None)
    urgency: int
    text: str
    buttons: list[Any] = Field(sa_type=JSON)
    commands: list[Any] = Field(sa_type=JSON)
    file: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    key: str | None = Field(default=None, index=True)
    anew: bool
    ask_reply: bool
    about_table_id: int | None = number(default=None)
    stale_after: str | None = None
    state: str
    attempts: int
    unsure: int
    message_id: int | None = number(default=None)
    said_at: datetime


class ParkedUpdateRow(SQLModel, table=True):
    __tablename__ = "parked_update"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    update_id: int | None = number(unique=True, default=None)
    payload: str
    error: str
    at: datetime
    attempts: int
    again_at: datetime | None = None
