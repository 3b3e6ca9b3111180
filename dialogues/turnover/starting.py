"""The facilitator's step: who leaves, why, what becomes of what is in hand, and who follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dialogues import forms, paging, seat_links, seating
from dialogues.checks.privacy import FacilitatorOnly, GroupSafe, PersonValue
from dialogues.context import Context
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Answer, Focus, Organisation, Person, Role, Seat, Table, Turnover, Values
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.turnover import passing_on, path, progress

REASONS = ("new_job", "other_task", "no_time", "organisation_changes", "other")
UNSAID = "unsaid"
ALL, EACH = "all", "each"
BY_LINK, NOBODY = "link", "nobody"


def show(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    """The turnovers under way, with their steps; a button for each seat. `subject` is the page of seats."""
    under_way = ctx.repository.find(Turnover, table_id=table.id, done_at=None)
    names = {o.id: o.name for o in ctx.organisations(table)}
    seats = [s for s in ctx.seats(table) if s.organisation_id is not None]
    seats.sort(key=lambda s: (names.get(s.organisation_id or 0, ""), not s.holds_vote, s.id))
    page = paging.page_of(seats, subject)
    ctx.say_to_facilitator(
        person,
        "turnover.page",
        table=table,
        offers=[
            *([seat_links.seat_offer(ctx, table, seat, "turn_over")] for seat in page.shown),
            *page.turning(lambda n: Pressing("go", (table.id, "turnover", n))),
            last_row(table, "page_people"),
        ],
        **place(ctx, person, table),
        under_way=[_line(ctx, table, one) for one in under_way],
    )


def _line(ctx: Context, table: Table, turnover: Turnover) -> dict[str, GroupSafe | FacilitatorOnly]:
    line = progress.line(ctx, table, turnover)
    return {
        "organisation": line.organisation,
        "name": line.name,
        "leaves": line.leaves,
        "why": line.why,
        "change": line.change,
        **{step: step in line.done for step in progress.STEPS},
    }


def is_worth_it(ctx: Context, table: Table, seat: Seat) -> bool:
    """Whether who follows on this seat finds something there: its voice has answered, or has work in hand."""
    if not seat.holds_vote:
        return False
    answered = ctx.repository.count(Answer, seat_id=seat.id) > 0
    return answered or bool(passing_on.in_hand(ctx, table, seat.organisation_id or 0))


def _pressed(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    begin(ctx, person, table, _present(ctx, table, subject))


def begin(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    """Asks the facilitator the questions about this seat, one after the other."""
    items = passing_on.in_hand(ctx, table, seat.organisation_id or 0)
    forms.begin(ctx, person, table, TURNOVER, seat.id, **({"in_hand": "yes"} if items else {}))


def _present(ctx: Context, table: Table, id: int) -> Seat:
    seat = ctx.repository.get(Seat, id)
    if seat.table_id != table.id or not seat.present or seat.organisation_id is None:
        raise Stale
    return seat


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    _present(ctx, table, now.subject_id or 0)


def _has_work(values: Values) -> bool:
    return "in_hand" in values


def _reasons(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    some = [Choice(reason, f"turnover_reasons.{reason}") for reason in REASONS]
    return [*some, Choice(UNSAID, "buttons.no_reason")]


def _work(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice(ALL, "buttons.all_stays"), Choice(EACH, "buttons.one_by_one")


def _who(ctx: Context, table: Table, now: Focus) -> Sequence[Choice]:
    seat = _present(ctx, table, now.subject_id or 0)
    colleagues = [
        s for s in ctx.seats(table) if s.organisation_id == seat.organisation_id and s.id != seat.id
    ]
    named = [(s, ctx.repository.get(Person, s.person_id).name) for s in colleagues]
    return [
        Choice(BY_LINK, "buttons.newcomer_link"),
        *(Choice(f"c{s.id}", f"→ {name}", literal=True) for s, name in named),
        Choice(NOBODY, "buttons.nobody_yet"),
    ]


def _shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    seat = _present(ctx, table, now.subject_id or 0)
    items = passing_on.in_hand(ctx, table, seat.organisation_id or 0)
    return {
        "name": ctx.repository.get(Person, seat.person_id).name,
        "organisation": ctx.organisation_name(seat.organisation_id),
        "items": [{"kind": item.kind, "what": item.what} for item in items],
        "votes": passing_on.open_votes(ctx, table, person.language) if ctx.casts_vote(seat) else [],
        "facilitates": Role.FACILITATOR.value in seat.roles,
        "coordinates": Role.COORDINATOR.value in seat.roles,
    }


def _chosen(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    own = require(ctx, person, table, Role.FACILITATOR)
    seat = _present(ctx, table, now.subject_id or 0)
    turnover = _stored(ctx, table, own, seat, now)
    who = str(now.values["who"])
    if who == BY_LINK:
        invitation = seat_links.send_link(ctx, person, table, seat)
        turnover = ctx.repository.put(replace(turnover, invitation_id=invitation.id))
        path.tell_facilitators(ctx, table, turnover)
    elif who == NOBODY:
        seating.leave(ctx, table, seat)
        turnover = ctx.repository.put(replace(turnover, done_at=ctx.now))
    else:
        _colleague_follows(ctx, table, turnover, seat, who)
    if now.values.get("work") == EACH:
        passing_on.ask_each(ctx, person, table, turnover)


def _stored(ctx: Context, table: Table, own: Seat, seat: Seat, now: Focus) -> Turnover:
    """One of the same seat that has not got so far is begun anew."""
    earlier = ctx.repository.first(Turnover, seat_id=seat.id, new_seat=None, done_at=None)
    turnover = Turnover(
        id=earlier.id if earlier else 0,
        table_id=table.id,
        organisation_id=ctx.repository.get(Organisation, seat.organisation_id or 0).id,
        seat_id=seat.id,
        by_seat=own.id,
        why=None if now.values["why"] == UNSAID else str(now.values["why"]),
        begun_at=ctx.now,
    )
    return ctx.repository.put(turnover) if earlier else ctx.repository.add(turnover)


def _colleague_follows(ctx: Context, table: Table, turnover: Turnover, seat: Seat, who: str) -> None:
    """Somebody who sits there already takes the seat over at once, and goes the same way."""
    found = [s for s in ctx.seats(table) if s.organisation_id == seat.organisation_id and f"c{s.id}" == who]
    if not found:
        raise Stale
    new, formed = seating.take_over_quietly(ctx, table, seat, found[0])
    path.sits_down(ctx, table, turnover, new, formed=formed)


TURNOVER = forms.register(
    Form(
        "turnover",
        (
            Step("why", read=forms.buttons_only, options=_reasons, shown=_shown),
            Step("work", read=forms.buttons_only, options=_work, applies=_has_work, shown=_shown),
            Step("who", read=forms.buttons_only, options=_who, shown=_shown),
        ),
        _chosen,
        _may,
    )
)
ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "turnover": show,
    "turn_over": _pressed,
}
WITHOUT_GROUP = ("turnover",)
