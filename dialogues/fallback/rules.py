"""The fallback rules a table can ratify, which one stands, and which texts it reaches.

A closed set: the words a table votes on are ours, in every language (docs/decisions/0036). Which one stands is kept
as a rule of the table (`TableRule`), with the round that ratified it; the next vote takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from dialogues import history, house_rules
from dialogues.checks import consensus
from dialogues.context import Context
from dialogues.house_rules import Rule
from dialogues.machines import ROUND_FINAL
from dialogues.model import Request, Round, Table, TableRule, Tally
from dialogues.repository import Repository

FALLBACK, NONE = "fallback", "none"
TRIGGER = "use_fallback"


@dataclass(frozen=True, slots=True)
class FallbackRule:
    """One rule: `support` is the share of all voting organisations that can live with the text."""

    support: Rule[Fraction]


RULES: Mapping[str, FallbackRule] = MappingProxyType({"by_most": FallbackRule(house_rules.FALLBACK_SUPPORT)})
CHOICES = (*RULES, NONE)
# Everything else binds everybody for long or settles who decides: the result, the document with its seats and
# votes, the table's rules with this one, reopening and ending (docs/decisions/0036).
REACHED = ("purpose", "experiment", "other")


def kept(ctx: Context, table: Table) -> TableRule | None:
    """The fallback rule that this table ratified and has not taken back."""
    found = ctx.repository.first(TableRule, table_id=table.id, rule=FALLBACK)
    return found if found is not None and found.value in RULES else None


def share(ctx: Context, table: Table) -> Fraction:
    """The share that the rule asks for; that of the first rule where none stands."""
    found = kept(ctx, table)
    rule = RULES[found.value] if found is not None else next(iter(RULES.values()))
    return rule.support.value


def reaches(round_: Round) -> bool:
    """Whether such a text can pass by a fallback rule at all: nobody is bound against their own no."""
    return round_.topic in REACHED and not round_.commits


def came_first(ctx: Context, rule: TableRule, round_: Round) -> bool:
    """Whether the rule was ratified before the first ballot on this text opened."""
    ratified = history.ratification(ctx, rule.round_id)
    opened = ctx.repository.first(
        Request, machine="round", subject_id=round_.id, trigger="open_vote", outcome=history.GRANTED
    )
    return ratified > 0 and (opened is None or ratified < opened.id)


def may_come(ctx: Context, table: Table, round_: Round) -> bool:
    """Whether a block on this text could come under the rule that stands: who blocks is told so at once."""
    rule = kept(ctx, table)
    return rule is not None and reaches(round_) and came_first(ctx, rule, round_)


def in_question(ctx: Context, table: Table) -> bool:
    """Whether the table is about to agree on another fallback rule, or on none."""
    asleep = ("parked", *ROUND_FINAL)
    texts = ctx.repository.find(Round, table_id=table.id, topic="rule")
    return any(r.state not in asleep and (r.subject or "").startswith(f"{FALLBACK}=") for r in texts)


def latest_tally(ctx: Context, round_: Round) -> Tally | None:
    """How the running ballot round was counted."""
    return ctx.repository.first(Tally, round_id=round_.id, ballot_round=round_.ballot_round)


def is_at_hand(ctx: Context, table: Table, round_: Round) -> bool:
    """Whether a text is parked with a block at a table with a fallback rule, so that its use can be asked for."""
    if round_.state != "parked" or kept(ctx, table) is None:
        return False
    tally = latest_tally(ctx, round_)
    return tally is not None and tally.outcome == consensus.BLOCKED


def use_of(repository: Repository, round_: Round) -> Request | None:
    """When a text passed by a fallback rule; None where it did not."""
    return repository.first(
        Request, machine="round", subject_id=round_.id, trigger=TRIGGER, outcome=history.GRANTED
    )
