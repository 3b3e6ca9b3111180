"""The nouns of elements 2, 5 and 7 as frozen values: levers, experiments, cycles, evidence.

Import them from `dialogues.model`, the page of all nouns. Organisations stand by their ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """How the table sorted an organisation's strategy (S3): "system" or "program"."""

    id: int = 0
    table_id: int
    organisation_id: int
    kind: str
    sorted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A strategy the table works on: its condition (box), who decides, who does, what outlasts the grant."""

    id: int = 0
    table_id: int
    label: str
    condition: str
    kind: str
    organisation_id: int | None = None
    decider: str | None = None
    doer: str | None = None
    outlasts: str | None = None
    chosen: bool = False
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One of an organisation's dots on a lever."""

    id: int = 0
    table_id: int
    lever_id: int
    organisation_id: int
    seat_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """An experiment card. `state`: drafted, running or closed; `level` is the lever box, or program.

    `existing` ran before the table took it up. `agreed` says how the table agreed to a start without
    a vote in the bot; `round_id` names the vote. `decision`: adopt, adapt or abandon.
    """

    id: int = 0
    table_id: int
    organisation_id: int
    title: str
    level: str
    existing: bool = False
    state: str = "drafted"
    doer: str | None = None
    hypothesis: str | None = None
    measure: str | None = None
    prediction: str | None = None
    ends_on: date | None = None
    extensions: int = 0
    round_id: int | None = None
    agreed: str | None = None
    started_cycle: int | None = None
    started_at: datetime | None = None
    closed_cycle: int | None = None
    closed_at: datetime | None = None
    result: str | None = None
    decision: str | None = None
    decided_cycle: int | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One turn of the problem-solving cycle, with what stood at its end once it has ended."""

    id: int = 0
    table_id: int
    number: int
    opened_at: datetime
    ended_at: datetime | None = None
    trust_stage: str | None = None
    lifecycle: str | None = None
    result_ratified: bool | None = None
    document_ratified: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceMark:
    """One of the sixteen marks of a reflection (PD1 … AR4). `halves` is 0, 1 or 2; `by`: derived or facilitator."""

    id: int = 0
    table_id: int
    reflection_id: int
    mark: str
    halves: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was counted of private answers when they closed. It is told as it stands, and never counted anew.

    `name`: "P8" (a mean by stage, of a reflection) or "S1" (the conditions that were picked, of a table).
    """

    id: int = 0
    table_id: int
    reflection_id: int | None = None
    name: str
    values: Mapping[str, str]
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """How many messages of an organisation were heard in the open discussion of a cycle. Never their words."""

    id: int = 0
    table_id: int
    cycle: int
    organisation_id: int
    messages: int
