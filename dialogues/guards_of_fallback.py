"""What the guards mean by which a blocked text passes under the table's fallback rule (docs/decisions/0036)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import timedelta

from dialogues import blocks, house_rules
from dialogues.checks import consensus
from dialogues.context import Context
from dialogues.fallback import rules, standing
from dialogues.machines import Shortfall
from dialogues.model import Round, Table, Tally

Guard = Callable[[], Shortfall | None]


def of_round(ctx: Context, table: Table, round_: Round) -> Mapping[str, Guard]:
    """The guards of `use_fallback`."""
    return {
        "fallback_stands": lambda: _unless(rules.kept(ctx, table) is not None, "fallback_stands"),
        "fallback_came_first": lambda: _came_first(ctx, table, round_),
        "fallback_unquestioned": lambda: _unless(not rules.in_question(ctx, table), "fallback_unquestioned"),
        "fallback_reaches_it": lambda: _unless(rules.reaches(round_), "fallback_reaches_it"),
        "blocked_each_time": lambda: _blocked_each_time(ctx, round_),
        "fallback_notice_over": lambda: _notice_over(ctx, round_),
        "blocks_have_reasons": lambda: _blocks_have_reasons(ctx, round_),
        "most_support_it": lambda: _most_support_it(ctx, table, round_),
        "grassroots_support_it": lambda: _unless(
            standing.support(ctx, table, round_).grassroots, "grassroots_support_it"
        ),
    }


def _came_first(ctx: Context, table: Table, round_: Round) -> Shortfall | None:
    """Who blocks has known beforehand what becomes of a block that stays. Without a rule another guard says so."""
    rule = rules.kept(ctx, table)
    return _unless(rule is None or rules.came_first(ctx, rule, round_), "fallback_came_first")


def _blocked_each_time(ctx: Context, round_: Round) -> Shortfall | None:
    """Every ballot since the text was last taken up was blocked, and there were as many as there can be."""
    tallies = ctx.repository.find(Tally, round_id=round_.id)
    found = [t for t in tallies if t.ballot_round >= round_.first_ballot_round]
    have = sum(t.outcome == consensus.BLOCKED for t in found)
    need = house_rules.MAXIMUM_BALLOT_ROUNDS.value
    return _unless(have == len(found) and have >= need, "blocked_each_time", have, need)


def _notice_over(ctx: Context, round_: Round) -> Shortfall | None:
    """Since the last count, those who can decide have had their time to meet."""
    tally = rules.latest_tally(ctx, round_)
    if tally is None:
        return None
    left = tally.counted_at + house_rules.FALLBACK_NOTICE.value - ctx.now
    hours = math.ceil(max(timedelta(0), left) / timedelta(hours=1))
    return _unless(hours == 0, "fallback_notice_over", need=hours)


def _blocks_have_reasons(ctx: Context, round_: Round) -> Shortfall | None:
    """The group has read why: a block is not passed over unheard."""
    need = len(blocks.raised(ctx, round_))
    have = sum(ballot.reason is not None for ballot in standing.blocking(ctx, round_))
    return _unless(have == need, "blocks_have_reasons", have, need)


def _most_support_it(ctx: Context, table: Table, round_: Round) -> Shortfall | None:
    found = standing.support(ctx, table, round_)
    return _unless(found.have >= found.need, "most_support_it", found.have, found.need)


def _unless(holds: bool, rule: str, have: object = "", need: object = "") -> Shortfall | None:
    return None if holds else Shortfall(rule, str(have), str(need))
