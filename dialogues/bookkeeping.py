"""What the bot notes for itself, as frozen values: questions, timers, reminders, requests, changes, messages.

Import them from `dialogues.model`, the page of all nouns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import datetime

Values = Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What one person is being asked in the private chat at this moment. One per person."""

    id: int = 0
    person_id: int
    table_id: int
    seat_id: int | None = None
    form: str
    subject_id: int | None = None
    step: str
    values: Values = field_of(default_factory=dict)
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideVersion:
    """All guides with their words as some table asks from them; kept once, and never changed.

    `fingerprint` is the hash of `content` (`dialogues.guides.guide_set`).
    """

    id: int = 0
    fingerprint: str
    content: str
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A trigger somebody asked of a machine: granted, refused (with reasons) or automatic."""

    id: int = 0
    table_id: int
    machine: str
    subject_id: int
    trigger: str
    source: str
    target: str | None
    seat_id: int | None
    outcome: str
    reasons: tuple[str, ...] = ()
    cycle: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something at a table that somebody added, changed or took away. Written by `dialogues.trail` alone.

    `by`: facilitator, coordinator or member (then `seat_id` tells which), "outside" (no seat here), "clock"
    or "rules" (the bot itself). `kind` and `subject_id` say which one, `name` what it is called; `before`
    and `after` stand only where everybody who reads of the change may read them (`trail.watched`).
    """

    id: int = 0
    table_id: int
    cycle: int
    at: datetime
    seat_id: int | None
    by: str
    kind: str
    subject_id: int
    name: str | None = None
    what: str
    field: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something due later. Unique by (kind, subject_id); deleted when it has run."""

    id: int = 0
    table_id: int
    kind: str
    subject_id: int
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Where a message that may be edited later stands. `key` is unique; written on delivery."""

    id: int = 0
    key: str
    table_id: int | None
    person_id: int | None
    message_id: int
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How one seat wishes to be reminded; one a seat. `reminded_at`: the last reminder said to it.

    `away_until` is the first instant of the day on which the person is back.
    """

    id: int = 0
    table_id: int
    seat_id: int
    muted: bool = False
    snoozed_until: datetime | None = None
    away_until: datetime | None = None
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder that one seat is owed or was given, for as long as what it is `about` is open.

    `about` is "round:12", "reflection:3" or "vote:12:1" (round and ballot round). `state`: "waiting" until
    `due`, "said", "taken_back" or "declined" by the person. Only one that is said is sent.
    """

    id: int = 0
    table_id: int
    seat_id: int
    about: str
    state: str
    due: datetime
