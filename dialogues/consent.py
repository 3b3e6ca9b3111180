"""The question of consent that a vote puts: safe enough to try, and until when (docs/method.md 0)."""

from __future__ import annotations

from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Experiment, Round


def values(ctx: Context, round_: Round) -> dict[str, GroupSafe]:
    """Whether a start is voted on, and the last day of the card that the vote is about, where it is about one."""
    tries = round_.topic == "experiment"
    subject = round_.subject or ""
    card = None
    if tries and subject.isascii() and subject.isdigit():
        card = ctx.repository.first(Experiment, id=int(subject), table_id=round_.table_id)
    return {"tries": tries, "until": card.ends_on if card else None}
