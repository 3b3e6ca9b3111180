"""The nouns between the answers of a round and the text that is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dialogues.checks.privacy import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """Answers to one prompt of a round that a facilitator keeps together; its `name`, if it was given one.

    `points` are questions to the text in which a point is said to be missing. Words stand in neither.
    """

    id: int = 0
    table_id: int
    round_id: int
    prompt: str
    answers: tuple[int, ...]
    points: tuple[int, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A text that is kept beside others before one is put to the table.

    `holds`: the places of the marked points that a facilitator says it holds; None while nobody has said.
    """

    id: int = 0
    table_id: int
    round_id: int
    seat_id: int
    text: str
    holds: tuple[int, ...] | None = None
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Three steps of one organisation that could not live with a text, with the facilitators, in private.

    `issue` and `need` are the organisation's, `other_need` and `text` the facilitators' words; how far the
    talk is follows from what is there. `agreed_at`: since when the organisation can live with `text`.
    """

    id: int = 0
    table_id: int
    round_id: int
    ballot_round: int
    organisation_id: int
    seat_id: int
    issue: Sealed | None = None
    need: Sealed | None = None
    other_need: Sealed | None = None
    text: Sealed | None = None
    agreed_at: datetime | None = None
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MustHave:
    """A point an organisation cannot live without: its place in the order in which a round's points are shown."""

    id: int = 0
    table_id: int
    round_id: int
    organisation_id: int
    seat_id: int
    place: int
