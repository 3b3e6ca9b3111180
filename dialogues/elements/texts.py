"""Texts of all elements that are brought to the table: written, checked, voted on (docs/method.md 0)."""

from __future__ import annotations

from collections.abc import Callable

from dialogues import adjourning, reopening, table_rules
from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.machines import ACTIVE
from dialogues.model import Round, Table

Reveal = Callable[[Context, Table, Round], None]


def nothing_collected(_ctx: Context, _table: Table, _round: Round) -> None:
    """Nothing was asked, so there is nothing to show: the facilitator is asked for the text at once."""


def _brought(name: str, stakes: str, ratified: Reveal | None = None) -> Topic:
    return Topic(
        name=name,
        prompts=(),
        states=ACTIVE,
        settled_by="vote",
        stakes=stakes,
        reveal=nothing_collected,
        ratified=ratified,
    )


def reopened(ctx: Context, table: Table, _round: Round) -> None:
    """The table has voted to reopen its result."""
    reopening.reopen_result(ctx, table, None)


def ended(ctx: Context, table: Table, _round: Round) -> None:
    """The table has voted to end."""
    adjourning.end(ctx, table, None)


TOPICS = (
    _brought("purpose", "high"),
    _brought("other", "high"),
    _brought("reopening", "high", reopened),
    _brought("adjourning", "high", ended),
    _brought("rule", "high", table_rules.ratified),
)
