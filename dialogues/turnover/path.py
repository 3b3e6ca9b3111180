"""The newcomer's way: welcome, introduction, what was agreed, what one would change, what one may decide.

Each step follows when the one before is done (docs/method.md 6c, fast re-form). Only newcomers are asked. Their
questions are opened in the name of the facilitator who began the turnover: that tap was the opening.
"""

from __future__ import annotations

from dataclasses import replace

from dialogues import asking, collecting, commitments, focus, newcomers, rounds, seating, welcoming
from dialogues.context import Context
from dialogues.facilitating import team
from dialogues.model import Commitment, Invitation, Person, Responsibility, Round, Seat, Table, Turnover
from dialogues.turnover import progress
from dialogues.turnover.progress import CAUGHT_UP, INTRODUCED, READ, SAID, STEPS

INTRODUCTIONS = "introductions"
OWED = ("open", "due", "missed")


def of_invitation(ctx: Context, invitation: Invitation) -> Turnover | None:
    """The turnover that a link belongs to."""
    return ctx.repository.first(Turnover, invitation_id=invitation.id, done_at=None)


def sits_down(ctx: Context, table: Table, turnover: Turnover, seat: Seat, *, formed: bool) -> None:
    """The newcomer has the seat: they are welcomed, the group hears it once, the first step follows."""
    turnover = ctx.repository.put(
        replace(turnover, new_seat=seat.id, seated_at=ctx.now, formed=formed, invitation_id=None)
    )
    person = ctx.repository.get(Person, seat.person_id)
    own = turnover.organisation_id
    work = ctx.repository.find(Responsibility, table_id=table.id)
    owes = ctx.repository.find(Commitment, table_id=table.id, by_organisation=own, status=OWED)
    ctx.say_to(
        person,
        "turnover.welcome",
        table=table,
        organisation=ctx.organisation_name(own),
        tasks=[t.task for t in work if own in (*t.responsible, *t.accountable)],
        promises=[commitments.line(ctx, promise) for promise in owes],
    )
    show_in_group(ctx, table, turnover, anew=True)
    seating.show_what_waits(ctx, table, seat)
    go_on(ctx, table, turnover)


def follows(ctx: Context, table: Table, seat: Seat) -> bool:
    """Whether something follows for a newcomer who has answered all that was open; then it has been said."""
    turnover = ctx.repository.first(Turnover, new_seat=seat.id, done_at=None)
    return turnover is not None and go_on(ctx, table, turnover)


def go_on(ctx: Context, table: Table, turnover: Turnover) -> bool:
    """The next step of the way, and how far it has come. Gives whether the newcomer has been told something."""
    seat = progress.seat_of(ctx, turnover)
    said = seat is not None and _next(ctx, table, turnover, seat)
    if len(progress.done(ctx, table, turnover)) == len(STEPS):
        turnover = ctx.repository.put(replace(turnover, done_at=ctx.now))
        show_in_group(ctx, table, turnover)
    tell_facilitators(ctx, table, turnover)
    return said


def _next(ctx: Context, table: Table, turnover: Turnover, seat: Seat) -> bool:
    person, done = ctx.repository.get(Person, seat.person_id), progress.done(ctx, table, turnover)
    if INTRODUCED not in done and _asks(ctx, table, turnover, person, INTRODUCTIONS):
        return True
    if READ not in done:
        return welcoming.read_back(ctx, person, table)
    if SAID not in done:
        return False
    return CAUGHT_UP not in done and _asks(ctx, table, turnover, person, newcomers.CATCH_UP)


def _asks(ctx: Context, table: Table, turnover: Turnover, person: Person, topic: str) -> bool:
    """Asks the newcomer a topic's questions, which are opened where they are not; False where that may not be."""
    if not any(c.topic == topic for c in collecting.open_at(ctx, table)):
        by = _opener(ctx, table, turnover)
        if by is None:
            return False
        focus.clear(ctx, person)
        if _opened(ctx, table, by, topic) is None:
            return False
    return focus.current(ctx, person) is not None or asking.ask_next(ctx, person, table=table)


def _opener(ctx: Context, table: Table, turnover: Turnover) -> Seat | None:
    """Who began it, or another facilitator where that one no longer is."""
    facilitating = team.seats(ctx, table)
    return next((s for s in facilitating if s.id == turnover.by_seat), next(iter(facilitating), None))


def _opened(ctx: Context, table: Table, by: Seat, topic: str) -> Round | None:
    return rounds.open_round(ctx, ctx.repository.get(Person, by.person_id), table, topic, by)


def show_in_group(ctx: Context, table: Table, turnover: Turnover, *, anew: bool = False) -> None:
    """One message of the group: who follows whom, and later in the same place that they have caught up."""
    seat = progress.seat_of(ctx, turnover)
    if seat is None:
        return
    ctx.say_to_group(
        table,
        "turnover.in_group",
        key=f"turnover:{turnover.id}",
        anew=anew,
        organisation=ctx.organisation_name(turnover.organisation_id),
        name=ctx.repository.get(Person, seat.person_id).name,
        formed=turnover.formed,
        done=turnover.done_at is not None,
    )


def tell_facilitators(ctx: Context, table: Table, turnover: Turnover) -> None:
    """The steps with their marks, in one message that is redrawn."""
    line = progress.line(ctx, table, turnover)
    ctx.say_to_facilitators(
        table,
        "turnover.progress",
        key=f"turnover_of:{turnover.id}",
        organisation=line.organisation,
        name=line.name,
        leaves=line.leaves,
        done=list(line.done),
    )


asking.AFTER_ALL.append(follows)
