"""A facilitator holds a round in the room and switches back: one private message with what can be done now.

Nothing of a round changes by the switch: answers, ballots and deadlines stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable

from dialogues import house_rules, texts, timers
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.machines import ROUND_FINAL
from dialogues.meeting import countdown, standing, waiving
from dialogues.model import InRoom, Person, Round, Seat, Table
from dialogues.pressing import Stale

HELD = ("collecting", "synthesizing", "clarifying", "voting", "amending")


def offers(ctx: Context, table: Table) -> list[list[Offer]]:
    """A button on the panel for each round in which something can be done in the room."""
    running = ctx.repository.find(Round, table_id=table.id, closed_at=None)
    return [
        [Offer("buttons.in_room", _go(table, "in_room", r), {"title": texts.title(ctx, table, r)})]
        for r in running
        if r.state in (*standing.COUNTED, "clarifying")
    ]


def _go(table: Table, action: str, round_: Round) -> Pressing:
    return Pressing("go", (table.id, action, round_.id))


def _round(ctx: Context, table: Table, subject: int) -> Round:
    round_ = ctx.repository.get(Round, subject)
    if round_.table_id != table.id or round_.state in ROUND_FINAL or round_.state not in HELD:
        raise Stale
    return round_


def _held(ctx: Context, round_: Round) -> InRoom:
    held = standing.of_round(ctx, round_)
    if held is None:
        raise Stale
    return held


def _enter(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    round_ = _round(ctx, table, subject)
    if standing.of_round(ctx, round_) is None:
        ctx.repository.add(InRoom(table_id=table.id, round_id=round_.id, since=ctx.now))
        if round_.state in standing.COUNTED:
            countdown.redraw(ctx, table, round_)
    show(ctx, person, table, round_, anew=True)


def _leave(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    round_ = _round(ctx, table, subject)
    _held(ctx, round_)
    ctx.repository.remove(InRoom, round_id=round_.id)
    timers.disarm(ctx, countdown.TICK, round_.id)
    if round_.state in standing.COUNTED:
        countdown.redraw(ctx, table, round_)
    show(ctx, person, table, round_)


def _count(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    round_ = _round(ctx, table, subject)
    _held(ctx, round_)
    if round_.state not in standing.COUNTED:
        raise Stale
    countdown.redraw(ctx, table, round_, anew=True)
    ctx.answer_press(person.language, "toasts.shared")


def _minutes(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    round_ = _round(ctx, table, subject)
    held = _held(ctx, round_)
    if standing.left(ctx, round_, held) is not None:
        raise Stale  # They run; a minute more has a button of its own.
    countdown.run(ctx, table, round_, held, house_rules.ROOM_MINUTES.value)
    show(ctx, person, table, round_)


def _more(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    round_ = _round(ctx, table, subject)
    countdown.run(ctx, table, round_, _held(ctx, round_), house_rules.ROOM_MORE.value)
    show(ctx, person, table, round_)


def _ask(ctx: Context, person: Person, table: Table, _seat: Seat, subject: int) -> None:
    waiving.ask(ctx, table, _round(ctx, table, subject))
    ctx.answer_press(person.language, "toasts.shared")


def show(ctx: Context, person: Person, table: Table, round_: Round, *, anew: bool = False) -> None:
    """The facilitator's message: how the round is held, and what can be done about it now."""
    held = standing.of_round(ctx, round_)
    ctx.say_to(
        person,
        "meeting.controls",
        table=table,
        offers=_buttons(ctx, table, round_, held),
        key=f"in_room:{round_.id}:{person.id}",
        anew=anew,
        topic_title=texts.title_in(ctx, person.language, round_),
        in_room=held is not None,
        running=standing.left(ctx, round_, held) is not None,
        refused=waiving.is_refused(ctx, round_),
        state=round_.state,
    )


def _buttons(ctx: Context, table: Table, round_: Round, held: InRoom | None) -> list[list[Offer]]:
    if held is None:
        return [[Offer("buttons.in_room_again", _go(table, "in_room", round_))]]
    rows: list[list[Offer]] = []
    if round_.state in standing.COUNTED:
        rows.append([Offer("buttons.room_count", _go(table, "room_count", round_))])
        if standing.left(ctx, round_, held) is not None:
            rows.append([Offer("buttons.room_more", _go(table, "room_more", round_))])
        else:
            rows.append([Offer("buttons.room_minutes", _go(table, "room_minutes", round_))])
        if round_.state == "voting":
            rows.append([Offer("buttons.close_vote", _go(table, "close_vote", round_))])
        else:
            rows.append([Offer("buttons.close_and_show", _go(table, "close", round_))])
    if round_.state == "clarifying" and not waiving.is_refused(ctx, round_):
        runs = waiving.notice_runs(ctx, table, round_)
        rows.append(
            [
                Offer("buttons.room_ask", _go(table, "room_ask", round_))
                if runs
                else Offer("buttons.open_vote", _go(table, "vote", round_))
            ]
        )
    return [*rows, [Offer("buttons.room_leave", _go(table, "room_leave", round_))]]


ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {
    "in_room": _enter,
    "room_leave": _leave,
    "room_count": _count,
    "room_minutes": _minutes,
    "room_more": _more,
    "room_ask": _ask,
}
