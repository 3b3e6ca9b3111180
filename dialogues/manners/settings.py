"""My settings: language, time zone, and for each table reminders and being away; in private (docs/method.md 0)."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from dialogues import forms, phrases
from dialogues.checks import rest
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.manners import going_away, reminding, wishes, zones
from dialogues.model import Focus, Person, Seat, Table
from dialogues.pressing import Press, Stale

OF_TABLE = "="


def offer() -> Offer:
    """The button that opens the page."""
    return Offer("buttons.settings", Pressing("settings", ("page",)))


def show(ctx: Context, person: Person) -> None:
    """The page, with a button for everything that can be set."""
    seats = _seats(ctx, person)
    several = len(seats) > 1
    rows = [[Offer("buttons.my_language", Pressing("settings", ("language",)))]]
    if seats:
        rows.append([Offer("buttons.my_zone", Pressing("settings", ("zone",)))])
    for table, seat in seats:
        rows += _offers(ctx, table, seat, table.name if several else "")
    ctx.say_to(
        person,
        "manners.settings",
        offers=rows,
        spoken=phrases.own_name(person.language),
        own_zone=city(person.time_zone, person.language) if person.time_zone else None,
        tables=[_line(ctx, person, table, seat) for table, seat in seats],
    )


def _seats(ctx: Context, person: Person) -> list[tuple[Table, Seat]]:
    found = [(t, ctx.seat_of(person, t)) for t in ctx.tables_of(person) if t.lifecycle != "adjourned"]
    return [(table, seat) for table, seat in found if seat is not None]


def _line(ctx: Context, person: Person, table: Table, seat: Seat) -> dict[str, GroupSafe]:
    wish = wishes.of(ctx, seat)
    zone = ZoneInfo(ctx.zone_of(person, table))
    away, snoozed = going_away.until_of(ctx, seat), wish.snoozed_until if wish is not None else None
    return {
        "table": table.name,
        "zone": city(table.time_zone, person.language),
        "muted": wish is not None and wish.muted,
        "back_on": away.astimezone(zone).date() if away is not None else None,
        "snoozed": snoozed if snoozed is not None and snoozed > ctx.now else None,
    }


def city(zone: str, language: str) -> str:
    """The zone as people call it, by its city."""
    return phrases.city_of(zone, language)


def _offers(ctx: Context, table: Table, seat: Seat, name: str) -> list[list[Offer]]:
    wish = wishes.of(ctx, seat)
    muted = wish is not None and wish.muted
    how = "off" if muted else "on"
    mute = Offer(
        "buttons.unmute" if muted else "buttons.mute", Pressing("mute", (table.id, how)), {"table": name}
    )
    away = rest.is_away(wish, ctx.now)
    return [[mute, going_away.back_offer(table, name) if away else going_away.offer(table, name)]]


def pressed(ctx: Context, press: Press) -> None:
    """A button of the page that is about no table: the page itself, the language, the time zone."""
    if press.group is not None:
        raise Stale
    match press.word(0):
        case "page":
            show(ctx, press.person)
        case "language":
            ask_language(ctx, press.person)
        case "zone" if seats := _seats(ctx, press.person):
            forms.begin(ctx, press.person, seats[0][0], ZONE)
        case _:
            raise Stale


def ask_language(ctx: Context, person: Person) -> None:
    """A button for each language the bot speaks."""
    offers = [
        [Offer(phrases.own_name(code), Pressing("language", (code,)), literal=True)]
        for code in phrases.languages()
    ]
    ctx.say_to(person, "help.language", offers=offers)


def mute(ctx: Context, press: Press) -> None:
    """No reminders of a table, or again some: table, on or off."""
    table = ctx.repository.get(Table, press.number(0))
    seat = ctx.seat_of(press.person, table)
    if seat is None or press.group is not None or press.word(1) not in ("on", "off"):
        raise Stale
    muted = press.word(1) == "on"
    wishes.keep(ctx, seat, muted=muted)
    if muted:
        reminding.take_back(ctx, seat)
    other = Offer(
        "buttons.unmute" if muted else "buttons.mute",
        Pressing("mute", (table.id, "off" if muted else "on")),
        {"table": ""},
    )
    ctx.say_to(
        press.person, "manners.muted" if muted else "manners.unmuted", table=table, offers=[[other, offer()]]
    )


# the own time zone


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    if ctx.seat_of(person, table) is None:
        raise Stale


def _zones(ctx: Context, table: Table, now: Focus) -> tuple[Choice, ...]:
    return (Choice(OF_TABLE, "buttons.zone_of_table"), *zones.choices(ctx, table, now))


def _kept(ctx: Context, person: Person, _table: Table, now: Focus) -> None:
    said = str(now.values["zone"])
    zone = None if said == OF_TABLE else str(ZoneInfo(said).key)
    show(ctx, ctx.repository.put(replace(person, time_zone=zone)))


ZONE = forms.register(Form("zone", (Step("zone", read=zones.read, options=_zones),), _kept, _may))
