"""Moves tables, rounds, reflections and experiments by their machines' triggers, and logs every request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from markupsafe import Markup

from dialogues import guards, guards_of_experiments, house_rules, machines, timers
from dialogues.context import Context
from dialogues.machines import Moved, NotFromHere, Outcome, Refused, Shortfall
from dialogues.model import Experiment, Person, Reflection, Request, Round, Seat, Table


def move_table(ctx: Context, table: Table, trigger: str, seat: Seat | None) -> tuple[Table, Outcome]:
    """Asks the table machine; gives the table as it is now, and how it went."""
    outcome = machines.fire("table", trigger, table.lifecycle, guards.of_table(ctx, table))
    log(ctx, table, "table", table.id, trigger, seat, outcome)
    if isinstance(outcome, Moved):
        paused = table.lifecycle if outcome.target == "paused" else None
        table = ctx.repository.put(replace(table, lifecycle=outcome.target, paused_from=paused))
    return table, outcome


def move_round(
    ctx: Context, table: Table, round_: Round, trigger: str, seat: Seat | None
) -> tuple[Round, Outcome]:
    """Asks the round machine."""
    outcome = machines.fire("round", trigger, round_.state, guards.of_round(ctx, table, round_))
    log(ctx, table, "round", round_.id, trigger, seat, outcome)
    if isinstance(outcome, Moved):
        closed = ctx.now if outcome.target in machines.ROUND_FINAL else None
        round_ = ctx.repository.put(replace(round_, state=outcome.target, closed_at=closed))
        _watch_idleness(ctx, table, round_, outcome)
    return round_, outcome


def _watch_idleness(ctx: Context, table: Table, round_: Round, moved: Moved) -> None:
    """Where a round can lie idle, a timer asks after it (docs/state_machines.md, expire)."""
    if "expire" in machines.triggers("round", moved.target):
        idle = timedelta(days=house_rules.IDLE_DAYS.value)
        timers.arm(ctx, table, "round_idle", round_.id, ctx.now + idle)
    elif "expire" in machines.triggers("round", moved.source):
        timers.disarm(ctx, "round_idle", round_.id)


def move_reflection(
    ctx: Context, table: Table, reflection: Reflection, trigger: str, seat: Seat | None
) -> tuple[Reflection, Outcome]:
    """Asks the reflection machine."""
    holds = guards.of_reflection(ctx, table, reflection)
    outcome = machines.fire("reflection", trigger, reflection.state, holds)
    log(ctx, table, "reflection", reflection.id, trigger, seat, outcome)
    if isinstance(outcome, Moved):
        closed = ctx.now if outcome.target in machines.REFLECTION_FINAL else None
        reflection = ctx.repository.put(replace(reflection, state=outcome.target, closed_at=closed))
    return reflection, outcome


def move_experiment(
    ctx: Context, table: Table, experiment: Experiment, trigger: str, seat: Seat | None
) -> tuple[Experiment, Outcome]:
    """Asks the experiment machine."""
    holds = guards_of_experiments.of_experiment(ctx, table, experiment)
    outcome = machines.fire("experiment", trigger, experiment.state, holds)
    log(ctx, table, "experiment", experiment.id, trigger, seat, outcome)
    if isinstance(outcome, Moved):
        experiment = ctx.repository.put(replace(experiment, state=outcome.target))
    return experiment, outcome


def log(
    ctx: Context,
    table: Table,
    machine: str,
    subject_id: int,
    trigger: str,
    seat: Seat | None,
    outcome: Outcome,
    *,
    asked: str | None = None,
    why: Sequence[str] = (),
) -> None:
    """Every request, granted or refused, with who, when and why. Casting and reminding log nothing else.

    `asked`: the state that was asked for, also when it is refused; `why`: what an automatic move follows from.
    """
    target = asked
    word, reasons = "refused", tuple(why)
    match outcome:
        case Moved(target=target):
            word = "automatic" if seat is None else "allowed"
        case Refused(shortfalls=shortfalls):
            reasons = tuple(s.rule for s in shortfalls)
        case NotFromHere():
            reasons = ("not_from_here",)
        case _:
            assert_never(outcome)
    ctx.repository.add(
        Request(
            table_id=table.id,
            machine=machine,
            subject_id=subject_id,
            trigger=trigger,
            source=outcome.source,
            target=target,
            seat_id=seat.id if seat else None,
            outcome=word,
            reasons=reasons,
            cycle=table.cycle,
            at=ctx.now,
        )
    )


def explain(ctx: Context, person: Person, table: Table, outcome: Outcome) -> None:
    """Tells a person why a request was refused, rule by rule, and what to do next."""
    match outcome:
        case Moved():
            return
        case NotFromHere():
            ctx.say_to(person, "refusals.already_moved", table=table)
        case Refused(shortfalls=shortfalls):
            ctx.say_to(
                person,
                "refusals.not_yet",
                table=table,
                missing=[shortfall_text(ctx, person.language, s) for s in shortfalls],
            )
        case _:
            assert_never(outcome)


def shortfall_text(ctx: Context, language: str, shortfall: Shortfall) -> str:
    """One missing condition: the rule, its numbers, what to do."""
    phrase = f"refusals.{shortfall.rule}"
    return Markup(ctx.text(language, phrase, have=shortfall.have, need=shortfall.need))  # noqa: S704
