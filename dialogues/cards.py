"""Experiment cards: read, listed, and completed part by part (X2, X3; docs/method.md 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dialogues import forms, guards_of_experiments, holding, house_rules, mapping, paging, reading
from dialogues.checks import portfolio
from dialogues.checks.privacy import GroupSafe, GroupValue, PersonValue
from dialogues.checks.system_change import EXPERIMENT_LEVELS
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Experiment, Focus, Person, Role, Table, Values
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read

REPRESENTATIVE = "representative"
PARTS = ("title", "level", "hypothesis", "measure", "prediction", "doer", "ends")
# What was written before the start stays as it was: else nothing could be learned from the difference.
WRITTEN_BEFORE = ("hypothesis", "measure", "prediction")


def at(ctx: Context, table: Table, id: int, *states: str) -> Experiment:
    """The card with this id, if it is this table's and in one of these states; raises `Stale`."""
    experiment = ctx.repository.get(Experiment, id)
    if experiment.table_id != table.id or (states and experiment.state not in states):
        raise Stale
    return experiment


def _go(table: Table, action: str, subject: int, **values: GroupSafe) -> list[Offer]:
    return [Offer(f"buttons.{action}", Pressing("go", (table.id, action, subject)), values)]


def show_all(ctx: Context, person: Person, table: Table, number: int = 0) -> None:
    """The facilitator's page: every card, a page of them at a time, and what can be done."""
    page = paging.page_of(ctx.repository.find(Experiment, table_id=table.id), number)
    asked = guards_of_experiments.harm_is_asked(ctx, table)
    offers = [*([_go(table, "open_harm", 0)] if not asked else []), _go(table, "experiment", 0)]
    offers += [_go(table, "card", e.id, title=e.title) for e in page.shown]
    offers += page.turning(lambda n: Pressing("go", (table.id, "experiments", n)))
    offers += [
        _go(table, "open_trying", 0),
        [_go(table, "levers", 0)[0], _go(table, "sort", 0)[0]],
        _go(table, "open_system", 0),
        last_row(table),
    ]
    now = guards_of_experiments.today(ctx, table)
    rows: list[dict[str, GroupSafe]] = [
        {
            "title": e.title,
            "organisation": ctx.organisation_name(e.organisation_id),
            "state": e.state,
            "decision": e.decision,
            "overdue": portfolio.is_overdue(guards_of_experiments.card(e), now),
            "missing": len(portfolio.missing(guards_of_experiments.card(e))),
        }
        for e in page.shown
    ]
    ctx.say_to(
        person,
        "experiments.all",
        table=table,
        offers=offers,
        **place(ctx, person, table),
        rows=rows,
        harm_asked=asked,
    )


def show(ctx: Context, person: Person, table: Table, experiment: Experiment) -> None:
    """One card with what can be done with it in its state."""
    offers: list[list[Offer]] = []
    if experiment.state == "drafted":
        offers.append(_go(table, "start", experiment.id))
    if experiment.state == portfolio.RUNNING:
        offers += [_go(table, "close_experiment", experiment.id), _go(table, "longer", experiment.id)]
    if experiment.state == portfolio.CLOSED and experiment.decision is None:
        offers.append(_go(table, "decide_experiment", experiment.id))
    edits = [_go(table, f"edit_{part}", experiment.id)[0] for part in editable(experiment)]
    offers += [edits[i : i + 2] for i in range(0, len(edits), 2)]
    if experiment.state == "drafted":
        offers.append(_go(table, "drop_experiment", experiment.id))
    offers.append(last_row(table, "experiments"))
    ctx.say_to(
        person,
        "experiments.card",
        table=table,
        offers=offers,
        **place(ctx, person, table),
        more=described(ctx, experiment, person.language),
    )


def editable(experiment: Experiment) -> tuple[str, ...]:
    """The parts that may be changed now: all before the start, then only what is not there yet."""
    if experiment.state == "drafted":
        return PARTS
    if experiment.state == portfolio.RUNNING:
        return ("doer", *(part for part in WRITTEN_BEFORE if not getattr(experiment, part)))
    return ()


