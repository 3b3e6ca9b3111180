"""Reminders: private, at most two of one thing, a day apart, by day, never to who is done (docs/method.md 0).

A reminder is owed to a seat about one round, look back or vote. It waits until it is neither night nor
weekend where its person is. It is a row: whoever answers, passes or leaves deletes it in the same
transaction, and what waits in the outbox with it is not sent any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from dialogues import collecting, house_rules, texts, timers
from dialogues.checks import rest
from dialogues.context import Context, Offer, Offers
from dialogues.effects import Press as Pressing
from dialogues.effects import Urgency
from dialogues.manners import wishes
from dialogues.model import Ballot, Person, Reminder, Round, Seat, Table
from dialogues.repository import NotStored

WAITING, SAID, TAKEN_BACK, DECLINED = "waiting", "said", "taken_back", "declined"
TIMER = "reminder"


def about_collection(form: str, id: int) -> str:
    """What a reminder of a round's or a look back's questions is about."""
    return f"{'round' if form == 'guide' else 'reflection'}:{id}"


def about_vote(round_: Round) -> str:
    """What a reminder of a vote is about: one ballot round."""
    return f"vote:{round_.id}:{round_.ballot_round}"


def owe(ctx: Context, table: Table, seat: Seat, about: str, *, not_before: datetime | None = None) -> None:
    """Reminds this seat, now (or not before an instant) or as soon as it may be said where its person is."""
    person = ctx.repository.get(Person, seat.person_id)
    if not person.reachable or rest.rests(wishes.of(ctx, seat), ctx.now) or not _is_open(ctx, seat, about):
        return
    given = ctx.repository.find(Reminder, seat_id=seat.id, about=about)
    if len(given) >= house_rules.MAXIMUM_REMINDERS.value or any(
        r.state in (WAITING, DECLINED) for r in given
    ):
        return
    due = max(_next_time(ctx, person, table, seat, about), not_before or ctx.now)
    reminder = ctx.repository.add(
        Reminder(table_id=table.id, seat_id=seat.id, about=about, state=WAITING, due=due)
    )
    _say_in_time(ctx, person, table, seat, reminder)


def is_due(ctx: Context, table: Table, id: int) -> None:
    """The time has come: it is looked once more whether anything is still waited for, and whether it is day."""
    reminder = ctx.repository.get(Reminder, id)
    seat = ctx.repository.get(Seat, reminder.seat_id)
    person = ctx.repository.get(Person, seat.person_id)
    rests = rest.rests(wishes.of(ctx, seat), ctx.now)
    if reminder.state != WAITING:
        return
    if rests or not seat.present or not person.reachable or not _is_open(ctx, seat, reminder.about):
        ctx.repository.remove(Reminder, id=id)
        return
    due = _next_time(ctx, person, table, seat, reminder.about)
    _say_in_time(ctx, person, table, seat, replace(reminder, due=due))


def _next_time(ctx: Context, person: Person, table: Table, seat: Seat, about: str) -> datetime:
    """By day, and not before a day after the last reminder of this table, but for what has a day of its own."""
    wish = wishes.of(ctx, seat)
    last = wish.reminded_at if wish is not None and not _kind(about).on_its_day else None
    earliest = ctx.now if last is None else max(ctx.now, last + house_rules.REMINDER_GAP.value)
    return timers.outside_quiet_hours(earliest, ctx.zone_of(person, table))


def _say_in_time(ctx: Context, person: Person, table: Table, seat: Seat, reminder: Reminder) -> None:
    if reminder.due > ctx.now:
        ctx.repository.put(reminder)
        timers.arm(ctx, table, TIMER, reminder.id, reminder.due)
        return
    reminder = ctx.repository.put(replace(reminder, state=SAID))
    if not _kind(reminder.about).on_its_day:
        wishes.keep(ctx, seat, reminded_at=ctx.now)
    _say(ctx, person, table, seat, reminder)


def _kind(about: str) -> Kind:
    return KINDS[about.partition(":")[0]]


def say_as_asked(ctx: Context, person: Person, table: Table, seat: Seat, about: str) -> None:
    """The reminder a person has asked for; it takes the place of one the bot would have given."""
    reminder = ctx.repository.add(
        Reminder(table_id=table.id, seat_id=seat.id, about=about, state=SAID, due=ctx.now)
    )
    wishes.keep(ctx, seat, reminded_at=ctx.now)
    _say(ctx, person, table, seat, reminder)


def _say(ctx: Context, person: Person, table: Table, seat: Seat, reminder: Reminder) -> None:
    """The message itself, with what can be done about it."""
    kind, *ids = reminder.about.split(":")
    KINDS[kind].say(ctx, person, table, seat, tuple(int(id) for id in ids), f"reminder:{reminder.id}")


def _is_open(ctx: Context, seat: Seat, about: str) -> bool:
    """Whether this seat's answer or ballot is still waited for."""
    kind, *ids = about.split(":")
    try:
        return KINDS[kind].waits(ctx, seat, tuple(int(id) for id in ids))
    except NotStored:
        return False


def settle(ctx: Context, about: str, seat: Seat | None = None) -> None:
    """Nobody is waited for any more (or this seat isn't): what was owed or is on its way is taken back."""
    where = {"about": about} if seat is None else {"about": about, "seat_id": seat.id}
    _remove(ctx, ctx.repository.find(Reminder, **where))


