"""The end of an experiment: what came out next to the prediction, and the decision (X6, docs/method.md 5b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dialogues import advancing, cards, forms, guards_of_experiments, holding, reading, starting, timers
from dialogues.checks import portfolio
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.forms import Choice, Form, Step
from dialogues.machines import Moved
from dialogues.manners import on_the_day, reminding
from dialogues.model import Experiment, Focus, Person, Role, Seat, Table, Values
from dialogues.moves import explain, move_experiment
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read

DECISIONS = ("adopt", "adapt", "abandon")
OPEN = "open"
LAPSE = "work_lapse"


def _decisions(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return [*(Choice(d, f"buttons.{d}") for d in DECISIONS), Choice(OPEN, "buttons.leave_open")]


def _is_open(values: Values) -> bool:
    return values.get("decision") == OPEN


def _is_decided(values: Values) -> bool:
    return not _is_open(values)


def _may(*states: str) -> forms.May:
    def may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
        require(ctx, person, table, Role.FACILITATOR)
        experiment = cards.at(ctx, table, now.subject_id or 0, *states)
        if experiment.state == portfolio.CLOSED and experiment.decision is not None:
            raise Stale

    return may


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    experiment = cards.at(ctx, table, now.subject_id or 0)
    return {"title": experiment.title, "prediction": experiment.prediction, "measure": experiment.measure}


def _ended(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = require(ctx, person, table, Role.FACILITATOR)
    experiment = cards.at(ctx, table, now.subject_id or 0)
    experiment, outcome = move_experiment(ctx, table, experiment, "close", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    result = str(now.values.get("result") or "") or None
    experiment = replace(experiment, result=result, closed_cycle=table.cycle, closed_at=ctx.now)
    experiment = _with_decision(ctx, table, experiment, now.values)
    timers.disarm(ctx, starting.END, experiment.id)
    reminding.settle(ctx, starting.about_end(experiment))
    if not guards_of_experiments.running(ctx, table):
        timers.arm(ctx, table, LAPSE, table.id, ctx.now + timedelta(days=table.cycle_length_days))
    more = cards.described(ctx, experiment, table.languages[0])
    ctx.say_to_group(table, "experiments.ended", more=more)
    cards.show(ctx, person, table, experiment)


def _with_decision(ctx: Context, table: Table, experiment: Experiment, said: Values) -> Experiment:
    """Keeps adopt, adapt or abandon and why; what is left open keeps the reason for it."""
    if _is_open(said):
        experiment = replace(experiment, why=str(said["reason"]))
    else:
        experiment = replace(
            experiment,
            decision=str(said["decision"]),
            decided_cycle=table.cycle,
            why=str(said.get("why") or "") or None,
        )
    return ctx.repository.put(experiment)


def _decided(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    experiment = _with_decision(ctx, table, cards.at(ctx, table, now.subject_id or 0), now.values)
    more = cards.described(ctx, experiment, table.languages[0])
    ctx.say_to_group(table, "experiments.decided", more=more)
    cards.show(ctx, person, table, experiment)


# What an owner says of the end is read by the table.
_words = holding.for_the_table(reading.free_text)
_DECISION_STEPS = (
    Step("decision", read=forms.buttons_only, options=_decisions, shown=_shown),
    Step("why", read=_words, optional=True, applies=_is_decided),
    Step("reason", read=_words, applies=_is_open),
)
ENDING = forms.register(
    Form(
        "ending",
        (Step("result", read=_words, optional=True, shown=_shown), *_DECISION_STEPS),
        _ended,
        _may(portfolio.RUNNING),
    )
)
DECIDING = forms.register(Form("deciding", _DECISION_STEPS, _decided, _may(portfolio.CLOSED)))


# more time


def _later_end(ctx: Context, person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
    """A day later than the one the card has, at most 180 days from today."""
    read = cards.read_end(ctx, person, table, now, text)
    before = cards.at(ctx, table, now.subject_id or 0).ends_on
    if isinstance(read, Read) and before is not None and date.fromisoformat(read.value) <= before:
        return Misread("end_not_later")
    return read


def _prolonged(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    experiment = cards.at(ctx, table, now.subject_id or 0, portfolio.RUNNING)
    ends = date.fromisoformat(str(now.values["ends"]))
    experiment = ctx.repository.put(replace(experiment, ends_on=ends, extensions=experiment.extensions + 1))
    seat = require(ctx, person, table, Role.FACILITATOR)
    move_experiment(ctx, table, experiment, "prolong", seat)
    starting.arm_end(ctx, table, experiment)
    more = cards.described(ctx, experiment, table.languages[0])
    ctx.say_to_group(table, "experiments.longer", more=more, reason=str(now.values["reason"]))
    cards.show(ctx, person, table, experiment)


LONGER = forms.register(
    Form(
        "longer",
        (Step("ends", read=_later_end, shown=_shown, value="day"), Step("reason", read=_words)),
        _prolonged,
        _may(portfolio.RUNNING),
    )
)


# what is due


def end_day(ctx: Context, table: Table, id: int) -> None:
    """Its last day has come: the owner's representatives and the facilitators are told what to do."""
    experiment = ctx.repository.get(Experiment, id)
    if experiment.state != portfolio.RUNNING:
        return
    seats = on_the_day.concerned(ctx, table, experiment.organisation_id)
    if experiment.ends_on is not None:
        on_the_day.owe(ctx, table, starting.about_end(experiment), experiment.ends_on, seats)


def _waits(ctx: Context, seat: Seat, ids: tuple[int, ...]) -> bool:
    experiment = ctx.repository.get(Experiment, ids[0])
    concerned = on_the_day.is_concerned(seat, experiment.organisation_id)
    return experiment.state == portfolio.RUNNING and concerned


def _say_ends(
    ctx: Context, person: Person, table: Table, seat: Seat, ids: tuple[int, ...], stale_after: str
) -> None:
    """What to do now: who facilitates closes it, who owns it tells how it went."""
    experiment = ctx.repository.get(Experiment, ids[0])
    if Role.FACILITATOR.value in seat.roles:
        go = [
            [Offer(f"buttons.{name}", Pressing("go", (table.id, name, experiment.id)))]
            for name in ("close_experiment", "longer")
        ]
        ctx.say_to(
            person,
            "experiments.end_facilitator",
            table=table,
            offers=go,
            urgency=Urgency.REMINDER,
            stale_after=stale_after,
            title=experiment.title,
            organisation=ctx.organisation_name(experiment.organisation_id),
        )
        return
    more = cards.described(ctx, experiment, person.language)
    ctx.say_to(
        person,
        "experiments.end_owner",
        table=table,
        urgency=Urgency.REMINDER,
        stale_after=stale_after,
        more=more,
    )


reminding.KINDS["experiment"] = reminding.Kind(_waits, _say_ends, on_its_day=True)


def lapse(ctx: Context, table: Table, _subject: int) -> None:
    """A cycle long nothing was tried: the stage of trust may fall."""
    advancing.work_may_have_lapsed(ctx, table)
