"""What was decided in a cycle, and what waits: for the coordinators' page (docs/method.md 8, section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import confirming, elements, texts
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Ballot, Confirmation, Round, Table, Tally

Line = dict[str, GroupSafe]
STATES = (
    "ratified",
    "provisional",
    "no_quorum",
    "blocked",
    "needs_discussion",
    "parked",
    "withdrawn",
    "expired",
)


def for_summary(ctx: Context, table: Table, cycle: int, language: str) -> dict[str, list[Line]]:
    """{"decisions": lines}, in the order in which the texts were brought.

    A line has `title`, `state` (one of `STATES`), `outcome` (the same in words, with how many
    organisations have confirmed), `before` (how earlier votes of this cycle ended), `n` (the ballot
    round) and `blocks` (who blocked, with their public reasons, or None). In the page of a cycle stand
    the texts that were voted on or confirmed in it, and whatever waits for confirmations or is parked.
    """
    rounds = ctx.repository.find(Round, table_id=table.id)
    found = [
        (r, ctx.repository.find(Tally, round_id=r.id, cycle=cycle))
        for r in rounds
        if elements.topic(r.topic).settled_by == "vote"
    ]
    told = [(r, tallies) for r, tallies in found if tallies or _waits(r) or _confirmed_in(ctx, r, cycle)]
    return {"decisions": [_line(ctx, r, tallies, language) for r, tallies in told]}


def _waits(round_: Round) -> bool:
    return round_.state in ("provisional", "parked")


def _confirmed_in(ctx: Context, round_: Round, cycle: int) -> bool:
    return ctx.repository.count(Confirmation, round_id=round_.id, cycle=cycle) > 0


def _line(ctx: Context, round_: Round, tallies: Sequence[Tally], language: str) -> Line:
    tally = tallies[-1] if tallies else None
    state = _state(round_, tally)
    told = {state, *(("passed", "passed_provisional") if state in ("ratified", "provisional") else ())}
    before = [t.outcome for t in tallies if t is not tally or t.outcome not in told]
    asked = confirming.of_round(ctx, round_)
    given = sum(c.confirmed_at is not None for c in asked)
    return {
        "title": texts.title_in(ctx, language, round_),
        "state": state,
        "outcome": ctx.label(language, f"decided.{state}", k=given, n=len(asked)),
        "before": ", ".join(ctx.label(language, f"outcomes.{outcome}") for outcome in before),
        "n": tally.ballot_round if tally else round_.ballot_round,
        "blocks": _blocks(ctx, tally) if tally and state in ("blocked", "parked") else None,
    }


def _state(round_: Round, tally: Tally | None) -> str:
    """Where the text stands, or how its vote of this cycle ended where it is still on its way."""
    if round_.state == "superseded":
        return "ratified"
    if round_.state in STATES:
        return round_.state
    return tally.outcome if tally is not None and tally.outcome in STATES else "needs_discussion"


def _blocks(ctx: Context, tally: Tally) -> str | None:
    """Which organisations blocked, with the reasons they gave to the group."""
    if not tally.blocks:
        return None
    found: Sequence[Ballot] = ctx.repository.find(
        Ballot,
        round_id=tally.round_id,
        ballot_round=tally.ballot_round,
        organisation_id=tally.blocks,
        counts=True,
    )
    return "; ".join(f"{ctx.organisation_name(b.organisation_id)}: “{b.reason or '–'}”" for b in found)
