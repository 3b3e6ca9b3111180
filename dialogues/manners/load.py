"""What a cycle asks of each person, and for whom that is more than the rule (docs/method.md 0, Load).

The pulse, the self-rating (P8) and catching up do not count; a prompt of several parts counts as one.
"""

from __future__ import annotations

import math
from collections.abc import Collection as Some
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from dialogues import collecting, house_rules
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.guides import Kind, prompt
from dialogues.model import Reflection, Round, Seat, Table

UNCOUNTED_TOPICS = ("pulse", "catch_up")
UNCOUNTED_PROMPTS = ("P8",)


@dataclass(frozen=True, slots=True)
class Load:
    """What opening a round costs: the most of one person now, and how many would be over the rule.

    `prompts` and `minutes` are of the round alone; `have` and `takes` of the whole cycle, for those over.
    """

    asked: int = 0
    prompts: int = 0
    minutes: int = 0
    over: int = 0
    have: int = 0
    takes: int = 0


def of_topic(ctx: Context, table: Table, topic: str) -> Load:
    """The load of a round that is not open yet."""
    if topic in UNCOUNTED_TOPICS:
        return Load()
    imagined = Round(
        table_id=table.id, topic=topic, cycle=table.cycle, guides=table.guides, opened_at=ctx.now
    )
    return _weigh(ctx, table, collecting.of_round(ctx, imagined), of_cycle(ctx, table))


def of_round(ctx: Context, table: Table, opened: Round) -> Load:
    """The load of a round that has just been opened."""
    if opened.topic in UNCOUNTED_TOPICS:
        return Load()
    others = [c for c in of_cycle(ctx, table) if (c.form, c.id) != ("guide", opened.id)]
    return _weigh(ctx, table, collecting.of_round(ctx, opened), others)


def of_reflection(ctx: Context, table: Table, begun: Reflection | None) -> Load:
    """The load of a look back whose questions are not open yet, whether its numbers have been begun or not."""
    looked = begun or Reflection(table_id=table.id, cycle=table.cycle, opened_at=ctx.now)
    others = [c for c in of_cycle(ctx, table) if (c.form, c.id) != ("reflection", looked.id)]
    return _weigh(ctx, table, collecting.of_reflection(ctx, replace(looked, guides=table.guides)), others)


def of_cycle(ctx: Context, table: Table) -> list[Collection]:
    """All that has been asked in this cycle and counts, in the order in which it was opened."""
    if not table.cycle:
        return []
    rounds = ctx.repository.find(Round, table_id=table.id, cycle=table.cycle)
    looks = ctx.repository.find(Reflection, table_id=table.id, cycle=table.cycle)
    counted = [
        r for r in rounds if r.topic not in UNCOUNTED_TOPICS and r.state not in ("drafted", "withdrawn")
    ]
    return [
        *(collecting.of_round(ctx, r) for r in counted),
        *(collecting.of_reflection(ctx, r) for r in looks),
    ]


def _weigh(ctx: Context, table: Table, opened: Collection, others: list[Collection]) -> Load:
    asked = [seat for seat in ctx.seats(table) if _counted(seat, opened)]
    own = [_sum(_counted(seat, opened)) for seat in asked]
    if not table.cycle:
        return Load(len(asked), *_most(own))
    whole = [_sum(s for c in (*others, opened) for s in _counted(seat, c)) for seat in asked]
    over = [some for some in whole if _is_too_much(*some)]
    return Load(len(asked), *_most(own), len(over), *_most(over))


def optional(ctx: Context, table: Table, seat: Seat, collection: Collection) -> tuple[str, ...]:
    """The steps of a round with which this seat is asked more than the rule: they are asked, and optional."""
    if collection.form != "guide" or not table.cycle or collection.topic in UNCOUNTED_TOPICS:
        return ()
    others = [c for c in of_cycle(ctx, table) if (c.form, c.id) != (collection.form, collection.id)]
    before = [step for c in others for step in _counted(seat, c)]
    return tuple(_surplus(before, _counted(seat, collection)))


def _surplus(before: list[str], steps: list[str]) -> Iterable[str]:
    for place, step in enumerate(steps, start=1):
        if _is_too_much(*_sum([*before, *steps[:place]])):
            yield step


def _counted(seat: Seat, collection: Collection) -> list[str]:
    steps = collecting.steps_for(seat, collection)
    return [s for s in steps if s.partition("/")[0] not in UNCOUNTED_PROMPTS]


def _sum(steps: Iterable[str]) -> tuple[int, int]:
    """How many prompts these steps are, and the seconds they take."""
    listed = list(steps)
    return len({s.partition("/")[0] for s in listed}), sum(_seconds(s) for s in listed)


def _is_too_much(prompts: int, seconds: int) -> bool:
    return (
        prompts > house_rules.PROMPTS_PER_CYCLE.value
        or _minutes(seconds) > house_rules.MINUTES_PER_CYCLE.value
    )


def _most(some: Some[tuple[int, int]]) -> tuple[int, int]:
    """The most prompts and the most minutes of one person."""
    return max((p for p, _ in some), default=0), max((_minutes(s) for _, s in some), default=0)


def _minutes(seconds: int) -> int:
    """Whole minutes, a begun one counts."""
    return math.ceil(Fraction(seconds, house_rules.SECONDS_A_MINUTE.value))


def _seconds(step: str) -> int:
    """How long an answer takes, by whether it is typed or tapped."""
    typed = prompt(step).kind in (Kind.TEXT, Kind.DATA)
    return (house_rules.TYPED_SECONDS if typed else house_rules.TAPPED_SECONDS).value
