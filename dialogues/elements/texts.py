"""Texts of all elements that are brought to the table: written, checked, voted on (docs/method.md 0)."""

from __future__ import annotations

from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.machines import ACTIVE
from dialogues.model import Round, Table


def nothing_collected(_ctx: Context, _table: Table, _round: Round) -> None:
    """Nothing was asked, so there is nothing to show: the facilitator is asked for the text at once."""


def _brought(name: str, stakes: str) -> Topic:
    return Topic(
        name=name, prompts=(), states=ACTIVE, settled_by="vote", stakes=stakes, reveal=nothing_collected
    )


TOPICS = (
    _brought("purpose", "high"),
    _brought("other", "high"),
)
