"""“Remind me later”: in two hours, tomorrow morning, on Monday; until then the table leaves one in peace."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dialogues import house_rules, timers
from dialogues.checks import rest
from dialogues.checks.wall_clock import instant_at
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.manners import reminding, wishes
from dialogues.model import Person, Seat, Table
from dialogues.pressing import Press, Stale

HOURS, MORNING, MONDAY = WAYS = ("hours", "morning", "monday")


def offers(table: Table) -> list[list[Offer]]:
    """The three times, in one row."""
    return [[Offer(f"buttons.snooze_{how}", Pressing("snooze", (table.id, how))) for how in WAYS]]


def pressed(ctx: Context, press: Press) -> None:
    """A button: table, when."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    if seat is None or press.group is not None or press.word(1) not in WAYS:
        raise Stale
    snooze(ctx, press.person, table, seat, press.word(1))


def ask_when(ctx: Context, press: Press) -> None:
    """“Not now” under a question: when to ask again, or not at all. Table, form and collection."""
    table = ctx.repository.get(Table, press.number(0))
    if ctx.seat_of(press.person, table) is None or press.group is not None:
        raise Stale
    pass_on = Offer("buttons.not_this_round", Pressing("not_this_round", (press.word(1), press.number(2))))
    away = Offer("buttons.away", Pressing("away", (table.id, "ask")), {"table": ""})
    mute = Offer("buttons.mute", Pressing("mute", (table.id, "on")), {"table": ""})
    rows = [*offers(table), [pass_on], [away, mute]]
    ctx.say_to(press.person, "manners.not_now", table=table, offers=rows)


def snooze(ctx: Context, person: Person, table: Table, seat: Seat, how: str) -> None:
    """No reminders of this table until then; then one. The time is told, for nights and weekends move it."""
    at = when(how, ctx.now, ctx.zone_of(person, table))
    reminding.take_back(ctx, seat)
    wishes.keep(ctx, seat, snoozed_until=at)
    timers.arm(ctx, table, wishes.SNOOZE_OVER, seat.id, at)
    ctx.say_to(person, "manners.snoozed", table=table, at=at)


def when(how: str, now: datetime, zone: str) -> datetime:
    """The instant: never at night or at the weekend of this zone (docs/method.md 0, Load)."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if how == HOURS:
        return timers.outside_quiet_hours(now + house_rules.SNOOZE.value, zone)
    monday = today + timers.A_DAY
    while how == MONDAY and monday.weekday() != 0:
        monday += timers.A_DAY
    morning = instant_at(monday, house_rules.QUIET_UNTIL.value, zone).astimezone(now.tzinfo)
    return timers.outside_quiet_hours(morning, zone)


def is_over(ctx: Context, table: Table, seat_id: int) -> None:
    """The time has come: one reminder, if anything is still waited for."""
    seat = ctx.repository.get(Seat, seat_id)
    person = ctx.repository.get(Person, seat.person_id)
    wish = wishes.keep(ctx, seat, snoozed_until=None)
    waiting = reminding.open_ones(ctx, table, seat) if seat.present else []
    if rest.rests(wish, ctx.now) or not waiting:
        return
    zone = ctx.zone_of(person, table)
    if timers.is_quiet(ctx.now, zone):
        again = timers.outside_quiet_hours(ctx.now, zone)
        wishes.keep(ctx, seat, snoozed_until=again)
        timers.arm(ctx, table, wishes.SNOOZE_OVER, seat.id, again)
        return
    reminding.say_as_asked(ctx, person, table, seat, waiting[0])
