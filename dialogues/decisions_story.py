"""What was decided in a cycle, and what waits: for the coordinators' page (docs/method.md 8, section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import confirming, elements, history, texts
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.fallback import rules
from dialogues.meeting import waiving
from dialogues.model import Ballot, Confirmation, Request, Round, Table, Tally

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
    found = [
        (r, ctx.repository.find(Tally, round_id=r.id, cycle=cycle))
        for r in _touched(ctx, table, cycle)
        if elements.topic(r.topic).settled_by == "vote"
    ]
    return {"decisions": [_line(ctx, r, tallies, language) for r, tallies in found]}


def _touched(ctx: Context, table: Table, cycle: int) -> list[Round]:
    """The rounds voted on, confirmed or passed by the fallback rule in the cycle, and those that still wait."""
    voted = ctx.repository.find(Tally, table_id=table.id, cycle=cycle)
    confirmed = ctx.repository.find(Confirmation, table_id=table.id, cycle=cycle)
    waiting = ctx.repository.find(Round, table_id=table.id, state=("provisional", "parked"))
    passed = ctx.repository.find(
        Request,
        table_id=table.id,
        machine="round",
        trigger=rules.TRIGGER,
        outcome=history.GRANTED,
        cycle=cycle,
    )
    ids = {t.round_id for t in voted} | {c.round_id for c in confirmed} | {r.id for r in waiting}
    ids |= {p.subject_id for p in passed}
    return [ctx.repository.get(Round, id) for id in sorted(ids)]


def _line(ctx: Context, round_: Round, tallies: Sequence[Tally], language: str) -> Line:
    tally = tallies[-1] if tallies else None
    state = _state(round_, tally)
    told = {state, *(("passed", "passed_provisional") if state in ("ratified", "provisional") else ())}
    before = [t.outcome for t in tallies if t is not tally or t.outcome not in told]
    by_fallback = state == "ratified" and rules.use_of(ctx.repository, round_) is not None
    blocked = rules.latest_tally(ctx, round_) if by_fallback else tally
    return {
        "title": texts.title_in(ctx, language, round_),
        "state": state,
        "outcome": in_words(ctx, round_, state, language) + _waived(ctx, language, tally),
        "before": ", ".join(ctx.label(language, f"outcomes.{outcome}") for outcome in before),
        "n": tally.ballot_round if tally else round_.ballot_round,
        "blocks": _blocks(ctx, blocked)
        if blocked and (by_fallback or state in ("blocked", "parked"))
        else None,
    }


def in_words(ctx: Context, round_: Round, state: str, language: str) -> str:
    """How a vote ended, in words; where the table's fallback rule ended it, that it did."""
    if state == "ratified" and rules.use_of(ctx.repository, round_) is not None:
        return ctx.label(language, "decided.by_fallback")
    asked = confirming.of_round(ctx, round_)
    given = sum(c.confirmed_at is not None for c in asked)
    return ctx.label(language, f"decided.{state}", k=given, n=len(asked))


def _waived(ctx: Context, language: str, tally: Tally | None) -> str:
    """That all who could vote waived the notice of this vote, where they did."""
    if tally is None or not waiving.was_waived(ctx, tally):
        return ""
    return ctx.label(language, "decided.notice_waived", n=tally.eligible)


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
