"""Element 7: always be problem-solving. The reflection of a cycle (P1 to P8, docs/method.md 7)."""

from __future__ import annotations

from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.machines import ACTIVE
from dialogues.model import Round, Table


def reveal(_ctx: Context, _table: Table, _round: Round) -> None:
    """A reflection is no round; its answers are shown when its private questions close."""


TOPICS = (
    Topic(
        name="reflection",
        prompts=("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"),
        states=ACTIVE,
        settled_by="reflection",
        reveal=reveal,
    ),
)
