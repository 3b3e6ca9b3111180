"""The join links of a table that work now: who they are for, how often and until when; each can be ended.

A link itself is shown once, when it is made. Links to confirm a text by belong to the representative who got
them, and are not told here: who needs one cannot commit the organisation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogues import house_rules, links, paging
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.facilitating import team
from dialogues.model import Invitation, Person, Role, Seat, Table
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale

JOINING = (Role.MEMBER.value, Role.COORDINATOR.value, Role.FACILITATOR.value)


def show(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Which links work, a button to end each; a button for a fresh one for each organisation.

    `subject` is the page of organisations.
    """
    page = paging.page_of(ctx.organisations(table), subject)
    fresh = [[Offer(o.name, Pressing("go", (table.id, "link", o.id)), literal=True)] for o in page.shown]
    fresh += page.turning(lambda n: Pressing("go", (table.id, "links", n)))
    works = _working(ctx, table)[: house_rules.ANSWERS_LISTED.value]
    ends = [
        [Offer("buttons.end_link", Pressing("go", (table.id, "end_link", i.id)), {"name": _name(ctx, i)})]
        for i in works
    ]
    coordinator = Offer("buttons.send_coordinator_link", Pressing("go", (table.id, "coordinator", 0)))
    ctx.say_to(
        person,
        "panel.links",
        table=table,
        offers=[*fresh, [coordinator], *ends, last_row(table, "page_people")],
        **place(ctx, person, table),
        links=[_line(ctx, i) for i in works],
    )


def end(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    """One link stops working at once."""
    for invitation in _working(ctx, table):
        if invitation.id == subject:
            ctx.repository.put(replace(invitation, revoked=True))
            show(ctx, person, table, seat, 0)
            return
    raise Stale


def _working(ctx: Context, table: Table) -> list[Invitation]:
    found = ctx.repository.find(Invitation, table_id=table.id, revoked=False)
    return [i for i in found if i.role in JOINING and links.works(ctx, i)]


def _name(ctx: Context, invitation: Invitation) -> str:
    """The organisation it is for, or whom it is offered to; "–" for a role's link."""
    if invitation.for_seat is not None:
        return team.name_of(ctx, ctx.repository.get(Seat, invitation.for_seat))
    return ctx.organisation_name(invitation.organisation_id)


def _line(ctx: Context, invitation: Invitation) -> dict[str, GroupSafe]:
    return {
        "name": _name(ctx, invitation),
        "coordinates": invitation.role == Role.COORDINATOR.value,
        "facilitates": invitation.role == Role.FACILITATOR.value,
        "uses": invitation.uses_left,
        "until": invitation.expires_at,
    }


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"links": show, "end_link": end}
