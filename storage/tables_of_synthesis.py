"""One SQL table a noun, continued: what lies between the answers of a round and its text."""

from __future__ import annotations

from sqlalchemy import JSON, Index
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
