"""Making an experiment card: by the facilitator, or by a representative for their own (docs/method.md 5b)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogues import cards, forms, starting
from dialogues.context import Context
from dialogues.forms import Choice, Form, Step
from dialogues.machines import ACTIVE
from dialogues.model import Experiment, Focus, Person, Role, Seat, Table, Values
from dialogues.pressing import NotAllowed, Press, Stale

NEW, EXISTING = "new", "existing"


def begin(ctx: Context, press: Press) -> None:
    """The button of a representative's panel: a card for the own organisation."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    if seat is None or not seat.holds_vote or seat.organisation_id is None or table.lifecycle not in ACTIVE:
        raise Stale
    forms.begin(ctx, press.person, table, EXPERIMENT, owner=str(seat.organisation_id), own="yes")


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    if _is_own(now.values):
        if seat is None or not seat.holds_vote or str(seat.organisation_id) != now.values.get("owner"):
            raise Stale
    elif not _facilitates(seat):
        raise NotAllowed(Role.FACILITATOR)


def _facilitates(seat: Seat | None) -> bool:
    return seat is not None and Role.FACILITATOR.value in seat.roles


def _is_own(values: Values) -> bool:
    return "own" in values


def _asks_owner(values: Values) -> bool:
    return not _is_own(values)


def _owners(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(str(o.id), o.name, literal=True) for o in ctx.organisations(table)]


def _ways(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice(NEW, "buttons.new_experiment"), Choice(EXISTING, "buttons.existing_experiment")


def _made(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Keeps the card; what ran before is registered at once, what is new waits for its start."""

    def said(name: str) -> str | None:
        return str(now.values.get(name) or "") or None

    made = ctx.repository.add(
        Experiment(
            table_id=table.id,
            organisation_id=int(str(now.values["owner"])),
            title=str(now.values["title"]),
            level=str(now.values["level"]),
            existing=now.values["existing"] == EXISTING,
            doer=cards.doer(ctx, table, str(now.values["doer"])),
            hypothesis=said("hypothesis"),
            measure=said("measure"),
            prediction=said("prediction"),
            ends_on=date.fromisoformat(str(now.values["ends"])),
        )
    )
    seat = ctx.seat_of(person, table)
    if made.existing:
        made = starting.register(ctx, person, table, made, seat)
    else:
        name = ctx.organisation_name(made.organisation_id)
        ctx.say_to_group(table, "experiments.proposed", organisation=name, title=made.title)
    if _facilitates(seat):
        cards.show(ctx, person, table, made)
    else:
        ctx.say_to(person, "experiments.kept", table=table, title=made.title)
        for facilitator in ctx.people_in(table, Role.FACILITATOR):
            cards.show(ctx, facilitator, table, made)


EXPERIMENT = forms.register(
    Form(
        "experiment",
        (
            Step("owner", read=forms.buttons_only, options=_owners, applies=_asks_owner),
            Step("title", read=cards.read_title),
            Step("level", read=forms.buttons_only, options=cards.levels),
            Step("existing", read=forms.buttons_only, options=_ways),
            Step("hypothesis", read=cards.words, optional=True),
            Step("measure", read=cards.words, optional=True),
            Step("prediction", read=cards.words, optional=True),
            Step("doer", options=cards.doers),
            Step("ends", read=cards.read_end, options=cards.end_days, value="day"),
        ),
        _made,
        _may,
    )
)
