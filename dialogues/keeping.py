"""A promise on its day: told to who owes it, done with evidence, or missed once and twice (docs/method.md 4c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dialogues import facilitator_entries, forms, holding, house_rules, reading, timers, typed_days
from dialogues.checks.privacy import PersonValue
from dialogues.commitments import about, arm, disarm, ending_offers, line, of_id, tell_voices, today_at
from dialogues.context import Context
from dialogues.effects import Urgency
from dialogues.facilitating import together
from dialogues.forms import Choice, Form, Step
from dialogues.machines import ACTIVE
from dialogues.manners import on_the_day, reminding
from dialogues.model import Commitment, Focus, Person, Role, Seat, Table, Values
from dialogues.pressing import NotAllowed, Press, Stale
from dialogues.reading import Misread, Read


def is_due(ctx: Context, table: Table, id: int) -> None:
    """The timer of a promise's day: its organisation is asked in private, the facilitators see it."""
    promise = of_id(ctx, table, id)
    if promise.status != "open":
        return
    promise = ctx.repository.put(replace(promise, status="due"))
    seats = on_the_day.concerned(ctx, table, promise.by_organisation)
    on_the_day.owe(ctx, table, about(promise), promise.due, seats)


def _waits(ctx: Context, seat: Seat, ids: tuple[int, ...]) -> bool:
    promise = ctx.repository.get(Commitment, ids[0])
    return promise.status == "due" and on_the_day.is_concerned(seat, promise.by_organisation)


def _say_is_due(
    ctx: Context, person: Person, table: Table, seat: Seat, ids: tuple[int, ...], stale_after: str
) -> None:
    promise = ctx.repository.get(Commitment, ids[0])
    # Facilitators' messages are edited when one of them, or who owes it, has said how it stands.
    facilitates = Role.FACILITATOR.value in seat.roles
    key = f"{_due_key(promise)}:{person.id}" if facilitates else None
    ctx.say_to(
        person,
        "promise.is_due",
        table=table,
        offers=ending_offers(promise),
        urgency=Urgency.REMINDER,
        stale_after=stale_after,
        key=key,
        anew=True,
        promises=[line(ctx, promise)],
    )


def _due_key(promise: Commitment) -> str:
    return f"promise_due:{promise.id}"


reminding.KINDS["promise"] = reminding.Kind(_waits, _say_is_due, on_its_day=True)


def _may_end(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    _require_teller(ctx, person, table, of_id(ctx, table, now.subject_id or 0))


def _require_teller(ctx: Context, person: Person, table: Table, promise: Commitment) -> None:
    """Who owes it may say how it stands, and the facilitator."""
    if table.lifecycle not in ACTIVE or promise.status == "done":
        raise Stale
    seat = ctx.seat_of(person, table)
    if seat is not None and Role.FACILITATOR.value in seat.roles:
        return
    if seat is None or not seat.holds_vote or seat.organisation_id != promise.by_organisation:
        raise NotAllowed(Role.FACILITATOR)


def _pressed(ctx: Context, press: Press) -> tuple[Table, Commitment]:
    promise = ctx.repository.get(Commitment, press.number(0))
    table = ctx.repository.get(Table, promise.table_id)
    _require_teller(ctx, press.person, table, promise)
    return table, promise


def tell_done(ctx: Context, press: Press) -> None:
    """The button "done": what shows it is typed."""
    table, promise = _pressed(ctx, press)
    forms.begin(ctx, press.person, table, DONE, promise.id)


def tell_missed(ctx: Context, press: Press) -> None:
    """The button "missed": once, a new day is asked for; twice, somebody with authority is called."""
    table, promise = _pressed(ctx, press)
    if promise.status == "missed" and promise.misses >= house_rules.SECOND_MISS.value:
        raise Stale
    times = {"again": "yes"} if promise.misses + 1 >= house_rules.SECOND_MISS.value else {}
    forms.begin(ctx, press.person, table, MISSED, promise.id, **times)


def _ending_shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"promises": [line(ctx, of_id(ctx, table, now.subject_id or 0))]}


def _done(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    promise = of_id(ctx, table, now.subject_id or 0)
    evidence = str(now.values["evidence"])
    promise = ctx.repository.put(replace(promise, status="done", evidence=evidence, ended_at=ctx.now))
    disarm(ctx, promise)
    ctx.say_to_group(table, "promise.kept_in_group", promises=[line(ctx, promise)], evidence=evidence)
    together.ended(ctx, table, _due_key(promise), person, ending_offers(promise)[0][0])
    ctx.say_to(person, "promise.ended", table=table)


def _first(values: Values) -> bool:
    return "again" not in values


def _second(values: Values) -> bool:
    return "again" in values


def _sure(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return (Choice("yes", "buttons.yes"),)


def _missed_shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    agreed = facilitator_entries.text_of(ctx.repository, table, "U4")
    return {**_ending_shown(ctx, person, table, now), "agreed": agreed}


def _missed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """A promise with a new day is open again; without one, or the second time, it stands as missed."""
    promise = of_id(ctx, table, now.subject_id or 0)
    new_day = str(now.values.get("new_day") or "")
    promise = replace(promise, status="missed", misses=promise.misses + 1, ended_at=ctx.now)
    disarm(ctx, promise)
    if new_day:
        promise = replace(promise, status="open", due=date.fromisoformat(new_day), ended_at=None)
    ctx.repository.put(promise)
    if new_day:
        arm(ctx, table, promise)
    agreed = facilitator_entries.text_of(ctx.repository, table, "U4")
    promises = [line(ctx, promise)]
    if promise.misses >= house_rules.SECOND_MISS.value:
        ctx.say_to_facilitators(table, "promise.missed_twice", promises=promises, agreed=agreed)
        for coordinator in ctx.people_in(table, Role.COORDINATOR):
            ctx.say_to(
                coordinator,
                "promise.missed_twice",
                table=table,
                urgency=Urgency.NOTICE,
                promises=promises,
                agreed=agreed,
            )
    else:
        ctx.say_to_facilitators(table, "promise.missed_once", promises=promises, agreed=agreed)
    tell_voices(ctx, table, promise.to_organisation, "promise.told_missed", promise, offers=[])
    together.ended(ctx, table, _due_key(promise), person, ending_offers(promise)[0][1])
    ctx.say_to(person, "promise.ended", table=table)


def _later_day(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    today = today_at(ctx, table)
    return typed_days.day_from(text, person.language, today, today + timers.A_DAY)


DONE = forms.register(
    Form(
        "promise_done",
        (Step("evidence", read=holding.for_the_table(reading.free_text), shown=_ending_shown),),
        _done,
        _may_end,
    )
)
MISSED = forms.register(
    Form(
        "promise_missed",
        (
            Step(
                "new_day",
                read=_later_day,
                optional=True,
                applies=_first,
                shown=_missed_shown,
                value="day",
            ),
            Step("sure", read=forms.buttons_only, options=_sure, applies=_second, shown=_missed_shown),
        ),
        _missed,
        _may_end,
    )
)
