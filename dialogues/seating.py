"""Who holds which seat: a voice hands on, comes or leaves, and what was open ends kindly (docs/method.md 6c)."""

from __future__ import annotations

from dataclasses import replace

from dialogues import advancing, asking, ballots, collecting, focus, live, voting
from dialogues.context import Context
from dialogues.manners import reminding, wishes
from dialogues.model import Organisation, Person, Role, Round, Said, Seat, Table


def voice_of(ctx: Context, table: Table, organisation_id: int | None) -> Seat | None:
    """The seat that speaks for an organisation now."""
    return next((s for s in ctx.seats(table) if s.organisation_id == organisation_id and s.holds_vote), None)


def how_it_comes(ctx: Context, table: Table, organisation_id: int) -> str:
    """What a new voice means: its organisation joins, or somebody spoke for it before."""
    spoke = ctx.repository.count(Seat, table_id=table.id, organisation_id=organisation_id, holds_vote=True)
    return advancing.REPLACED if spoke else advancing.JOINED


def begin_to_speak(ctx: Context, table: Table, seat: Seat) -> Seat:
    """A colleague speaks for an organisation that nobody speaks for."""
    how = how_it_comes(ctx, table, seat.organisation_id or 0)
    seat = _speaks(ctx, table, seat)
    _changed(ctx, table, seat.organisation_id, how)
    refresh(ctx, table)
    return seat


def take_over(ctx: Context, table: Table, old: Seat, new: Seat) -> Seat:
    """A colleague takes the place of `old`, who goes."""
    new, organisation = _replaces(ctx, table, old, new)
    if organisation is not None:
        advancing.seat_changed(ctx, table, organisation, advancing.REPLACED)
    refresh(ctx, table)
    return new


def take_over_quietly(ctx: Context, table: Table, old: Seat, new: Seat) -> tuple[Seat, bool]:
    """As `take_over`, where whoever asks for it tells the group; gives whether the table forms anew by it."""
    new, organisation = _replaces(ctx, table, old, new)
    formed = organisation is not None and advancing.seat_changed(
        ctx, table, organisation, advancing.REPLACED, tell=False
    )
    refresh(ctx, table)
    return new, formed


def _replaces(ctx: Context, table: Table, old: Seat, new: Seat) -> tuple[Seat, Organisation | None]:
    """Ends the old seat; the organisation whose vote has changed hands by it, if one has."""
    spoke = old.holds_vote
    end(ctx, table, old, successor=new)
    if not spoke:
        return new, None
    new = _speaks(ctx, table, new)
    organisation = ctx.repository.get(Organisation, new.organisation_id or 0)
    return new, organisation if organisation.voting else None


def leave(ctx: Context, table: Table, seat: Seat) -> None:
    """A seat ends, and nobody follows."""
    organisation_id, spoke = seat.organisation_id, seat.holds_vote
    end(ctx, table, seat, successor=None)
    if spoke:
        _changed(ctx, table, organisation_id, advancing.LEFT)
    refresh(ctx, table)


def tell_vacant(ctx: Context, table: Table, seat: Seat) -> None:
    """A seat has ended without a word of who sat there: facilitators hear that it is vacant."""
    organisation = ctx.organisation_name(seat.organisation_id)
    ctx.say_to_facilitators(table, "seats.told_vacant", organisation=organisation, votes=seat.holds_vote)
    if seat.holds_vote:
        _changed(ctx, table, seat.organisation_id, advancing.LEFT)
    refresh(ctx, table)


def _speaks(ctx: Context, table: Table, seat: Seat) -> Seat:
    seat = ctx.repository.put(replace(seat, holds_vote=True, joined_at=ctx.now))
    person = ctx.repository.get(Person, seat.person_id)
    ctx.say_to(
        person,
        "seats.you_speak",
        table=table,
        organisation=ctx.organisation_name(seat.organisation_id),
        votes=ctx.casts_vote(seat),
    )
    show_what_waits(ctx, table, seat)
    return seat


def _changed(ctx: Context, table: Table, organisation_id: int | None, how: str) -> None:
    organisation = ctx.repository.get(Organisation, organisation_id or 0)
    if organisation.voting:
        advancing.seat_changed(ctx, table, organisation, how)


def end(ctx: Context, table: Table, seat: Seat, successor: Seat | None) -> None:
    """The person leaves this seat; who also facilitates or coordinates goes on doing that.

    `holds_vote` stays on the seat that ended, as the record keeps it. Facilitators and coordinators hear it.
    """
    person = ctx.repository.get(Person, seat.person_id)
    organisation, votes = ctx.organisation_name(seat.organisation_id), ctx.casts_vote(seat)
    kept = tuple(role for role in seat.roles if role != Role.MEMBER.value)
    ctx.repository.put(_without_organisation(seat, kept) if kept else replace(seat, present=False))
    wishes.drop(ctx, seat)
    reminding.drop(ctx, seat)
    _close_questions(ctx, person, table, bool(kept))
    for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
        key = ballots.key(round_, seat)
        if ctx.repository.first(Said, key=key) is not None:
            ctx.say_to(person, "seats.ballot_ended", table=table, key=key)
    ctx.say_to(person, "seats.you_left", table=table, organisation=organisation, keeps_role=bool(kept))
    told = {p.id: p for role in (Role.FACILITATOR, Role.COORDINATOR) for p in ctx.people_in(table, role)}
    for listener in told.values():
        ctx.say_to(
            listener,
            "seats.told_left",
            table=table,
            name=person.name,
            organisation=organisation,
            votes=votes,
            successor=ctx.repository.get(Person, successor.person_id).name if successor else None,
        )
    if not kept:
        asking.ask_next(ctx, person)


def _without_organisation(seat: Seat, roles: tuple[str, ...]) -> Seat:
    return replace(
        seat,
        roles=roles,
        organisation_id=None,
        holds_vote=False,
        claimed_type=None,
        representative_type=None,
        secondary_type=None,
        speaks_for_sector=None,
    )


def _close_questions(ctx: Context, person: Person, table: Table, keeps_role: bool) -> None:
    now = focus.current(ctx, person)
    if now is None or now.table_id != table.id:
        return
    if not keeps_role or now.form in ("guide", "reflection"):
        focus.clear(ctx, person)


def refresh(ctx: Context, table: Table) -> None:
    """The group's counts, and the ballots that count, after seats have changed."""
    live.show_joined(ctx, table)
    for collection in collecting.open_at(ctx, table):
        live.show_collection(ctx, table, collection)
    for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
        voting.settle_counts(ctx, table, round_)
        live.show_vote(ctx, table, round_)


def show_what_waits(ctx: Context, table: Table, seat: Seat) -> None:
    """Open votes and questions come up for a person who has just sat down or begun to speak."""
    person = ctx.repository.get(Person, seat.person_id)
    for round_ in ctx.repository.find(Round, table_id=table.id, state="voting"):
        ballots.show(ctx, person, table, round_, seat, anew=True)
    if focus.current(ctx, person) is None:
        asking.ask_next(ctx, person, table=table)
