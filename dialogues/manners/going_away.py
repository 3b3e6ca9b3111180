"""Somebody is away until a day: facilitators hear it, nobody waits, and the return comes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogues import (
    answering,
    asking,
    ballots,
    collecting,
    focus,
    forms,
    house_rules,
    live,
    timers,
    typed_days,
)
from dialogues.checks import rest
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.manners import absence, reminding, wishes
from dialogues.model import Focus, Person, Role, Round, Seat, Table
from dialogues.pressing import Press, Stale
from dialogues.reading import Misread, Read


def offer(table: Table, name: str = "") -> Offer:
    """The button by which somebody says to be away; `name` tells the table where there are several."""
    return Offer("buttons.away", Pressing("away", (table.id, "ask")), {"table": name})


def back_offer(table: Table, name: str = "") -> Offer:
    """The button by which somebody is back before the day."""
    return Offer("buttons.im_back", Pressing("away", (table.id, "back")), {"table": name})


def on_offer(table: Table, day: date) -> Pressing:
    """What a button does that names the day of the return: its number in the calendar of the ages."""
    return Pressing("away", (table.id, "on", day.toordinal()))


def pressed(ctx: Context, press: Press) -> None:
    """A button: table, and "ask", "back" or "on" a day."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    if seat is None or press.group is not None or table.lifecycle == "adjourned":
        raise Stale
    match press.word(1):
        case "ask":
            forms.begin(ctx, press.person, table, AWAY)
        case "back" if rest.is_away(wishes.of(ctx, seat), ctx.now):
            come_back(ctx, press.person, table, seat)
        case "on":
            day = _day(press.number(2))
            if day is None or not _may_be(ctx, press.person, table, day):
                raise Stale
            go(ctx, press.person, table, seat, day)
        case _:
            raise Stale


def _day(number: int) -> date | None:
    return date.fromordinal(number) if 0 < number <= date.max.toordinal() else None


def today_of(ctx: Context, person: Person, table: Table) -> date:
    """Today, where this person is."""
    return ctx.now.astimezone(ZoneInfo(ctx.zone_of(person, table))).date()


def _may_be(ctx: Context, person: Person, table: Table, day: date) -> bool:
    today = today_of(ctx, person, table)
    return today < day <= today + timedelta(days=house_rules.AWAY_DAYS_MOST.value)


def go(ctx: Context, person: Person, table: Table, seat: Seat, back_on: date) -> None:
    """From now on nobody waits for this person, until the day."""
    zone = ctx.zone_of(person, table)
    back = absence.until(back_on, zone)
    reminding.take_back(ctx, seat)
    wishes.keep(ctx, seat, away_until=back)
    absence.arm_return(ctx, table, seat, back, zone)
    ctx.say_to(person, "manners.away", table=table, offers=[[back_offer(table)]], back_on=back_on)
    _tell(ctx, table, person, seat, back_on)
    refresh(ctx, table)


def _tell(ctx: Context, table: Table, person: Person, seat: Seat, back_on: date | None) -> None:
    """Facilitators hear it: they may ask for a colleague, or enter what is told by phone."""
    for facilitator in ctx.people_in(table, Role.FACILITATOR):
        if facilitator.id != person.id:
            ctx.say_to(
                facilitator,
                "manners.told_away" if back_on is not None else "manners.told_back",
                table=table,
                name=person.name,
                organisation=ctx.organisation_name(seat.organisation_id),
                speaks=seat.holds_vote,
                back_on=back_on,
            )


def refresh(ctx: Context, table: Table) -> None:
    """The counts of what is open, now that somebody is or isn't waited for."""
    for collection in collecting.open_at(ctx, table):
        answering.after_answers(ctx, table, collection)
    for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
        live.show_vote(ctx, table, round_)


def come_back(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    """Somebody is back: counted again, and asked what is open."""
    wishes.keep(ctx, seat, away_until=None)
    timers.disarm(ctx, wishes.AWAY_OVER, seat.id)
    _tell(ctx, table, person, seat, None)
    refresh(ctx, table)
    ctx.say_to(person, "manners.welcome_back", table=table, waits=bool(reminding.open_ones(ctx, table, seat)))
    for round_ in ballots.waiting(ctx, table, seat):
        ballots.show(ctx, person, table, round_, seat, anew=True)
    waiting = focus.current(ctx, person)
    if waiting is None or waiting.form in asking.COLLECTED:
        asking.ask_next(ctx, person, table=table)


def is_over(ctx: Context, table: Table, seat_id: int) -> None:
    """The day has come."""
    seat = ctx.repository.get(Seat, seat_id)
    wish = wishes.of(ctx, seat)
    if wish is None or wish.away_until is None or not seat.present:
        return
    if rest.is_away(wish, ctx.now):
        timers.arm(ctx, table, wishes.AWAY_OVER, seat.id, wish.away_until)
        return
    come_back(ctx, ctx.repository.get(Person, seat.person_id), table, seat)


# the form that asks for the day


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    if ctx.seat_of(person, table) is None or table.lifecycle == "adjourned":
        raise Stale


def _spans(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return tuple(Choice(f"in{n}", f"buttons.away_{n}") for n in house_rules.AWAY_DAYS_CHOICES.value)


def _read(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    day = typed_days.day(text, person.language, today_of(ctx, person, table))
    if isinstance(day, Misread):
        return day
    return Read(day.isoformat()) if _may_be(ctx, person, table, day) else Misread("away_day")


def _given(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    said = str(now.values["back_on"])
    today = today_of(ctx, person, table)
    spans = {f"in{n}": n for n in house_rules.AWAY_DAYS_CHOICES.value}
    day = today + timedelta(days=spans[said]) if said in spans else date.fromisoformat(said)
    seat = ctx.seat_of(person, table)
    if seat is None or not _may_be(ctx, person, table, day):
        raise Stale
    go(ctx, person, table, seat, day)


def until_of(ctx: Context, seat: Seat) -> datetime | None:
    """Until when the person is away; None for who is here."""
    wish = wishes.of(ctx, seat)
    return wish.away_until if wish is not None and rest.is_away(wish, ctx.now) else None


AWAY = forms.register(Form("away", (Step("back_on", read=_read, options=_spans, value="day"),), _given, _may))
