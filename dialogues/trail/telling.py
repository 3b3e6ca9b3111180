"""What has changed at a table, in plain words: to facilitators all that is noted, to members what they share."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date, datetime

from dialogues import house_rules, texts
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.fallback.rules import CHOICES
from dialogues.model import Change, Organisation, Person, Role, Round, Seat, Table
from dialogues.pressing import Press, Stale
from dialogues.repository import Repository
from dialogues.trail import watched
from dialogues.trail.watched import BY_KIND, Readers, Told, readers_of


def offer(table: Table) -> Offer:
    """The button on the panel of everybody at the table."""
    return Offer("buttons.trail", Pressing("trail", (table.id, 0)))


def pressed(ctx: Context, press: Press) -> None:
    """One page, to somebody who sits at the table: table, how many newer ones to pass over."""
    table, passed_over = ctx.repository.get(Table, press.number(0)), press.number(1)
    seat = ctx.seat_of(press.person, table)
    if seat is None:
        raise Stale
    facilitates = Role.FACILITATOR.value in seat.roles
    most = house_rules.CHANGES_LISTED.value
    found = _page(readable(ctx.repository, table, facilitates), passed_over, most + 1)
    older = [Offer("buttons.trail_older", Pressing("trail", (table.id, passed_over + most)))]
    ctx.say_to(
        press.person,
        "trail.listed",
        table=table,
        offers=[
            *([older] if len(found) > most else []),
            [Offer("buttons.to_panel", Pressing("go", (table.id, "panel", 0)))],
        ],
        key=f"trail:{press.person.id}:{table.id}",
        anew=passed_over == 0,
        facilitates=facilitates,
        older=passed_over > 0,
        changes=[_line(ctx, press.person, table, change) for change in found[:most]],
    )


def _page(changes: Iterable[Change], passed_over: int, most: int) -> list[Change]:
    page: list[Change] = []
    for place, change in enumerate(changes):
        if place >= passed_over:
            page.append(change)
        if len(page) == most:
            break
    return page


def readable(repository: Repository, table: Table, facilitates: bool) -> Iterable[Change]:
    """The entries this reader may see, the newest first; no more cycles are read than are asked for."""
    for cycle in range(table.cycle, -1, -1):
        for change in reversed(repository.find(Change, table_id=table.id, cycle=cycle)):
            if facilitates or readers_of(change.kind) is Readers.TABLE:
                yield change


def _line(ctx: Context, person: Person, table: Table, change: Change) -> dict[str, GroupSafe]:
    return {
        "at": change.at,
        "who": who(ctx, person.language, change),
        "what": in_words(ctx, person, table, change),
    }


def who(ctx: Context, language: str, change: Change) -> str:
    """Who did it, as the table knows them: a name with the role; the bot; somebody who is forgotten."""
    if change.seat_id is None:
        return ctx.label(language, f"trail.by_{change.by}")
    seat = ctx.repository.get(Seat, change.seat_id)
    person = ctx.repository.get(Person, seat.person_id)
    known = person.telegram_id > 0
    called = person.name if known else ctx.label(language, "trail.somebody")
    if change.by == Role.MEMBER.value and seat.organisation_id is not None:
        return f"{called} ({ctx.organisation_name(seat.organisation_id)})"
    return f"{called} ({ctx.label(language, f'trail.as_{change.by}')})"


def in_words(ctx: Context, person: Person, table: Table, change: Change) -> str:
    """What was changed, in one sentence of the reader's language."""
    told = _told(change)
    return ctx.label(
        person.language,
        "trail.entry",
        kind=ctx.label(person.language, f"trail_kinds.{change.kind}"),
        name=_name(ctx, person.language, change),
        what=change.what,
        field=ctx.label(person.language, f"trail_fields.{change.field}") if change.field else None,
        tells=change.before is not None or change.after is not None,
        before=_value(ctx, person.language, table, change, told, change.before),
        after=_value(ctx, person.language, table, change, told, change.after),
    )


def _told(change: Change) -> Told:
    if change.kind not in BY_KIND or change.field is None:
        return Told.THAT_IT_CHANGED
    return BY_KIND[change.kind][1].fields[change.field]


def _name(ctx: Context, language: str, change: Change) -> str | None:
    if change.name is None:
        return _title(ctx, language, change)
    match change.kind:
        case "document_section":
            return ctx.label(language, f"sections.{change.name}")
        case "evidence_mark":
            return ctx.label(language, f"evidence_marks.{change.name}")
        case "facilitator_entry":
            return ctx.label(language, f"trail_entries.{(change.name or '').partition(':')[0]}")
        case "table_rule":
            return ctx.label(language, f"rules.{change.name}")
        case "last_step":
            return ctx.label(language, f"undo_steps.{change.name}", title=None)
        case watched.FILE:
            return ctx.label(language, f"buttons.paper_{change.name}")
        case _:
            return change.name


def _title(ctx: Context, language: str, change: Change) -> str | None:
    """What its round is called, where it belongs to one."""
    if change.kind not in ("round", "proposal", "result", "objection"):
        return None
    noun = BY_KIND[change.kind][0]
    value = ctx.repository.first(noun, id=change.subject_id)
    if value is not None and not isinstance(value, Round):
        value = ctx.repository.first(Round, id=value.round_id)
    return None if value is None else texts.title_in(ctx, language, value)


def _value(
    ctx: Context, language: str, table: Table, change: Change, told: Told, value: str | None
) -> str | None:
    if value is None:
        return None
    match told:
        case Told.WORD:
            return ctx.label(language, f"trail_values.{value}")
        case Told.STATE:
            machine = "trust" if change.field == "trust_stage" else change.kind
            return ctx.label(language, f"machine_states.{machine}_{value}")
        case Told.DAY:
            return ctx.label(language, "trail.day", day=date.fromisoformat(value))
        case Told.MOMENT:
            return html.unescape(
                ctx.text(language, "trail.moment", table.time_zone, at=datetime.fromisoformat(value))
            )
        case Told.ORGANISATIONS:
            return ", ".join(_organisation(ctx, int(id)) for id in value.split()) or "–"
        case Told.PERSON:
            someone = ctx.repository.first(Person, id=int(value))
            known = someone is not None and someone.telegram_id > 0
            return someone.name if someone and known else ctx.label(language, "trail.somebody")
        case Told.ROLES:
            return ", ".join(ctx.label(language, f"trail.as_{role}") for role in value.split())
        case Told.AS_IT_IS if change.kind == "table_rule" and value in CHOICES:
            return ctx.label(language, f"fallback_rules.{value}")
        case Told.AS_IT_IS | Told.THAT_IT_CHANGED:
            return value


def _organisation(ctx: Context, id: int) -> str:
    found = ctx.repository.first(Organisation, id=id)
    return "–" if found is None else found.name
