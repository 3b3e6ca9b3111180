"""What the log of requests tells: what was granted, in which order. Guards ask it what came after what.

Order is that of the log's ids: two things that happen in one instant still have one.
"""

from __future__ import annotations

from dialogues.context import Context
from dialogues.model import Request, Round, Table

GRANTED = ("allowed", "automatic")
AGREED_TO_END = "agree_end"


def latest_step(ctx: Context, table: Table, *triggers: str) -> Request | None:
    """The latest step of the table's life by one of these triggers."""
    found = ctx.repository.find(
        Request, table_id=table.id, machine="table", trigger=triggers, outcome=GRANTED
    )
    return found[-1] if found else None


def latest_leave(ctx: Context, table: Table, state: str) -> Request | None:
    """When the table last went on from this state; pauses are no step."""
    found = ctx.repository.find(Request, table_id=table.id, machine="table", source=state, outcome=GRANTED)
    steps = [r for r in found if r.target not in (state, "paused")]
    return steps[-1] if steps else None


def ratification(ctx: Context, round_id: int) -> int:
    """Where in the log a round was ratified; 0 where it was not."""
    found = ctx.repository.find(
        Request, machine="round", subject_id=round_id, target="ratified", outcome=GRANTED
    )
    return found[-1].id if found else 0


def agreed_to_end(ctx: Context, table: Table) -> bool:
    """Whether a coordinator has agreed to the facilitator's wish to end the table."""
    given = ctx.repository.count(Request, table_id=table.id, machine="table", trigger=AGREED_TO_END)
    return given > 0


def ratified_since(ctx: Context, table: Table, topic: str, since: int, **where: str) -> bool:
    """Whether a round on the topic stands ratified that was so after this place in the log (0: at any time)."""
    found = ctx.repository.find(Round, table_id=table.id, topic=topic, state="ratified", **where)
    return any(since == 0 or ratification(ctx, r.id) > since for r in found)
