"""Nobody can facilitate: who did has gone or can't be reached. The table has three ways to somebody new.

Whoever coordinates names somebody, or does it; an administrator of the group takes the role; or somebody at the
table offers to, and more than half of the voting organisations agree (`dialogues.facilitating.volunteering`).
"""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import forms
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.facilitating import accepting, offering, team
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Person, Role, Said, Seat, Table
from dialogues.pressing import Press, Stale, require

MYSELF = "self"


def has_come(ctx: Context, table: Table) -> None:
    """Redraws what the group was asked, once somebody can be reached again."""
    if not team.is_vacant(ctx, table) and ctx.repository.first(Said, key=team.key(table)) is not None:
        team.tell_group(ctx, table)


def tell(ctx: Context, table: Table) -> None:
    """The group and the coordinators hear it, each with what they can do."""
    if table.lifecycle == "adjourned" or not team.is_vacant(ctx, table):
        return
    ctx.say_to_group(
        table,
        "facilitating.nobody",
        offers=[
            [Offer("buttons.facilitate", Pressing("facilitate"))],
            [Offer("buttons.volunteer", Pressing("volunteer", (table.id,)))],
        ],
        key=team.key(table),
        anew=True,
    )
    for coordinator in ctx.people_in(table, Role.COORDINATOR):
        ctx.say_to(
            coordinator,
            "facilitating.told_nobody",
            table=table,
            offers=[[team.naming_offer(table)]],
            urgency=Urgency.NOTICE,
        )


def fill(ctx: Context, person: Person, table: Table) -> None:
    """Somebody facilitates in place of all who can't be reached."""
    accepting.takes_over(ctx, person, table, team.seats(ctx, table))


def begin(ctx: Context, press: Press) -> None:
    """A coordinator names somebody: table."""
    forms.begin(ctx, press.person, ctx.repository.get(Table, press.number(0)), NAME)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.COORDINATOR)
    if not team.is_vacant(ctx, table):
        raise Stale


def _candidates(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    own = [Choice(MYSELF, "buttons.i_facilitate")]
    return [*own, *(c for c in offering.choices(ctx, table) if int(c.value) != (now.seat_id or 0))]


def _named(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    who = str(now.values["who"])
    if who == MYSELF:
        fill(ctx, person, table)
        return
    gone: Seat | None = next(iter(team.seats(ctx, table)), None)
    seat = offering.make(ctx, table, int(who), by=person, instead_of=gone)
    ctx.say_to(person, "facilitating.asked", table=table, name=team.name_of(ctx, seat), hands_over=False)


NAME = forms.register(
    Form("name_facilitator", (Step("who", read=forms.buttons_only, options=_candidates),), _named, _may)
)
