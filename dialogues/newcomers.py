"""What newcomers catch up on: the prompts of every guide whose questions closed before they sat down.

An answer their organisation has given before stands for whoever speaks for it now; what is asked of
each representative is asked of every new seat (docs/method.md 6c, fast re-form).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dialogues import collecting, guide_versions
from dialogues.context import Context
from dialogues.guides import Prompt
from dialogues.guides.guide_set import GuideSet
from dialogues.model import Answer, Request, Round, Seat, Table

CATCH_UP = "catch_up"
# Pulse, what is not said, and reflection look at their own cycle, ratings and harm at one list or experiment.
LEFT_OUT = ("pulse", "unsaid", "reflection", "indicator", "harm", CATCH_UP)
# A hope and a worry are said at the introductions, which are opened again for newcomers.
NOT_CAUGHT_UP = ("T10",)
Asked = Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Closing:
    """When the questions of a round were closed."""

    at: datetime
    round_: Round


def collected(ctx: Context, round_: Round) -> tuple[tuple[Prompt, ...], Asked]:
    """The prompts of a round that lets newcomers catch up, and the steps that each of their seats is asked."""
    return _open(ctx, round_.table_id, round_.id, guide_versions.of(ctx.repository, round_.guides))


def waiting(ctx: Context, table: Table) -> list[Seat]:
    """The seats with something to catch up on, while no such round is open."""
    if is_open(ctx, table):
        return []
    _, asked = _open(ctx, table.id, None, guide_versions.of_table(ctx, table))
    return [s for s in ctx.seats(table) if asked.get(s.id)]


def left(ctx: Context, table: Table, seat: Seat) -> frozenset[str]:
    """The steps that this seat has still to catch up on, whether such a round is open or not."""
    open_ = ctx.repository.find(Round, table_id=table.id, topic=CATCH_UP, state="collecting")
    for round_ in open_:
        answered = {a.prompt for a in ctx.repository.find(Answer, round_id=round_.id, seat_id=seat.id)}
        return collected(ctx, round_)[1].get(seat.id, frozenset()) - answered
    return _open(ctx, table.id, None, guide_versions.of_table(ctx, table))[1].get(seat.id, frozenset())


def is_open(ctx: Context, table: Table) -> bool:
    """Whether newcomers are catching up now."""
    return ctx.repository.count(Round, table_id=table.id, topic=CATCH_UP, state="collecting") > 0


def _open(
    ctx: Context, table_id: int, before: int | None, guides: GuideSet
) -> tuple[tuple[Prompt, ...], Asked]:
    closed = _closings(ctx, table_id, before)
    chance = closed.pop(CATCH_UP, None)
    missable = {
        prompt.id: (prompt, closing.at)
        for name, closing in closed.items()
        if name not in LEFT_OUT
        for prompt in guides.asked(name)
        # A question that came into the guides later was missed by nobody.
        if prompt.id not in NOT_CAUGHT_UP and prompt.id in _asked_then(ctx, closing)
    }
    prompts = tuple(prompt for prompt, _ in missable.values())
    standing = collecting.standing(ctx, table_id, prompts, before)
    asked = {}
    for seat in ctx.repository.find(Seat, table_id=table_id, present=True):
        if seat.organisation_id is None or (chance is not None and seat.joined_at < chance.at):
            continue
        missed = [p for p in prompts if collecting.is_asked(seat, p) and seat.joined_at >= missable[p.id][1]]
        steps = {step for p in missed for step in p.steps} - standing.of(seat)
        if steps:
            asked[seat.id] = frozenset(steps)
    return prompts, asked


def _asked_then(ctx: Context, closing: _Closing) -> frozenset[str]:
    guides = guide_versions.of(ctx.repository, closing.round_.guides)
    return frozenset(prompt.id for prompt in guides.asked(closing.round_.topic))


def _closings(ctx: Context, table_id: int, before: int | None) -> dict[str, _Closing]:
    """Topic → when its questions were last closed, in the order in which they first were."""
    log = ctx.repository.find(
        Request,
        table_id=table_id,
        machine="round",
        trigger="close_collection",
        outcome=("allowed", "automatic"),
    )
    earlier = [r for r in log if before is None or r.subject_id < before]
    rounds = {r.id: r for r in ctx.repository.find(Round, id=[r.subject_id for r in earlier])}
    closed = [_Closing(r.at, rounds[r.subject_id]) for r in earlier if r.subject_id in rounds]
    return {closing.round_.topic: closing for closing in closed}
