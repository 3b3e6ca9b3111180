"""The nouns between the answers of a round and the text that is made of them."""

from __future__ import annotations

from dataclasses import dataclass


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
