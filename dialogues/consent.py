"""The question of consent that a vote puts: safe enough to try, and until when (docs/method.md 0)."""

from __future__ import annotations

from dialogues.checks import names
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Experiment, Round


def values(ctx: Context, round_: Round) -> dict[str, GroupSafe]:
    """Whether a start is voted on, and the last day of the card that the vote is about, where it is about one."""
    tries = round_.topic == "experiment"
    card = _card(ctx, round_) if tries else None
    return {"tries": tries, "until": card.ends_on if card else None}


def _card(ctx: Context, round_: Round) -> Experiment | None:
    """The card that the round names as its subject, else the one of the same title that has not started."""
    waiting = ctx.repository.find(Experiment, table_id=round_.table_id, state="drafted")
    if round_.subject:
        return next((e for e in waiting if str(e.id) == round_.subject), None)
    title = names.name_key(round_.title or "")
    return next((e for e in waiting if title and names.name_key(e.title) == title), None)
