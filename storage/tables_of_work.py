"""One SQL table a noun, continued: levers, experiments, cycles, evidence (`dialogues.model_of_work`)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import own_id, refers_to
from storage.tables import AUTOINCREMENT


class SortingRow(SQLModel, table=True):
    __tablename__ = "sorting"
    __table_args__ = (UniqueConstraint("table_id", "organisation_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    organisation_id: int = refers_to("organisation", index=False)
    kind: str
    sorted_at: datetime


class LeverRow(SQLModel, table=True):
    __tablename__ = "lever"
    __table_args__ = (AUTOINCREMENT,)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    label: str
    condition: str
    kind: str
    organisation_id: int | None = refers_to("organisation", index=False, default=None)
    decider: str | None = None
    doer: str | None = None
    outlasts: str | None = None
    chosen: bool
    written_at: datetime


class DotRow(SQLModel, table=True):
    __tablename__ = "dot"
    __table_args__ = (UniqueConstraint("lever_id", "organisation_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    lever_id: int = refers_to("lever", index=False)
    organisation_id: int = refers_to("organisation", index=False)
    seat_id: int = refers_to("seat", index=False)


class ExperimentRow(SQLModel, table=True):
    __tablename__ = "experiment"
    __table_args__ = (Index(None, "table_id", "state"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    organisation_id: int = refers_to("organisation", index=False)
    title: str
    level: str
    existing: bool
    state: str
    doer: str | None = None
    hypothesis: str | None = None
    measure: str | None = None
    prediction: str | None = None
    ends_on: date | None = None
    extensions: int
    round_id: int | None = refers_to("round", index=False, default=None)
    agreed: str | None = None
    started_cycle: int | None = None
    started_at: datetime | None = None
    closed_cycle: int | None = None
    closed_at: datetime | None = None
    result: str | None = None
    decision: str | None = None
    decided_cycle: int | None = None
    why: str | None = None


class CycleRow(SQLModel, table=True):
    __tablename__ = "cycle"
    __table_args__ = (UniqueConstraint("table_id", "number"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    number: int
    opened_at: datetime
    ended_at: datetime | None = None
    trust_stage: str | None = None
    lifecycle: str | None = None
    result_ratified: bool | None = None
    document_ratified: bool | None = None


class EvidenceMarkRow(SQLModel, table=True):
    __tablename__ = "evidence_mark"
    __table_args__ = (UniqueConstraint("reflection_id", "mark"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table")
    reflection_id: int = refers_to("reflection", index=False)
    mark: str
    halves: int
    by: str


class FigureRow(SQLModel, table=True):
    __tablename__ = "figure"
    __table_args__ = (Index(None, "table_id", "name"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    reflection_id: int | None = refers_to("reflection", default=None)
    name: str
    values: dict[str, str] = Field(sa_type=JSON)
    told_at: datetime


class TurnsRow(SQLModel, table=True):
    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("table_id", "cycle", "organisation_id"), AUTOINCREMENT)

    id: int | None = own_id()
    table_id: int = refers_to("table", index=False)
    cycle: int
    organisation_id: int = refers_to("organisation", index=False)
    messages: int
