"""Organisations come to the table: name, sector, grassroots or not, and a link for their people."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import changing_seats, focus, forms, links, live, reading
from dialogues.checks import names
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Organisation, Person, Role, Table
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read

SECTORS = (
    "government",
    "education",
    "business",
    "health",
    "philanthropy",
    "research",
    "community",
    "nonprofit",
)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _name(_ctx: Context, _person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.name(text)


def _lookalike(ctx: Context, table: Table, name: str) -> Organisation | None:
    for organisation in ctx.organisations(table):
        if organisation.name_key != names.name_key(name) and names.alike(organisation.name, name):
            return organisation
    return None


def _same_or_other(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("same", "buttons.same_organisation"), Choice("other", "buttons.other_organisation")


def _sectors(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return tuple(Choice(s, f"sectors.{s}") for s in SECTORS)


def _yes_no(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("yes", "buttons.yes"), Choice("no", "buttons.no")


def _read_yes_no(_ctx: Context, person: Person, _table: Table, _now: Focus, text: str) -> Read | Misread:
    return reading.yes_no(person.language, text)


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    name = str(now.values.get("name") or "")
    other = _lookalike(ctx, table, name) if name else None
    return {"name": name, "other": other.name if other else ""}


def begin(ctx: Context, person: Person, table: Table) -> None:
    """Asks for the next organisation."""
    forms.begin(ctx, person, table, ORGANISATION)


def _finish_name(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """After the name: an organisation that is there gets its link; a lookalike is asked about."""
    name = str(now.values["name"])
    known = ctx.repository.first(Organisation, table_id=table.id, name_key=names.name_key(name))
    if known is not None:
        ctx.say_to(person, "organisation.known", table=table, name=known.name)
        send_link(ctx, person, table, known)
    elif _lookalike(ctx, table, name) is not None:
        forms.begin(ctx, person, table, LOOKALIKE, name=name)
    else:
        forms.begin(ctx, person, table, DETAILS, name=name)


def _finish_lookalike(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    name = str(now.values["name"])
    other = _lookalike(ctx, table, name)
    if now.values["alike"] == "same" and other is not None:
        send_link(ctx, person, table, other)
    else:
        forms.begin(ctx, person, table, DETAILS, name=name)


def _finish(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    name = str(now.values["name"])
    organisation = ctx.repository.add(
        Organisation(
            table_id=table.id,
            name=name,
            name_key=names.name_key(name),
            sector=str(now.values["sector"]),
            grassroots=now.values["grassroots"] == "yes",
        )
    )
    if table.lifecycle != "draft":
        live.show_joined(ctx, table)
    send_link(ctx, person, table, organisation)


def send_link(ctx: Context, person: Person, table: Table, organisation: Organisation) -> None:
    """A message with the organisation's link, ready to be passed on."""
    invitation = links.invite(ctx, table, Role.MEMBER, organisation.id)
    more = Offer("buttons.add_another", Pressing("go", (table.id, "organisation", 0)))
    panel = Offer("buttons.to_panel", Pressing("go", (table.id, "panel", 0)))
    ctx.say_to(
        person,
        "organisation.link",
        table=table,
        offers=[changing_seats.offers(ctx, table, organisation), [more], [panel]],
        name=organisation.name,
        votes=organisation.voting,
        link=links.link(ctx, invitation),
        uses=invitation.uses_left,
        until=invitation.expires_at,
    )
    focus.clear(ctx, person)


def renew_link(ctx: Context, person: Person, table: Table, organisation_id: int) -> None:
    """A new link for an organisation that is there; earlier ones of it die."""
    organisation = ctx.repository.get(Organisation, organisation_id)
    if organisation.table_id != table.id:
        raise Stale
    links.revoke(ctx, organisation_id=organisation.id, role=Role.MEMBER.value, replaces_seat=None)
    send_link(ctx, person, table, organisation)


ORGANISATION = forms.register(Form("organisation", (Step("name", read=_name),), _finish_name, _may))
LOOKALIKE = forms.register(
    Form(
        "lookalike",
        (Step("alike", read=forms.buttons_only, options=_same_or_other, shown=_shown),),
        _finish_lookalike,
        _may,
    )
)
DETAILS = forms.register(
    Form(
        "details",
        (
            Step("sector", read=_name, options=_sectors, shown=_shown),
            Step("grassroots", read=_read_yes_no, options=_yes_no, shown=_shown),
        ),
        _finish,
        _may,
    )
)
