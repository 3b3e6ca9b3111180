"""Whether a round is held in the room, and how much is left of the minutes that were set for it."""

from __future__ import annotations

from datetime import timedelta

from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import InRoom, Round

# States in which people answer or vote, so that minutes can run and counts be shown.
COUNTED = ("collecting", "voting")


def of_round(ctx: Context, round_: Round) -> InRoom | None:
    """How the round is held in the room; None where it goes over days."""
    return ctx.repository.first(InRoom, round_id=round_.id)


def left(ctx: Context, round_: Round, held: InRoom | None) -> timedelta | None:
    """What is left of the minutes, not below zero; None where none run for what the round is doing now."""
    if held is None or held.until is None or held.phase != round_.state:
        return None
    return max(timedelta(0), held.until - ctx.now)


def values(ctx: Context, round_: Round) -> dict[str, GroupSafe]:
    """What a live message says of it: minutes and seconds left, rounded up; None where no minutes run."""
    held = of_round(ctx, round_)
    remaining = left(ctx, round_, held)
    seconds = None if remaining is None else -(-remaining // timedelta(seconds=1))
    minutes, rest = (None, None) if seconds is None else divmod(seconds, 60)
    return {"in_room": held is not None, "minutes": minutes, "seconds": rest}
