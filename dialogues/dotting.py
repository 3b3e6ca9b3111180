"""Dots on levers: three an organisation, placed in private, counted at the close (docs/method.md 2b)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from dialogues import house_rules, timers
from dialogues.checks import system_change
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Link
from dialogues.effects import Press as Pressing
from dialogues.model import Dot, Lever, Person, Seat, Table, Timer
from dialogues.pressing import Press, Stale

DEADLINE = "dots_deadline"


def is_open(ctx: Context, table: Table) -> bool:
    """Whether dots can be placed now: until their deadline, or until the facilitator counts."""
    return ctx.repository.first(Timer, kind=DEADLINE, subject_id=table.id) is not None


def open_(ctx: Context, person: Person, table: Table) -> None:
    """Asks every voting organisation for its dots; dots of an earlier time are gone."""
    levers = ctx.repository.find(Lever, table_id=table.id)
    if not levers:
        ctx.answer_press(person.language, "toasts.no_levers")
        return
    for lever in levers:
        ctx.repository.remove(Dot, lever_id=lever.id)
        ctx.repository.put(replace(lever, chosen=False))
    deadline = ctx.now + timedelta(days=house_rules.DOTS_DAYS.value)
    timers.arm(ctx, table, DEADLINE, table.id, deadline)
    ctx.say_to_group(
        table,
        "dots.opened",
        offers=[[Offer("buttons.private_chat", Link("go"))]],
        labels=[lever.label for lever in levers],
        deadline=deadline,
    )
    for seat in ctx.seats(table):
        if ctx.casts_vote(seat):
            _show(ctx, ctx.repository.get(Person, seat.person_id), table, seat, anew=True)


def _show(ctx: Context, person: Person, table: Table, seat: Seat, *, anew: bool = False) -> None:
    own = _own(ctx, table, seat)
    offers = [
        [
            Offer(
                "buttons.dot",
                Pressing("dot", (lever.id,)),
                {"label": lever.label, "on": lever.id in own},
            )
        ]
        for lever in ctx.repository.find(Lever, table_id=table.id)
    ]
    ctx.say_to(
        person,
        "dots.place",
        table=table,
        offers=offers if is_open(ctx, table) else [],
        key=f"dots:{table.id}:{seat.id}",
        anew=anew,
        organisation=ctx.organisation_name(seat.organisation_id),
        left=max(0, house_rules.DOTS.value - len(own)),
        most=house_rules.DOTS.value,
        open=is_open(ctx, table),
    )


def _own(ctx: Context, table: Table, seat: Seat) -> set[int]:
    found = ctx.repository.find(Dot, table_id=table.id, organisation_id=seat.organisation_id)
    return {dot.lever_id for dot in found}


def place(ctx: Context, press: Press) -> None:
    """A dot is placed on a lever, or taken back."""
    lever = ctx.repository.get(Lever, press.number(0))
    table = ctx.repository.get(Table, lever.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or seat.organisation_id is None or not ctx.casts_vote(seat) or not is_open(ctx, table):
        raise Stale
    own = _own(ctx, table, seat)
    if lever.id in own:
        ctx.repository.remove(Dot, lever_id=lever.id, organisation_id=seat.organisation_id)
    elif len(own) >= house_rules.DOTS.value:
        ctx.answer_press(press.person.language, "toasts.no_dots_left", most=house_rules.DOTS.value)
        return
    else:
        dot = Dot(table_id=table.id, lever_id=lever.id, organisation_id=seat.organisation_id, seat_id=seat.id)
        ctx.repository.add(dot)
    _show(ctx, press.person, table, seat)


def close(ctx: Context, table: Table) -> None:
    """Counts the dots of organisations that vote; the levers with most are those the table works on."""
    if not is_open(ctx, table):
        raise Stale
    timers.disarm(ctx, DEADLINE, table.id)
    count_up(ctx, table)


def count_up(ctx: Context, table: Table) -> None:
    """What the close of the dots, or their deadline, leads to."""
    voting = {o.id for o in ctx.voting_organisations(table)}
    dots = Counter(
        d.lever_id for d in ctx.repository.find(Dot, table_id=table.id) if d.organisation_id in voting
    )
    chosen = system_change.chosen(dots)
    rows: list[dict[str, GroupSafe]] = []
    for lever in ctx.repository.find(Lever, table_id=table.id):
        ctx.repository.put(replace(lever, chosen=lever.id in chosen))
    for id in chosen:
        rows.append({"label": ctx.repository.get(Lever, id).label, "n": dots[id]})
    ctx.say_to_group(table, "dots.counted", rows=rows, most=house_rules.LEVERS_CHOSEN.value)
    for seat in ctx.seats(table):
        if ctx.casts_vote(seat):
            _show(ctx, ctx.repository.get(Person, seat.person_id), table, seat)
