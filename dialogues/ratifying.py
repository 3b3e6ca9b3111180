"""What follows when a text is ratified: an earlier one on the same matter no longer stands, and its topic acts."""

from __future__ import annotations

from dataclasses import replace

from dialogues import elements
from dialogues.context import Context
from dialogues.model import Result, Round, Table
from dialogues.moves import move_round

# Of these a table has one at a time.
ONE_AT_A_TIME = ("result", "document")


def ratified(ctx: Context, table: Table, round_: Round) -> None:
    """Called once, when the round has become ratified by vote or by the last confirmation."""
    if round_.topic in ONE_AT_A_TIME:
        _supersede_earlier(ctx, table, round_)
    follow = elements.topic(round_.topic).ratified
    if follow is not None:
        follow(ctx, table, round_)


def _supersede_earlier(ctx: Context, table: Table, round_: Round) -> None:
    """Earlier ratified texts are superseded; one that is still being written goes on."""
    for earlier in ctx.repository.find(Round, table_id=table.id, topic=round_.topic, state="ratified"):
        if earlier.id == round_.id:
            continue
        move_round(ctx, table, earlier, "supersede", None)
        for result in ctx.repository.find(Result, round_id=earlier.id, withdrawn=False):
            ctx.repository.put(replace(result, withdrawn=True))
