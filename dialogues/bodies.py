"""The bodies of a table: what each may do, who sits in it, where its word goes (docs/method.md 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import forms, reading, structure_facts
from dialogues.checks.names import name_key
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Body, Focus, Person, Role, Seat, Table, Values
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read

NO_BODY = "none"


def of_id(ctx: Context, table: Table, id: int) -> Body:
    """The body of this table; raises `Stale`."""
    body = ctx.repository.get(Body, id)
    if body.table_id != table.id:
        raise Stale
    return body


def line(ctx: Context, body: Body) -> dict[str, GroupSafe]:
    """A body as a list shows it."""
    heard_by = ctx.repository.first(Body, id=body.channel_to) if body.channel_to else None
    return {
        "name": body.name,
        "decides": body.decides,
        "community": body.community,
        "per_person": body.per_person,
        "seats": structure_facts.names(ctx, body.seats),
        "channel": heard_by.name if heard_by else None,
    }


def open_(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The facilitator's button: asks for a new body, or shows one with what can be done with it."""
    if not subject:
        forms.begin(ctx, person, table, BODY)
        return
    body = of_id(ctx, table, subject)
    ctx.say_to(
        person,
        "body.shown",
        table=table,
        offers=[
            [Offer("buttons.change", Pressing("go", (table.id, "change_body", body.id)))],
            [Offer("buttons.take_away", Pressing("go", (table.id, "drop_body", body.id)))],
            last_row(table, "structure"),
        ],
        **place(ctx, person, table),
        bodies=[line(ctx, body)],
    )


def change(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Asks for everything about a body again; its seats stand as they are until tapped."""
    body = of_id(ctx, table, subject)
    seats = " ".join(str(o) for o in body.seats)
    forms.begin(ctx, person, table, BODY, body.id, known=body.name, seats=seats)


def drop(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Takes a body away; bodies whose word went to it have no channel any more."""
    body = of_id(ctx, table, subject)
    for other in ctx.repository.find(Body, table_id=table.id, channel_to=body.id):
        ctx.repository.put(replace(other, channel_to=None))
    ctx.repository.remove(Body, id=body.id)
    ctx.say_to(person, "body.dropped", table=table, offers=_next(table), name=body.name)


def _next(table: Table) -> list[list[Offer]]:
    return [
        [
            Offer("buttons.add_body", Pressing("go", (table.id, "body", 0))),
            Offer("buttons.add_task", Pressing("go", (table.id, "task", 0))),
        ],
        [Offer("buttons.structure", Pressing("go", (table.id, "structure", 0)))],
    ]


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    if now.subject_id:
        of_id(ctx, table, now.subject_id)


def _is_new(values: Values) -> bool:
    return "known" not in values


def _is_known(values: Values) -> bool:
    return "known" in values


def _shown(_ctx: Context, _person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    values = now.values
    return {"name": str(values.get("rename") or values.get("known") or values.get("name") or "")}


def _name(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _other_name(ctx: Context, _person: Person, table: Table, now: Focus, text: str) -> Read | Misread:
    read = reading.name(text)
    if isinstance(read, Read):
        same = ctx.repository.first(Body, table_id=table.id, name_key=name_key(read.value))
        if same is not None and same.id != now.subject_id:
            return Misread("name_taken")
    return read


def _ways(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("per_org", "buttons.per_org"), Choice("per_person", "buttons.per_person")


def _others(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    own = now.subject_id or _known_id(ctx, table, now)
    found = [b for b in ctx.repository.find(Body, table_id=table.id) if b.id != own]
    return [*(Choice(str(b.id), b.name, literal=True) for b in found), Choice(NO_BODY, "buttons.no_channel")]


def _known_id(ctx: Context, table: Table, now: Focus) -> int:
    key = name_key(str(now.values.get("name") or ""))
    known = ctx.repository.first(Body, table_id=table.id, name_key=key)
    return known.id if known else 0


def _entered(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Stores the body; one of the same name keeps its id, so that a flag about it stays the same flag."""
    values = now.values
    name = str(values.get("rename") or values.get("known") or values.get("name"))
    id = now.subject_id or _known_id(ctx, table, now)
    before = of_id(ctx, table, id) if id else None
    seats = {int(word) for word in str(values.get("seats") or "").split()}
    body = Body(
        id=id,
        table_id=table.id,
        name=name,
        name_key=name_key(name),
        decides=values["decides"] == "yes",
        community=values["community"] == "yes",
        per_person=values["voting"] == "per_person",
        seats=tuple(o.id for o in ctx.organisations(table) if o.id in seats),
        channel_to=_channel(ctx, table, str(values.get("channel_to") or ""), before),
    )
    body = ctx.repository.put(body) if id else ctx.repository.add(body)
    ctx.say_to(person, "body.entered", table=table, offers=_next(table), bodies=[line(ctx, body)])


def _channel(ctx: Context, table: Table, picked: str, before: Body | None) -> int | None:
    """The body picked; none where that was said; what it was where the question was left for later."""
    if not picked:
        return before.channel_to if before else None
    return None if picked == NO_BODY else of_id(ctx, table, int(picked)).id


BODY = forms.register(
    Form(
        "body",
        (
            Step("name", read=_name, applies=_is_new),
            Step("rename", read=_other_name, applies=_is_known, optional=True, shown=_shown),
            Step("decides", read=forms.read_yes_no, options=forms.yes_or_no, shown=_shown),
            Step("community", read=forms.read_yes_no, options=forms.yes_or_no, shown=_shown),
            Step("voting", read=forms.buttons_only, options=_ways, shown=_shown),
            Step("seats", read=forms.buttons_only, options=forms.organisations, multiple=True, shown=_shown),
            Step("channel_to", read=forms.buttons_only, options=_others, optional=True, shown=_shown),
        ),
        _entered,
        _may,
    )
)
