"""The page of who facilitates, and what a facilitator does there: ask somebody, hand over, step down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dialogues import forms, links
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.facilitating import ending, offering, team
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Invitation, Person, Role, Seat, Table
from dialogues.panel_pages.place import going, last_row, place
from dialogues.pressing import require

BY_LINK = "link"


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """Who facilitates, who has been asked, and a button for each way on."""
    go = going(table)
    open_ = team.offers(ctx, table)
    ctx.say_to_facilitator(
        person,
        "facilitating.page",
        table=table,
        offers=[
            [go("facilitator_link", "facilitator_link"), go("ask_facilitator", "ask_facilitator")],
            [go("hand_over", "hand_over")],
            [go("step_down", "step_down")],
            *([go("end_offer", "end_link", one.id, name=_asked(ctx, one))] for one in open_),
            last_row(table, "page_people"),
        ],
        **place(ctx, person, table),
        names=[p.name for p in ctx.people_in(table, Role.FACILITATOR)],
        open=[_line(ctx, one) for one in open_],
    )


def _asked(ctx: Context, offer: Invitation) -> str:
    """Whom an offer is made to; "–" for a link."""
    return "–" if offer.for_seat is None else team.name_of(ctx, ctx.repository.get(Seat, offer.for_seat))


def _line(ctx: Context, offer: Invitation) -> dict[str, GroupSafe]:
    return {
        "name": _asked(ctx, offer),
        "link": offer.for_seat is None,
        "hands_over": offer.replaces_seat is not None,
        "until": offer.expires_at,
    }


def _send_link(ctx: Context, person: Person, table: Table, instead_of: Seat | None) -> None:
    """A link for one person, who facilitates on opening it; an earlier one that was not used ends."""
    replaced = instead_of.id if instead_of is not None else None
    role = Role.FACILITATOR
    links.revoke(ctx, table_id=table.id, role=role.value, for_seat=None, replaces_seat=replaced)
    invitation = links.invite(ctx, table, role, replaces_seat=replaced)
    ctx.say_to(
        person,
        "facilitating.link",
        table=table,
        link=links.link(ctx, invitation),
        hands_over=instead_of is not None,
        until=invitation.expires_at,
    )


def _link(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    _send_link(ctx, person, table, None)


def _ask(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    if offering.candidates(ctx, table):
        forms.begin(ctx, person, table, ASK)
    else:
        ctx.say_to(person, "facilitating.nobody_to_ask", table=table)


def _hand_over(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, HAND_OVER)


def _step_down(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    """The last one is told how to hand over instead."""
    if team.others(ctx, table, seat):
        forms.begin(ctx, person, table, STEP_DOWN)
        return
    go = going(table)
    offers = [[go("hand_over", "hand_over")], [go("facilitator_link", "facilitator_link")]]
    ctx.say_to(person, "facilitating.last_one", table=table, offers=offers)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _candidates(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    return offering.choices(ctx, table)


def _successors(ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    return [*offering.choices(ctx, table), Choice(BY_LINK, "buttons.by_link")]


def _sure(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return (Choice("yes", "buttons.step_down_now"),)


def _asked_for(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = offering.make(ctx, table, int(str(now.values["who"])), by=person)
    ctx.say_to(person, "facilitating.asked", table=table, name=team.name_of(ctx, seat), hands_over=False)


def _successor_chosen(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """The role stays where it is until the successor has accepted."""
    own, who = require(ctx, person, table, Role.FACILITATOR), str(now.values["who"])
    if who == BY_LINK:
        _send_link(ctx, person, table, own)
        return
    seat = offering.make(ctx, table, int(who), by=person, instead_of=own)
    ctx.say_to(person, "facilitating.asked", table=table, name=team.name_of(ctx, seat), hands_over=True)


def _stepped_down(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    """Never the last: two who step down in the same moment are one after the other here."""
    own = require(ctx, person, table, Role.FACILITATOR)
    if not team.others(ctx, table, own):
        _step_down(ctx, person, table, own, 0)
        return
    ending.ends(ctx, table, own, successor=None)
    team.tell_group(ctx, table, gone=[person.name])
    ctx.say_to_facilitators(table, "facilitating.told_gone", name=person.name)


ASK = forms.register(
    Form("ask_facilitator", (Step("who", read=forms.buttons_only, options=_candidates),), _asked_for, _may)
)
HAND_OVER = forms.register(
    Form("hand_over", (Step("who", read=forms.buttons_only, options=_successors),), _successor_chosen, _may)
)
STEP_DOWN = forms.register(
    Form("step_down", (Step("sure", read=forms.buttons_only, options=_sure),), _stepped_down, _may)
)

ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "facilitators": show,
    "facilitator_link": _link,
    "ask_facilitator": _ask,
    "hand_over": _hand_over,
    "step_down": _step_down,
}
# What tells the group nothing at once.
WITHOUT_GROUP = ("facilitators", "facilitator_link", "ask_facilitator", "hand_over")
