"""What a text on the table is called, how much is at stake, and whether anything is collected before it.

A text that was brought to the table has a title, and may have stakes of its own; a round without
them has those of its topic.
"""

from __future__ import annotations

from dialogues import elements
from dialogues.context import Context
from dialogues.model import Round, Table


def stakes(round_: Round) -> str:
    """How much is at stake: "high" or "routine" (docs/method.md 0)."""
    return round_.stakes or elements.topic(round_.topic).stakes


def collects(round_: Round) -> bool:
    """Whether the topic's prompts are asked first. A text that was brought with a title collects nothing."""
    topic = elements.topic(round_.topic)
    return round_.title is None and (bool(topic.prompts) or topic.collected is not None)


def title_in(ctx: Context, language: str, round_: Round) -> str:
    """The title it was brought with, as it is; else the topic's name in this language."""
    return round_.title or ctx.label(language, f"topics.{round_.topic}")


def title(ctx: Context, table: Table, round_: Round) -> str:
    """What the round is called in the group."""
    return title_in(ctx, table.languages[0], round_)
