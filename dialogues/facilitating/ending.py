"""Somebody facilitates no longer: the wider view ends at once, and the buttons of it with their messages."""

from __future__ import annotations

from dataclasses import replace

from dialogues import focus, forms, house_rules, on_behalf, roles
from dialogues.asking import COLLECTED
from dialogues.context import Context
from dialogues.model import Invitation, Person, Role, Said, Seat, Table
from dialogues.pressing import NotAllowed, Stale
from dialogues.repository import NotStored

# How the messages are called that only a facilitator gets: pages, tasks and lists with buttons.
KEYS = (
    "panel", "nudge", "all", "voted", "agenda", "minutes", "evidence", "participation", "behalf", "in_room",
    "drafts", "held", "promise_due", "turnover_of", "session", "session_now",
)  # fmt: skip


def ends(ctx: Context, table: Table, seat: Seat, successor: Person | None) -> Seat:
    """Takes the facilitator's role back; what the seat holds besides stays. The person hears it."""
    person = ctx.repository.get(Person, seat.person_id)
    seat = roles.give_back(ctx, seat, Role.FACILITATOR)
    for link in ctx.repository.find(
        Invitation, table_id=table.id, role=Role.FACILITATOR.value, replaces_seat=seat.id, revoked=False
    ):
        ctx.repository.put(replace(link, revoked=True))
    _drop_question(ctx, person, table)
    _take_buttons(ctx, person, table)
    ctx.say_to(
        person,
        "facilitating.no_longer",
        table=table,
        successor=successor.name if successor else None,
        keeps_seat=seat.present,
    )
    return seat


def _drop_question(ctx: Context, person: Person, table: Table) -> None:
    """What only a facilitator may be asked is asked no more; the own questions stay."""
    now = focus.current(ctx, person)
    if now is None or now.table_id != table.id:
        return
    if now.form in forms.FORMS:
        try:
            forms.FORMS[now.form].may(ctx, person, table, now)
        except (NotAllowed, Stale, NotStored):
            focus.clear(ctx, person)
        return
    asked = ctx.repository.get(Seat, now.seat_id) if now.seat_id is not None else None
    if now.form in COLLECTED and asked is not None and on_behalf.is_for_another(person, asked):
        focus.clear(ctx, person)


def _take_buttons(ctx: Context, person: Person, table: Table) -> None:
    """The newest of those messages say what they were; a button of an older one is refused when it is pressed."""
    said = ctx.repository.find(Said, person_id=person.id, table_id=table.id)
    wide = [one for one in said if one.key.partition(":")[0] in KEYS]
    wide.sort(key=lambda one: (one.said_at, one.id))
    for one in wide[-house_rules.MESSAGES_CLOSED.value :]:
        ctx.say_to(person, "facilitating.page_ended", table=table, key=one.key)
