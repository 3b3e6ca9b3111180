"""What a facilitator does about seats: a colleague's link, no vote, somebody takes over, leaves, speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dialogues import advancing, forms, links, paging, seat_links, seating
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Ballot, Focus, Organisation, Person, Role, Round, Seat, Table
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.turnover import starting


def offers(ctx: Context, table: Table, organisation: Organisation) -> list[Offer]:
    """The buttons about an organisation's people and vote, under its link."""
    vote = "buttons.has_no_vote" if organisation.voting else "buttons.has_a_vote"
    found = [Offer("buttons.colleague_link", Pressing("go", (table.id, "colleague", organisation.id)))]
    if _vote_may_change(ctx, table, organisation):
        found.append(Offer(vote, Pressing("go", (table.id, "no_vote", organisation.id))))
    return found


def organisation_at(ctx: Context, table: Table, id: int) -> Organisation:
    """The organisation of this table; raises `Stale`."""
    organisation = ctx.repository.get(Organisation, id)
    if organisation.table_id != table.id:
        raise Stale
    return organisation


def _colleague(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """A link for somebody who sits beside the voice of an organisation."""
    organisation = organisation_at(ctx, table, subject)
    invitation = links.invite(ctx, table, Role.MEMBER, organisation.id, voice=False)
    ctx.say_to(
        person,
        "organisation.colleague_link",
        table=table,
        name=organisation.name,
        link=links.link(ctx, invitation),
        uses=invitation.uses_left,
        until=invitation.expires_at,
    )


def _vote_may_change(ctx: Context, table: Table, organisation: Organisation) -> bool:
    """Before the organisation has voted, and not while a vote runs: nobody is counted in or out of one."""
    voted = ctx.repository.count(Ballot, table_id=table.id, organisation_id=organisation.id, counts=True)
    return not voted and not ctx.repository.count(Round, table_id=table.id, state="voting")


def _no_vote(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """An organisation sits at the table without a vote, or gets one; the group hears it."""
    organisation = organisation_at(ctx, table, subject)
    if not _vote_may_change(ctx, table, organisation):
        ctx.say_to(person, "seats.vote_stays", table=table, organisation=organisation.name)
        return
    organisation = ctx.repository.put(replace(organisation, voting=not organisation.voting))
    ctx.say_to_group(table, "seats.vote_changed", organisation=organisation.name, votes=organisation.voting)
    ctx.say_to(
        person,
        "seats.vote_kept",
        table=table,
        offers=[offers(ctx, table, organisation)],
        organisation=organisation.name,
        votes=organisation.voting,
    )
    if seating.voice_of(ctx, table, organisation.id) is not None:
        how = advancing.JOINED if organisation.voting else advancing.LEFT
        advancing.seat_changed(ctx, table, organisation, how)
    seating.refresh(ctx, table)


def _seats(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """Everybody who sits for an organisation, a button each. `subject` is the page."""
    page = paging.page_of([s for s in ctx.seats(table) if s.organisation_id is not None], subject)
    rows = [[seat_links.seat_offer(ctx, table, s)] for s in page.shown]
    rows += page.turning(lambda n: Pressing("go", (table.id, "seats", n)))
    ctx.say_to(
        person,
        "seats.which",
        table=table,
        offers=[*rows, last_row(table, "page_people")],
        **place(ctx, person, table),
    )


def _one_seat(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    forms.begin(ctx, person, table, SEAT, subject)


def _present(ctx: Context, table: Table, now: Focus) -> Seat:
    seat = ctx.repository.get(Seat, now.subject_id or 0)
    if seat.table_id != table.id or not seat.present or seat.organisation_id is None:
        raise Stale
    return seat


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    _present(ctx, table, now)


def _colleagues(ctx: Context, table: Table, seat: Seat) -> list[Seat]:
    return [s for s in ctx.seats(table) if s.organisation_id == seat.organisation_id and s.id != seat.id]


def _ways(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    seat = _present(ctx, table, now)
    found = [Choice("link", "buttons.somebody_takes_over")]
    if starting.is_worth_it(ctx, table, seat):
        found.insert(0, Choice("guided", "buttons.step_by_step"))
    if seat.holds_vote:
        for other in _colleagues(ctx, table, seat):
            name = ctx.repository.get(Person, other.person_id).name
            found.append(Choice(f"c{other.id}", f"→ {name} ★", literal=True))
    elif seating.voice_of(ctx, table, seat.organisation_id) is None:
        found.append(Choice("voice", "buttons.speaks_now"))
    return [*found, Choice("leave", "buttons.leaves")]


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    seat = _present(ctx, table, now)
    return {
        "name": ctx.repository.get(Person, seat.person_id).name,
        "organisation": ctx.organisation_name(seat.organisation_id),
        "voice": seat.holds_vote,
        "votes": ctx.casts_vote(seat),
        "guided": starting.is_worth_it(ctx, table, seat),
    }


def _chosen(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat, way = _present(ctx, table, now), str(now.values["how"])
    match way:
        case "guided":
            starting.begin(ctx, person, table, seat)
        case "link":
            seat_links.send_link(ctx, person, table, seat)
        case "leave":
            seating.leave(ctx, table, seat)
        case "voice":
            if seating.voice_of(ctx, table, seat.organisation_id) is not None:
                raise Stale
            seating.begin_to_speak(ctx, table, seat)
        case _:
            new = next((s for s in _colleagues(ctx, table, seat) if f"c{s.id}" == way), None)
            if new is None:
                raise Stale
            seating.take_over(ctx, table, seat, new)


SEAT = forms.register(
    Form("seat", (Step("how", read=forms.buttons_only, options=_ways, shown=_shown),), _chosen, _may)
)

ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "colleague": _colleague,
    "no_vote": _no_vote,
    "seats": _seats,
    "seat": _one_seat,
}
