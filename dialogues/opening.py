"""Opens a round by a tap; where that asks too much of one person in a cycle, it is said (docs/method.md 0).

The pulse, the self-rating (P8) and catching up do not count; a prompt of several parts counts as one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dialogues import advice, collecting, cycles, elements, house_rules, rounds, timers
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.guides import Kind, prompt
from dialogues.model import Answer, Person, Reflection, Role, Round, Seat, Table
from dialogues.pressing import Stale

UNCOUNTED_TOPICS = ("pulse", "catch_up")
UNCOUNTED_PROMPTS = ("P8",)
MOVED = "round_moved"


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
    load = heaviest(ctx, table, opened)
    if load.people:
        first = instead[0] if instead else None
        move = Offer("buttons.move_round", Pressing("go", (table.id, "move_round", opened.id)))
        ctx.say_to(
            person,
            "rounds.heavy",
            table=table,
            # What compares candidates is opened with them, not by a tap alone.
            offers=[] if elements.topic(opened.topic).labelled else [[move]],
            have=load.prompts,
            minutes=load.minutes,
            people=load.people,
            most=house_rules.PROMPTS_PER_CYCLE.value,
            step=first.name if first else None,
            n=first.n if first else 0,
            m=first.m if first else 0,
            title=first.title if first else "",
            languages=" ".join(first.languages) if first else "",
        )


def move_on(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    """A round that asks too much is taken back and comes up in the next cycle, while nobody has answered it."""
    round_ = ctx.repository.get(Round, subject)
    if round_.table_id != table.id or round_.state != "collecting" or round_.cycle != table.cycle:
        raise Stale
    if ctx.repository.count(Answer, round_id=round_.id):
        ctx.say_to(person, "rounds.not_moved", table=table)
        return
    rounds.finish(ctx, table, round_, "withdraw", seat)
    at = cycles.next_opening(ctx, table)
    timers.arm(ctx, table, MOVED, round_.id, at)
    ctx.say_to(person, "rounds.moved", table=table, on=at)


def moved_is_due(ctx: Context, table: Table, subject: int) -> None:
    """The next cycle has come: whoever facilitates opens what was moved into it, by a tap."""
    moved = ctx.repository.get(Round, subject)
    if moved.state != "withdrawn":
        return
    topic = moved.topic
    for facilitator in ctx.people_in(table, Role.FACILITATOR):
        title = ctx.label(facilitator.language, f"topics.{topic}")
        open_ = Offer("buttons.open_guide", Pressing("go", (table.id, f"open_{topic}", 0)), {"title": title})
        ctx.say_to(facilitator, "rounds.moved_here", table=table, offers=[[open_]], topic_title=title)


@dataclass(frozen=True, slots=True)
class Load:
    """What a cycle asks: of how many people more than the rule, and the most of one: prompts and minutes."""

    people: int
    prompts: int
    minutes: int


def heaviest(ctx: Context, table: Table, opened: Round) -> Load:
    """The load of the cycle for those of whom the opened round asks something; nobody's if it is free."""
    if not table.cycle or opened.topic in UNCOUNTED_TOPICS:
        return Load(0, 0, 0)
    asked_now = _asked(ctx, table, [collecting.of_round(ctx, opened)])
    of_cycle = ctx.repository.find(Round, table_id=table.id, cycle=table.cycle)
    looks = ctx.repository.find(Reflection, table_id=table.id, cycle=table.cycle)
    all_ = [collecting.of_round(ctx, r) for r in of_cycle if r.topic not in UNCOUNTED_TOPICS]
    all_ += [collecting.of_reflection(ctx, r) for r in looks]
    total = _asked(ctx, table, all_)
    most, minutes = house_rules.PROMPTS_PER_CYCLE.value, house_rules.MINUTES_PER_CYCLE.value
    asked = [total[id] for id, (prompts, _) in asked_now.items() if prompts]
    over = [(p, seconds) for p, seconds in asked if p > most or _minutes(seconds) > minutes]
    return Load(
        len(over), max((p for p, _ in over), default=0), max((_minutes(s) for _, s in over), default=0)
    )


def _minutes(seconds: int) -> int:
    """Whole minutes, a begun one counts."""
    return math.ceil(Fraction(seconds, house_rules.SECONDS_A_MINUTE.value))


def _asked(ctx: Context, table: Table, collections: list[Collection]) -> dict[int, tuple[int, int]]:
    """Seat → how many prompts these collections ask of it, and the seconds they take."""
    found: dict[int, tuple[int, int]] = {}
    for seat in ctx.seats(table):
        prompts, seconds = 0, 0
        for collection in collections:
            steps = collecting.steps_for(seat, collection)
            counted = [s for s in steps if s.partition("/")[0] not in UNCOUNTED_PROMPTS]
            prompts += len({s.partition("/")[0] for s in counted})
            seconds += sum(_seconds(s) for s in counted)
        found[seat.id] = (prompts, seconds)
    return found


def _seconds(step: str) -> int:
    """How long an answer takes, by whether it is typed or tapped."""
    typed = prompt(step).kind in (Kind.TEXT, Kind.DATA)
    return (house_rules.TYPED_SECONDS if typed else house_rules.TAPPED_SECONDS).value
