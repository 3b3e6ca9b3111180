"""How many of all voting organisations can live with a blocked text, and who blocked it with which reason."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues import blocks, house_rules
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.fallback import rules
from dialogues.model import Ballot, Round, Table


@dataclass(frozen=True, slots=True)
class Support:
    """Counts of organisations. `grassroots`: one of them supports it, or the table has none."""

    have: int
    need: int
    of: int
    grassroots: bool


def support(ctx: Context, table: Table, round_: Round) -> Support:
    """Counted strictly: of all that vote now or were counted, those that vote now and gave three or more."""
    voting = {o.id: o for o in ctx.voting_organisations(table)}
    cast = _counted(ctx, round_)
    least = house_rules.CONSENSUS_MINIMUM.value
    supporting = {b.organisation_id for b in cast if b.score >= least and b.organisation_id in voting}
    everybody = {*voting, *(b.organisation_id for b in cast)}
    share = rules.share(ctx, table)
    need = -((-share.numerator * len(everybody)) // share.denominator)
    grassroots = {o.id for o in voting.values() if o.grassroots}
    return Support(len(supporting), need, len(everybody), not grassroots or bool(grassroots & supporting))


def reasons(ctx: Context, round_: Round) -> list[dict[str, GroupSafe]]:
    """Who blocked in the last ballot, with the reason that the group has read; None where it has read none."""
    return [
        {"organisation": ctx.organisation_name(b.organisation_id), "reason": b.reason}
        for b in blocking(ctx, round_)
    ]


def blocking(ctx: Context, round_: Round) -> list[Ballot]:
    """The ballots that block in the last ballot round."""
    raised, zero = blocks.raised(ctx, round_), house_rules.BLOCK.value
    return [b for b in _counted(ctx, round_) if b.organisation_id in raised and b.score == zero]


def _counted(ctx: Context, round_: Round) -> list[Ballot]:
    return ctx.repository.find(Ballot, round_id=round_.id, ballot_round=round_.ballot_round, counts=True)
