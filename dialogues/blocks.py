"""Which blocks of a text stand: raised at its latest count, and not released since (docs/method.md 0).

Nobody overrides a block; a text passes beside one only by a rule ratified before (`dialogues.fallback`).
A release is in the log of requests: trigger "release", by a seat of the organisation.
"""

from __future__ import annotations

from dialogues import history
from dialogues.context import Context
from dialogues.model import Request, Round, Seat, Tally


def raised(ctx: Context, round_: Round) -> tuple[int, ...]:
    """The organisations that blocked in the running ballot round, once it has been counted."""
    tally = ctx.repository.first(Tally, round_id=round_.id, ballot_round=round_.ballot_round)
    return tally.blocks if tally else ()


def standing(ctx: Context, round_: Round) -> set[int]:
    """The organisations whose block has not been released."""
    return set(raised(ctx, round_)) - _released(ctx, round_)


def _released(ctx: Context, round_: Round) -> set[int]:
    asked = ctx.repository.find(
        Request,
        machine="round",
        subject_id=round_.id,
        trigger=("close_vote", "release"),
        outcome=history.GRANTED,
    )
    counted = max((r.id for r in asked if r.trigger == "close_vote"), default=0)
    seats = {r.seat_id for r in asked if r.trigger == "release" and r.id > counted and r.seat_id is not None}
    return {ctx.repository.get(Seat, id).organisation_id or 0 for id in seats}
