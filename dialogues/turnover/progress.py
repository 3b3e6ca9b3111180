"""How far a newcomer has come, worked out from what is true each time: nobody ticks a step."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues import newcomers, welcoming
from dialogues.checks import privacy
from dialogues.checks.privacy import FacilitatorOnly
from dialogues.context import Context
from dialogues.guards import standing_result
from dialogues.model import Answer, Person, Seat, Table, Turnover

SEATED, INTRODUCED, READ, SAID, CAUGHT_UP = "seated", "introduced", "read", "said", "caught_up"
STEPS = (SEATED, INTRODUCED, READ, SAID, CAUGHT_UP)
HOPE_AND_WORRY = "T10"


def seat_of(ctx: Context, turnover: Turnover) -> Seat | None:
    """The newcomer's seat, while it is held for the organisation."""
    if turnover.new_seat is None:
        return None
    seat = ctx.repository.get(Seat, turnover.new_seat)
    return seat if seat.present and seat.organisation_id == turnover.organisation_id else None


def done(ctx: Context, table: Table, turnover: Turnover) -> tuple[str, ...]:
    """The steps that have been taken, in their order. Where there is no result yet nothing is read back."""
    seat = seat_of(ctx, turnover)
    if seat is None:
        return ()
    read, nothing_to_read = welcoming.of_seat(ctx, seat), standing_result(ctx, table) is None
    taken = {
        SEATED: True,
        INTRODUCED: _introduced(ctx, seat),
        READ: read is not None or nothing_to_read,
        SAID: nothing_to_read if read is None else read.answered_at is not None,
        CAUGHT_UP: not newcomers.left(ctx, table, seat),
    }
    return tuple(step for step in STEPS if taken[step])


def _introduced(ctx: Context, seat: Seat) -> bool:
    """Whether this voice has said a hope and a worry, or passed, since the seat is held as it is."""
    said = ctx.repository.find(Answer, seat_id=seat.id, prompt=HOPE_AND_WORRY)
    return any(answer.answered_at >= seat.joined_at for answer in said)


@dataclass(frozen=True, slots=True)
class Line:
    """One turnover as a facilitator's list shows it; `change` is what the newcomer would change (tier F)."""

    organisation: str
    leaves: str
    name: str | None
    done: tuple[str, ...]
    why: str | None
    change: FacilitatorOnly | None


def line(ctx: Context, table: Table, turnover: Turnover) -> Line:
    """How it stands now."""
    seat = seat_of(ctx, turnover)
    read = welcoming.of_seat(ctx, seat) if seat is not None else None
    old = ctx.repository.get(Seat, turnover.seat_id)
    return Line(
        organisation=ctx.organisation_name(turnover.organisation_id),
        leaves=ctx.repository.get(Person, old.person_id).name,
        name=ctx.repository.get(Person, seat.person_id).name if seat is not None else None,
        done=done(ctx, table, turnover),
        why=turnover.why,
        change=privacy.for_facilitator(read.tier, read.text) if read is not None and read.text else None,
    )
