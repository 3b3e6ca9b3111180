"""What the guards on missing points, languages and released blocks mean (docs/state_machines.md, round)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dialogues import blocks, history, translations
from dialogues.context import Context
from dialogues.machines import Shortfall
from dialogues.model import Proposal, Question, Request, Round, Table

Guard = Callable[[], Shortfall | None]


def of_round(ctx: Context, table: Table, round_: Round) -> Mapping[str, Guard]:
    """The guards of the round machine that let a text go back, or be voted on once more."""
    return {
        "point_is_missing": lambda: _unless(
            ctx.repository.count(Question, round_id=round_.id, missing=True, answered=False) > 0,
            "point_is_missing",
        ),
        "not_reopened_before": lambda: _unless(not reopened(ctx, round_), "not_reopened_before"),
        "text_in_each_language": lambda: _text_in_each_language(ctx, table, round_),
        "block_stands": lambda: _unless(bool(blocks.standing(ctx, round_)), "block_stands"),
        "blocks_released": lambda: _blocks_released(ctx, round_),
    }


def _text_in_each_language(ctx: Context, table: Table, round_: Round) -> Shortfall | None:
    """Everybody reads what is voted on in a language of the table that is theirs (docs/method.md 0)."""
    proposal = ctx.repository.get(Proposal, round_.proposal_id) if round_.proposal_id else None
    lacks = translations.lacking(ctx.repository, table, proposal)
    return _unless(not lacks, "text_in_each_language", " ".join(lacks))


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
