"""Starting an experiment: existing work at any time, new work when the table has agreed (docs/method.md 5c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import cards, forms, guards_of_experiments, holding, machines, reading, timers
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context
from dialogues.forms import Choice, Form, Step
from dialogues.machines import Moved
from dialogues.manners import on_the_day, reminding
from dialogues.model import Experiment, Focus, Person, Role, Round, Seat, Table, Values
from dialogues.moves import explain, move_experiment
from dialogues.pressing import require

END = "experiment_end"
MEETING = "meeting"


def register(
    ctx: Context, person: Person, table: Table, experiment: Experiment, seat: Seat | None
) -> Experiment:
    """Takes up work that ran before, as it is, with or without a hypothesis; the table is told."""
    experiment, outcome = move_experiment(ctx, table, experiment, "register", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return experiment
    return _runs(ctx, table, experiment, "experiments.registered")


def ask_to_start(ctx: Context, person: Person, table: Table, id: int, seat: Seat) -> None:
    """A facilitator asks to start new work: refused with all that is missing, or asked how it was agreed."""
    experiment = _with_its_vote(ctx, table, cards.at(ctx, table, id, "drafted"))
    holds = guards_of_experiments.of_experiment(ctx, table, experiment)
    missing = {g for g in machines.guards_of("experiment", "start") if holds(g) is not None}
    if missing == {"start_is_agreed"}:
        forms.begin(ctx, person, table, START, experiment.id)
        return
    _start(ctx, person, table, experiment, seat)


def _with_its_vote(ctx: Context, table: Table, experiment: Experiment) -> Experiment:
    """The card with the vote that was about it, if one has been ratified."""
    if guards_of_experiments.is_agreed(ctx, experiment):
        return experiment
    own = [r for r in _ratified(ctx, table) if r.subject == str(experiment.id)]
    return ctx.repository.put(replace(experiment, round_id=own[-1].id)) if own else experiment


def _ratified(ctx: Context, table: Table) -> list[Round]:
    return ctx.repository.find(Round, table_id=table.id, topic="experiment", state="ratified")


def _start(ctx: Context, person: Person, table: Table, experiment: Experiment, seat: Seat) -> None:
    experiment, outcome = move_experiment(ctx, table, experiment, "start", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    cards.show(ctx, person, table, _runs(ctx, table, experiment, "experiments.started"))


def _runs(ctx: Context, table: Table, experiment: Experiment, phrase: str) -> Experiment:
    experiment = ctx.repository.put(replace(experiment, started_cycle=table.cycle, started_at=ctx.now))
    arm_end(ctx, table, experiment)
    timers.disarm(ctx, "work_lapse", table.id)
    more = cards.described(ctx, experiment, table.languages[0])
    ctx.say_to_group(table, phrase, more=more, safe_to_try=table.lifecycle != "working")
    return experiment


def arm_end(ctx: Context, table: Table, experiment: Experiment) -> None:
    """On the morning of its last day the owner and the facilitators hear of it."""
    reminding.settle(ctx, about_end(experiment))
    if experiment.ends_on is not None:
        seats = on_the_day.concerned(ctx, table, experiment.organisation_id)
        on_the_day.arm(ctx, table, END, experiment.id, experiment.ends_on, seats)


def about_end(experiment: Experiment) -> str:
    """What a reminder of an experiment's last day is about."""
    return f"experiment:{experiment.id}"


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    cards.at(ctx, table, now.subject_id or 0, "drafted")


def _ways(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    """Ratified texts on experiments that no card uses and that are about no other card; or a meeting."""
    used = {e.round_id for e in ctx.repository.find(Experiment, table_id=table.id)}
    free = [
        r
        for r in _ratified(ctx, table)
        if r.id not in used and r.subject in (None, "", str(now.subject_id or 0))
    ]
    topic = ctx.label(table.languages[0], "topics.experiment")
    votes = [Choice(f"t{r.id}", r.title or topic, literal=True) for r in free]
    return [*votes, Choice(MEETING, "buttons.agreed_in_meeting")]


def _in_meeting(values: Values) -> bool:
    return values.get("agreed") == MEETING


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"title": cards.at(ctx, table, now.subject_id or 0).title}


def _agreed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    experiment, way = cards.at(ctx, table, now.subject_id or 0, "drafted"), str(now.values["agreed"])
    if _in_meeting(now.values):
        experiment = replace(experiment, agreed=str(now.values["how"]))
    else:
        experiment = replace(experiment, round_id=int(way.removeprefix("t")))
    seat = require(ctx, person, table, Role.FACILITATOR)
    _start(ctx, person, table, ctx.repository.put(experiment), seat)


START = forms.register(
    Form(
        "start",
        (
            Step("agreed", read=forms.buttons_only, options=_ways, shown=_shown),
            Step("how", read=holding.for_the_table(reading.free_text), applies=_in_meeting, shown=_shown),
        ),
        _agreed,
        _may,
    )
)
