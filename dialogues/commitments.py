"""What one organisation owes another, by when (docs/method.md 4c). How it ends stands in `dialogues.keeping`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from dialogues import forms, holding, reading, timers, typed_days
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.forms import Choice, Form, Step
from dialogues.manners import on_the_day, reminding
from dialogues.model import Commitment, Focus, Person, Role, Seat, Table
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read
from dialogues.repository import Repository

DUE_TIMER = "commitment_due"


@dataclass(frozen=True, slots=True)
class Counts:
    """An organisation's promises: kept, with their day still to come, and over their day."""

    done: int
    due: int
    late: int


def counts(repository: Repository, table: Table, today: date) -> dict[int, Counts]:
    """Organisation → how its promises stand on this day, for those that made any."""
    found: dict[int, Counts] = {}
    for promise in repository.find(Commitment, table_id=table.id):
        so_far = found.get(promise.by_organisation, Counts(0, 0, 0))
        done = promise.status == "done"
        late = not done and (promise.status == "missed" or promise.due < today)
        found[promise.by_organisation] = Counts(
            so_far.done + done, so_far.due + (not done and not late), so_far.late + late
        )
    return found


def today_at(ctx: Context, table: Table) -> date:
    """The day it is at the table."""
    return ctx.now.astimezone(ZoneInfo(table.time_zone)).date()


def of_id(ctx: Context, table: Table, id: int) -> Commitment:
    """The promise of this table; raises `Stale`."""
    promise = ctx.repository.get(Commitment, id)
    if promise.table_id != table.id:
        raise Stale
    return promise


def line(ctx: Context, promise: Commitment) -> dict[str, GroupSafe]:
    """A promise as a list shows it."""
    return {
        "by": ctx.organisation_name(promise.by_organisation),
        "to": ctx.organisation_name(promise.to_organisation),
        "what": promise.what,
        "due": promise.due,
        "status": promise.status,
    }


# entering, changing, taking away


def open_(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator's button: asks for a new promise, or shows one with what can be done with it."""
    if not subject:
        forms.begin(ctx, person, table, PROMISE)
        return
    promise = of_id(ctx, table, subject)
    offers = [] if promise.status == "done" else ending_offers(promise)
    ctx.say_to(
        person,
        "promise.shown",
        table=table,
        offers=[
            *offers,
            [Offer("buttons.change", Pressing("go", (table.id, "change_promise", promise.id)))],
            [Offer("buttons.take_away", Pressing("go", (table.id, "drop_promise", promise.id)))],
            last_row(table, "structure"),
        ],
        **place(ctx, person, table),
        promises=[line(ctx, promise)],
    )


def change(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Asks for everything about a promise again."""
    forms.begin(ctx, person, table, PROMISE, of_id(ctx, table, subject).id)


def drop(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Takes a promise away."""
    promise = of_id(ctx, table, subject)
    disarm(ctx, promise)
    ctx.repository.remove(Commitment, id=promise.id)
    ctx.say_to(person, "promise.dropped", table=table, offers=_next(table), what=promise.what)


def _next(table: Table) -> list[list[Offer]]:
    return [
        [
            Offer("buttons.add_promise", Pressing("go", (table.id, "promise", 0))),
            Offer("buttons.support", Pressing("go", (table.id, "support", 0))),
        ],
        [Offer("buttons.structure", Pressing("go", (table.id, "structure", 0)))],
    ]


def _may_enter(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    if now.subject_id:
        of_id(ctx, table, now.subject_id)


def _others(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    return [c for c in forms.organisations(ctx, table, now) if c.value != now.values.get("by")]


_what = holding.for_the_table(reading.line)


def _day(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    """Any day from the table's opening on: a promise may be older than its place on record."""
    today = today_at(ctx, table)
    opened = (table.opened_at or ctx.now).astimezone(ZoneInfo(table.time_zone)).date()
    return typed_days.day_from(text, person.language, today, min(today, opened))


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    before = of_id(ctx, table, now.subject_id) if now.subject_id else None
    values = now.values
    promise = Commitment(
        id=before.id if before else 0,
        table_id=table.id,
        by_organisation=int(str(values["by"])),
        to_organisation=int(str(values["to"])),
        what=str(values["what"]),
        due=date.fromisoformat(str(values["due"])),
        misses=before.misses if before else 0,
        cycle=before.cycle if before else table.cycle,
    )
    promise = ctx.repository.put(promise) if before else ctx.repository.add(promise)
    arm(ctx, table, promise)
    for organisation in (promise.by_organisation, promise.to_organisation):
        tell_voices(ctx, table, organisation, "promise.told", promise, offers=[])
    ctx.say_to(person, "promise.entered", table=table, offers=_next(table), promises=[line(ctx, promise)])


def arm(ctx: Context, table: Table, promise: Commitment) -> None:
    """On the morning of its day the organisation and the facilitators are asked how it stands."""
    reminding.settle(ctx, about(promise))
    seats = on_the_day.concerned(ctx, table, promise.by_organisation)
    on_the_day.arm(ctx, table, DUE_TIMER, promise.id, promise.due, seats)


def disarm(ctx: Context, promise: Commitment) -> None:
    """Nobody is asked about it any more."""
    timers.disarm(ctx, DUE_TIMER, promise.id)
    reminding.settle(ctx, about(promise))


def about(promise: Commitment) -> str:
    """What a reminder of a promise is about."""
    return f"promise:{promise.id}"


def tell_voices(
    ctx: Context,
    table: Table,
    organisation: int,
    phrase: str,
    promise: Commitment,
    offers: list[list[Offer]],
) -> None:
    """Tells the voting representatives of one organisation about a promise."""
    for seat in ctx.seats(table):
        if seat.holds_vote and seat.organisation_id == organisation:
            person = ctx.repository.get(Person, seat.person_id)
            ctx.say_to(
                person,
                phrase,
                table=table,
                offers=offers,
                urgency=Urgency.NOTICE,
                promises=[line(ctx, promise)],
            )


def ending_offers(promise: Commitment) -> list[list[Offer]]:
    """Two buttons for the organisation that owes and for the facilitator: done, or missed."""
    return [
        [
            Offer("buttons.promise_done", Pressing("promise_done", (promise.id,))),
            Offer("buttons.promise_missed", Pressing("promise_missed", (promise.id,))),
        ]
    ]


PROMISE = forms.register(
    Form(
        "promise",
        (
            Step("by", read=forms.buttons_only, options=forms.organisations),
            Step("to", read=forms.buttons_only, options=_others),
            Step("what", read=_what),
            Step("due", read=_day, value="day"),
        ),
        _entered,
        _may_enter,
    )
)