def described(ctx: Context, experiment: Experiment, language: str) -> dict[str, GroupValue]:
    """The card as the table may read it (tier G)."""
    lacks = portfolio.missing(guards_of_experiments.card(experiment))
    return {
        "title": experiment.title,
        "organisation": ctx.organisation_name(experiment.organisation_id),
        "level": ctx.label(language, f"levels.{experiment.level}"),
        "existing": experiment.existing,
        "state": experiment.state,
        "doer": experiment.doer,
        "hypothesis": experiment.hypothesis,
        "measure": experiment.measure,
        "prediction": experiment.prediction,
        "ends": experiment.ends_on,
        "result": experiment.result,
        "decision": experiment.decision,
        "why": experiment.why,
        "missing": [ctx.label(language, f"card_parts.{part}") for part in lacks],
    }


# The questions of a card, shared by the form that makes one and the form that changes one.


read_title = holding.for_the_table(reading.name)
words = holding.for_the_table(reading.free_text)


def levels(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    """The six lever boxes, or a program."""
    return [Choice(level, f"levels.{level}") for level in EXPERIMENT_LEVELS]


def doers(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    """Whoever represents the organisation, as a button; anybody else is typed."""
    return (Choice(REPRESENTATIVE, "buttons.the_representative"),)


def doer(ctx: Context, table: Table, said: str) -> str | None:
    """The doer as the card keeps it."""
    if said == REPRESENTATIVE:
        return ctx.label(table.languages[0], "experiments.representative")
    return said or None


def end_days(_ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    """A quarter from the day the form was begun, as a button."""
    begun = now.asked_at.astimezone(ZoneInfo(table.time_zone)).date()
    day = begun + timedelta(days=house_rules.EXPERIMENT_DAYS.value)
    return (Choice(day.isoformat(), "buttons.in_ninety_days"),)


def read_end(ctx: Context, person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
    """A day from today on, at most 180 days away."""
    read = mapping.read_day(ctx, person, table, now, text)
    if isinstance(read, Misread):
        return read
    last = portfolio.last_day(guards_of_experiments.today(ctx, table))
    return read if date.fromisoformat(read.value) <= last else Misread("end_late", days=(last,))


def _may_edit(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    experiment = at(ctx, table, now.subject_id or 0)
    if now.values.get("part") not in editable(experiment):
        raise Stale


def _is(part: str) -> Callable[[Values], bool]:
    def applies(values: Values) -> bool:
        return values.get("part") == part

    return applies


def _card_shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"card": at(ctx, table, now.subject_id or 0).title}


def edit(ctx: Context, person: Person, table: Table, id: int, part: str) -> None:
    """Asks one part of a card anew."""
    forms.begin(ctx, person, table, CARD_PART, at(ctx, table, id).id, part=part)


def _edited(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    experiment, part = at(ctx, table, now.subject_id or 0), str(now.values["part"])
    said = str(now.values.get(part) or "")
    match part:
        case "ends":
            changed = replace(experiment, ends_on=date.fromisoformat(said))
        case "doer":
            changed = replace(experiment, doer=doer(ctx, table, said))
        case "title":
            changed = replace(experiment, title=said)
        case "level":
            changed = replace(experiment, level=said)
        case "hypothesis":
            changed = replace(experiment, hypothesis=said)
        case "measure":
            changed = replace(experiment, measure=said)
        case "prediction":
            changed = replace(experiment, prediction=said)
        case _:
            raise Stale
    show(ctx, person, table, ctx.repository.put(changed))


CARD_PART = forms.register(
    Form(
        "card_part",
        (
            Step("title", read=read_title, applies=_is("title"), shown=_card_shown),
            Step("level", read=forms.buttons_only, options=levels, applies=_is("level"), shown=_card_shown),
            Step("hypothesis", read=words, applies=_is("hypothesis"), shown=_card_shown),
            Step("measure", read=words, applies=_is("measure"), shown=_card_shown),
            Step("prediction", read=words, applies=_is("prediction"), shown=_card_shown),
            Step("doer", options=doers, applies=_is("doer"), shown=_card_shown),
            Step(
                "ends", read=read_end, options=end_days, applies=_is("ends"), shown=_card_shown, value="day"
            ),
        ),
        _edited,
        _may_edit,
    )
)


def drop(ctx: Context, person: Person, table: Table, id: int) -> None:
    """Takes back a card that never started."""
    ctx.repository.remove(Experiment, id=at(ctx, table, id, "drafted").id)
    show_all(ctx, person, table)