def drop(ctx: Context, seat: Seat) -> None:
    """Nobody sits there any more: no reminder is kept, waits or is sent."""
    _remove(ctx, ctx.repository.find(Reminder, seat_id=seat.id))


def _remove(ctx: Context, reminders: list[Reminder]) -> None:
    for reminder in reminders:
        if reminder.state == WAITING:
            timers.disarm(ctx, TIMER, reminder.id)
        ctx.repository.remove(Reminder, id=reminder.id)


def take_back(ctx: Context, seat: Seat) -> None:
    """This person wants no reminders now: none that waits is said, none on its way is sent.

    What was said stays counted.
    """
    _remove(ctx, ctx.repository.find(Reminder, seat_id=seat.id, state=WAITING))
    for reminder in ctx.repository.find(Reminder, seat_id=seat.id, state=SAID):
        ctx.repository.put(replace(reminder, state=TAKEN_BACK))


def decline(ctx: Context, table: Table, seat: Seat, about: str) -> None:
    """No reminder about this any more, though nothing was answered."""
    settle(ctx, about, seat)
    ctx.repository.add(Reminder(table_id=table.id, seat_id=seat.id, about=about, state=DECLINED, due=ctx.now))


def open_ones(ctx: Context, table: Table, seat: Seat) -> list[str]:
    """All that this table waits for from this seat and may remind of: questions first, then votes."""
    found = [about_collection(c.form, c.id) for c in collecting.open_at(ctx, table)]
    found += [about_vote(r) for r in ctx.repository.find(Round, table_id=table.id, state="voting")]
    declined = {r.about for r in ctx.repository.find(Reminder, seat_id=seat.id, state=DECLINED)}
    return [about for about in found if about not in declined and _is_open(ctx, seat, about)]


def later_offers(table: Table) -> list[list[Offer]]:
    """Under a reminder: another time, or none."""
    return [
        [
            Offer(f"buttons.snooze_{how}", Pressing("snooze", (table.id, how)))
            for how in ("hours", "morning", "monday")
        ],
        [Offer("buttons.mute", Pressing("mute", (table.id, "on")), {"table": ""})],
    ]


def _collection_waits(ctx: Context, seat: Seat, form: str, id: int) -> bool:
    collection = collecting.load(ctx, form, id)
    steps = set(collecting.steps_for(seat, collection)) if collection.is_open else set()
    return bool(steps - set(collecting.answers_of(ctx, collection, seat)))


def _say_of_collection(
    ctx: Context, person: Person, table: Table, form: str, id: int, stale_after: str
) -> None:
    collection = collecting.load(ctx, form, id)
    in_future = collection.deadline is not None and collection.deadline > ctx.now
    offers: Offers = [
        [Offer("buttons.go_on", Pressing("resume"))],
        [Offer("buttons.not_this_round", Pressing("not_this_round", (form, id)))],
        *later_offers(table),
    ]
    ctx.say_to(
        person,
        "reminders.answers",
        table=table,
        offers=offers,
        urgency=Urgency.REMINDER,
        stale_after=stale_after,
        deadline=collection.deadline if in_future else None,
    )


def _vote_waits(ctx: Context, seat: Seat, ids: tuple[int, ...]) -> bool:
    round_ = ctx.repository.get(Round, ids[0])
    runs = round_.state == "voting" and round_.ballot_round == ids[1]
    mine = {"round_id": round_.id, "ballot_round": round_.ballot_round, "seat_id": seat.id}
    return runs and ctx.casts_vote(seat) and ctx.repository.first(Ballot, **mine) is None


def _say_of_vote(
    ctx: Context, person: Person, table: Table, seat: Seat, ids: tuple[int, ...], stale_after: str
) -> None:
    round_ = ctx.repository.get(Round, ids[0])
    offers: Offers = [
        [Offer("buttons.vote_now", Pressing("vote_now", (round_.id,)))],
        [Offer("buttons.not_this_vote", Pressing("not_this_round", ("vote", round_.id)))],
        *later_offers(table),
    ]
    ctx.say_to(
        person,
        "reminders.vote",
        table=table,
        offers=offers,
        urgency=Urgency.REMINDER,
        stale_after=stale_after,
        topic_title=texts.title_in(ctx, person.language, round_),
        organisation=ctx.organisation_name(seat.organisation_id),
        deadline=round_.deadline,
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is waited for: whether it still is, and how a reminder of it reads.

    `on_its_day`: what is said belongs to its day, whatever else was said that day. Other files add theirs.
    """

    waits: Callable[[Context, Seat, tuple[int, ...]], bool]
    say: Callable[[Context, Person, Table, Seat, tuple[int, ...], str], None]
    on_its_day: bool = False


KINDS: dict[str, Kind] = {
    "round": Kind(
        lambda ctx, seat, ids: _collection_waits(ctx, seat, "guide", ids[0]),
        lambda ctx, person, table, _seat, ids, stale: _say_of_collection(
            ctx, person, table, "guide", ids[0], stale
        ),
    ),
    "reflection": Kind(
        lambda ctx, seat, ids: _collection_waits(ctx, seat, "reflection", ids[0]),
        lambda ctx, person, table, _seat, ids, stale: _say_of_collection(
            ctx, person, table, "reflection", ids[0], stale
        ),
    ),
    "vote": Kind(_vote_waits, _say_of_vote),
}
