"""Opens a round by a tap; where that asks too much of one person in a cycle, it is said (docs/method.md 0).

The pulse, the self-rating (P8) and catching up do not count; a prompt of several parts counts as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dialogues import advice, collecting, house_rules, rounds
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.model import Person, Reflection, Round, Seat, Table

UNCOUNTED_TOPICS = ("pulse", "catch_up")
UNCOUNTED_PROMPTS = ("P8",)


def open_round(
    ctx: Context, person: Person, table: Table, topic: str, seat: Seat, candidates: Sequence[str] = ()
) -> None:
    """Opens a topic's questions, as `rounds.open_round` does; it is never refused for being too much."""
    first = advice.steps(ctx, table)[:1] if table.cycle else []
    opened = rounds.open_round(ctx, person, table, topic, seat, candidates)
    if opened is not None:
        _weigh(ctx, person, table, opened, [step for step in first if step.action != f"open_{topic}"])


def _weigh(
    ctx: Context, person: Person, table: Table, opened: Round, instead: Sequence[advice.NextStep]
) -> None:
    """One line to who opened more than the rule; `instead` is what the method would have done first."""
    have, most = heaviest(ctx, table, opened), house_rules.PROMPTS_PER_CYCLE.value
    if have > most:
        first = instead[0] if instead else None
        ctx.say_to(
            person,
            "rounds.heavy",
            table=table,
            have=have,
            most=most,
            step=first.name if first else None,
            n=first.n if first else 0,
            m=first.m if first else 0,
            title=first.title if first else "",
            languages=" ".join(first.languages) if first else "",
        )


def heaviest(ctx: Context, table: Table, opened: Round) -> int:
    """The most prompts of this cycle that anybody has of whom the opened round asks something; 0 if it is free."""
    if not table.cycle or opened.topic in UNCOUNTED_TOPICS:
        return 0
    seats = ctx.seats(table)
    asked_now = _asked(ctx, seats_of=[collecting.of_round(ctx, opened)], table=table)
    rounds = ctx.repository.find(Round, table_id=table.id, cycle=table.cycle)
    looks = ctx.repository.find(Reflection, table_id=table.id, cycle=table.cycle)
    all_ = [collecting.of_round(ctx, r) for r in rounds if r.topic not in UNCOUNTED_TOPICS]
    all_ += [collecting.of_reflection(r) for r in looks]
    total = _asked(ctx, seats_of=all_, table=table)
    return max((total[s.id] for s in seats if asked_now[s.id]), default=0)


def _asked(ctx: Context, *, seats_of: list[Collection], table: Table) -> Counter[int]:
    """Seat → how many prompts these collections ask of it."""
    found: Counter[int] = Counter()
    for collection in seats_of:
        for seat in ctx.seats(table):
            prompts = {step.partition("/")[0] for step in collecting.steps_for(seat, collection)}
            found[seat.id] += len(prompts - set(UNCOUNTED_PROMPTS))
    return found
