"""What the guards on missing points and released blocks mean (docs/state_machines.md, round)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogues import blocks, history
from dialogues.context import Context
from dialogues.machines import Shortfall
from dialogues.model import Question, Request, Round

Guard = Callable[[], Shortfall | None]


def of_round(ctx: Context, round_: Round) -> Mapping[str, Guard]:
    """The guards of the round machine that let a text go back, or be voted on once more."""
    return {
        "point_is_missing": lambda: _unless(
            ctx.repository.count(Question, round_id=round_.id, missing=True, answered=False) > 0,
            "point_is_missing",
        ),
        "not_reopened_before": lambda: _unless(not reopened(ctx, round_), "not_reopened_before"),
        "block_stands": lambda: _unless(bool(blocks.standing(ctx, round_)), "block_stands"),
        "blocks_released": lambda: _blocks_released(ctx, round_),
    }


def reopened(ctx: Context, round_: Round) -> bool:
    """Whether a missing point has sent this round's text back once already."""
    found = ctx.repository.count(
        Request, machine="round", subject_id=round_.id, trigger="reopen_synthesis", outcome=history.GRANTED
    )
    return found > 0


def _blocks_released(ctx: Context, round_: Round) -> Shortfall | None:
    """The text was blocked, and whoever blocked it has taken the block back."""
    raised, standing = blocks.raised(ctx, round_), blocks.standing(ctx, round_)
    have = len(raised) - len(standing)
    return _unless(bool(raised) and not standing, "blocks_released", have, len(raised))


def _unless(holds: bool, rule: str, have: object = "", need: object = "") -> Shortfall | None:
    return None if holds else Shortfall(rule, str(have), str(need))
