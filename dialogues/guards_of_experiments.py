"""What the guards on experiments mean (docs/method.md 5c): may it start, is one running, has the work lapsed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dialogues import guards_of_undo, house_rules, structure_facts
from dialogues.checks import portfolio
from dialogues.checks.portfolio import RUNNING, Card
from dialogues.context import Context
from dialogues.machines import ACTIVE, Holds, Shortfall
from dialogues.model import Answer, Experiment, Round, Table

Guard = Callable[[], Shortfall | None]
# New work is tried where the table knows who is needed; before it works as a table it is "safe to try".
MAY_START = ("mapping", "structuring", "working")
NO_EXPERIMENT, REVIEW_OVERDUE = "no_experiment_for_a_cycle", "doc_review_overdue"


def of_experiment(ctx: Context, table: Table, experiment: Experiment) -> Holds:
    """The guards of the experiment machine."""
    lacks = portfolio.missing(card(experiment))
    found: dict[str, Guard] = {
        "table_is_open": lambda: _unless(table.lifecycle in ACTIVE, "table_is_open"),
        "ran_before": lambda: _unless(experiment.existing, "ran_before"),
        "not_while_forming": lambda: _unless(table.trust_stage != "forming", "not_while_forming"),
        "work_may_start": lambda: _unless(table.lifecycle in MAY_START, "work_may_start"),
        **{f"card_has_{part}": _has(part, lacks) for part in portfolio.PARTS if part != "end"},
        "card_ends_in_time": lambda: _ends_in_time(ctx, table, experiment),
        "harm_is_asked": lambda: _harm(ctx, table),
        "start_is_agreed": lambda: _unless(is_agreed(ctx, experiment), "start_is_agreed"),
        **guards_of_undo.of(ctx, table, "experiment", experiment.id),
    }
    return lambda name: found[name]()


def _unless(holds: bool, rule: str, have: object = "", need: object = "") -> Shortfall | None:
    return None if holds else Shortfall(rule, str(have), str(need))


def _has(part: str, lacks: tuple[str, ...]) -> Guard:
    return lambda: _unless(part not in lacks, f"card_has_{part}")


def today(ctx: Context, table: Table) -> date:
    """The day it is now in the table's time zone."""
    return ctx.now.astimezone(ZoneInfo(table.time_zone)).date()


def card(experiment: Experiment) -> Card:
    """What the checks judge of a card."""
    return Card(
        name=f"x{experiment.id}",
        level=experiment.level,
        has_doer=bool(experiment.doer),
        has_hypothesis=bool(experiment.hypothesis),
        has_measure=bool(experiment.measure),
        has_prediction=bool(experiment.prediction),
        ends_on=experiment.ends_on,
        started_cycle=experiment.started_cycle,
        closed_cycle=experiment.closed_cycle,
        decided_cycle=experiment.decided_cycle,
    )


def _ends_in_time(ctx: Context, table: Table, experiment: Experiment) -> Shortfall | None:
    now, most = today(ctx, table), house_rules.EXPERIMENT_DAYS_MOST.value
    ends = experiment.ends_on
    return _unless(
        ends is not None and now <= ends <= portfolio.last_day(now), "card_ends_in_time", need=most
    )


def harm_is_asked(ctx: Context, table: Table) -> bool:
    """A round with X4 has closed here, or enough voting organisations have said who could be worse off."""
    return _harm(ctx, table) is None


def _harm(ctx: Context, table: Table) -> Shortfall | None:
    closed = ctx.repository.count(Round, table_id=table.id, topic=("trying", "harm"), state="ratified")
    voting = {o.id for o in ctx.voting_organisations(table)}
    answers = ctx.repository.find(Answer, table_id=table.id, prompt="X4")
    have = len(voting & {a.organisation_id for a in answers})
    share = house_rules.HARM_SHARE.value
    need = max(1, -((-share.numerator * len(voting)) // share.denominator))
    return _unless(closed > 0 or have >= need, "harm_is_asked", have, need)


def is_agreed(ctx: Context, experiment: Experiment) -> bool:
    """The table agreed to this start: by a vote that was ratified, or otherwise, as the card says."""
    if experiment.agreed:
        return True
    if experiment.round_id is None:
        return False
    round_ = ctx.repository.first(Round, id=experiment.round_id)
    return round_ is not None and round_.state == "ratified"


def running(ctx: Context, table: Table) -> list[Experiment]:
    """The experiments that run now."""
    return ctx.repository.find(Experiment, table_id=table.id, state=RUNNING)


def valid_one_runs(ctx: Context, table: Table) -> bool:
    """At least one experiment runs whose card is whole, at a table that has asked who could be worse off."""
    whole = [e for e in running(ctx, table) if not portfolio.missing(card(e))]
    return bool(whole) and harm_is_asked(ctx, table)


def undecided(ctx: Context, table: Table) -> list[Experiment]:
    """The ended experiments without a decision that were not left open with a reason either."""
    ended = ctx.repository.find(Experiment, table_id=table.id, state=portfolio.CLOSED)
    return [e for e in ended if e.decision is None and not e.why]


def experiments_decided(ctx: Context, table: Table) -> Shortfall | None:
    """Every ended experiment has a decision, or was left open with a reason (docs/method.md 7b)."""
    left = undecided(ctx, table)
    return _unless(not left, "experiments_decided", len(left))


def lapses(ctx: Context, table: Table) -> tuple[str, ...]:
    """Why the work has lapsed, if it has: nothing was tried for a cycle, or the document's review is overdue."""
    found = []
    since = ctx.now - timedelta(days=table.cycle_length_days)
    started = [e for e in ctx.repository.find(Experiment, table_id=table.id) if e.started_at is not None]
    if not any(e.closed_at is None or e.closed_at > since for e in started):
        found.append(NO_EXPERIMENT)
    if structure_facts.review_overdue(ctx, table):
        found.append(REVIEW_OVERDUE)
    return tuple(found)
