"""The noun behind "Undo": the last step that was taken at a table.

Import it from `dialogues.model`, the page of all nouns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LastStep:
    """The last step a facilitator took at a table; one a table, the next takes its place.

    `kind` says what it was, in the words of `undo_steps`; `title` or `topic` the round or card it was about.
    `stays`: why it can never be taken back, a code of `undo_reasons`. `story`: what it takes to take it
    back (`dialogues.undo.story`); empty once that is over.
    """

    id: int = 0
    table_id: int
    seat_id: int
    kind: str
    title: str | None = None
    topic: str | None = None
    stays: str | None = None
    taken_back: bool = False
    story: str = ""
    taken_at: datetime
