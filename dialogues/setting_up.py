"""The bot comes to a group; somebody facilitates; the table is set up in a few taps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from dialogues import (
    forms,
    guide_versions,
    house_rules,
    joining,
    lifecycle,
    links,
    panel,
    phrases,
    reading,
    roles,
    table_languages,
    typed_days,
)
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Link
from dialogues.effects import Press as Pressing
from dialogues.events import BotAdded
from dialogues.facilitating import team, vacancy
from dialogues.forms import Choice, Form, Step
from dialogues.manners import zones
from dialogues.model import Focus, Person, Role, Table
from dialogues.pressing import Press, require
from dialogues.reading import Misread, Read

TODAY = "today"


def bot_added(ctx: Context, event: BotAdded) -> None:
    """Greets a new group; a known one hears that the work goes on."""
    table = ctx.repository.first(Table, chat_id=event.group.chat_id)
    if table is not None:
        table = ctx.repository.put(replace(table, group_reachable=True))
        ctx.say_to_group(table, "setting_up.back_again")
        panel.repost_live(ctx, table)
        return
    language = phrases.spoken(event.who.language if event.who else phrases.FIRST_LANGUAGE)
    offers = [[Offer("buttons.facilitate", Pressing("facilitate"))]]
    ctx.say_in_chat(event.group.chat_id, language, "setting_up.greeting", offers=offers)


def facilitate(ctx: Context, press: Press) -> None:
    """Somebody takes the facilitator's role: an administrator of the group, and only once."""
    person = press.person
    if press.group is None:
        ctx.answer_press(person.language, "toasts.in_group_only")
        return
    table = ctx.repository.first(Table, chat_id=press.group.chat_id)
    if table is not None and not team.is_vacant(ctx, table):
        name = ctx.people_in(table, Role.FACILITATOR)[0].name
        ctx.answer_press(person.language, "toasts.already_facilitated", name=name)
        return
    if press.is_admin is not True:
        phrase = "toasts.ask_an_admin" if press.is_admin is False else "toasts.try_again"
        ctx.answer_press(person.language, phrase)
        return
    if table is None:
        table = ctx.repository.add(
            Table(
                name=press.group.title,
                chat_id=press.group.chat_id,
                thread_id=press.group.thread_id,
                languages=(phrases.spoken(person.language),),
                guides=guide_versions.keep(ctx, guide_versions.in_use(ctx)).fingerprint,
            )
        )
    if person.id == 0:
        person = ctx.repository.add(person)
    if table.lifecycle != "draft":
        ctx.answer_press(person.language, "toasts.you_facilitate")
        vacancy.fill(ctx, person, table)
        return
    roles.take(ctx, person, table, Role.FACILITATOR)
    ctx.say_to_group(
        table,
        "setting_up.facilitated",
        offers=[[Offer("buttons.private_chat", Link("go"))]],
        name=person.name,
    )
    ctx.answer_press(person.language, "toasts.you_facilitate")
    begin(ctx, person, table)


def begin(ctx: Context, person: Person, table: Table) -> None:
    """Asks the set-up's questions in the facilitator's private chat (at the first /start if need be)."""
    ctx.offer_commands(
        person, ("table", "go", "settings", "language", "privacy", "mydata", "forgetme", "help")
    )
    forms.begin(ctx, person, table, SET_UP)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _name(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _days(_ctx: Context, person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.whole(person.language, text, house_rules.CYCLE_DAYS_RANGE.value, Misread("days"))


def _keep_name(_ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    return (Choice("=", table.name, literal=True),)


def _lengths(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return tuple(Choice(str(n), f"buttons.days_{n}") for n in house_rules.CYCLE_DAYS_CHOICES.value)


def _first_day(ctx: Context, person: Person, _table: Table, now: Focus, text: str) -> Read | Misread:
    """The day on which the first cycle opens, from today on in the zone that was just given."""
    today = ctx.now.astimezone(ZoneInfo(str(now.values.get("zone") or "UTC"))).date()
    return typed_days.day_from(text, person.language, today, today)


def _starts(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return (Choice(TODAY, "buttons.start_today"),)


def _starts_on(value: str) -> date | None:
    """None where the first cycle opens with the table."""
    return None if value == TODAY else date.fromisoformat(value)


def _coordinators(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("self", "buttons.i_coordinate"), Choice("link", "buttons.send_coordinator_link")


def _shown(_ctx: Context, _person: Person, table: Table, _now: Focus) -> dict[str, PersonValue]:
    return {"name": table.name}


def _finish(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    values = {k: str(v) for k, v in now.values.items()}
    languages = table_languages.chosen(values)
    person = ctx.repository.put(joining.in_a_spoken_language(person, languages[0]))
    table = ctx.repository.put(
        replace(
            table,
            name=table.name if values["name"] == "=" else values["name"],
            time_zone=str(ZoneInfo(values["zone"]).key),
            languages=languages,
            cycle_length_days=int(values["cycle"]),
            starts_on=_starts_on(values.get("start", TODAY)),
        )
    )
    if values["coordinator"] == "self":
        roles.take(ctx, person, table, Role.COORDINATOR)
    else:
        send_coordinator_link(ctx, person, table)
    lifecycle.open_if_ready(ctx, table)
    add = Offer("buttons.add_organisation", Pressing("go", (table.id, "organisation", 0)))
    ctx.say_to(person, "setting_up.done", table=table, offers=[[add]])


def send_coordinator_link(ctx: Context, person: Person, table: Table) -> None:
    """Gives the facilitator the coordinator's link to pass on; an earlier one that was not used dies."""
    links.revoke(ctx, table_id=table.id, role=Role.COORDINATOR.value)
    invitation = links.invite(ctx, table, Role.COORDINATOR)
    ctx.say_to(
        person,
        "setting_up.coordinator_link",
        table=table,
        link=links.link(ctx, invitation),
        until=invitation.expires_at,
    )


SET_UP = forms.register(
    Form(
        "set_up",
        (
            Step("name", read=_name, options=_keep_name, shown=_shown),
            Step("zone", read=zones.read, options=zones.choices),
            *table_languages.STEPS,
            Step("cycle", read=_days, options=_lengths),
            Step("start", read=_first_day, options=_starts, value="day"),
            Step("coordinator", read=forms.buttons_only, options=_coordinators),
        ),
        _finish,
        _may,
    )
)
