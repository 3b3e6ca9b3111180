"""The map is put to the table: whoever cannot live with it objects in time, else it is accepted."""

from __future__ import annotations

from dataclasses import replace

from dialogues import elements, forms, holding, house_rules, picture_delivery, reading, timers
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.machines import Moved
from dialogues.model import Focus, Objection, Person, Round, Seat, Table
from dialogues.moves import explain, move_round
from dialogues.pressing import Press, Stale


def put_to_table(ctx: Context, person: Person, table: Table, round_: Round, seat: Seat) -> None:
    """Opens the objection window; nobody objecting in time accepts the map."""
    round_, outcome = move_round(ctx, table, round_, "propose", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    until = ctx.now + house_rules.OBJECTION_WINDOW.value
    round_ = ctx.repository.put(replace(round_, notice_until=until))
    timers.arm(ctx, table, "objections_over", round_.id, until)
    ctx.say_to_group(
        table,
        "map.put_to_table",
        offers=[[Offer("buttons.object", Pressing("object", (round_.id,)))]],
        until=until,
    )


def object_(ctx: Context, press: Press) -> None:
    """The button under the map: what one cannot live with is typed in private."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or seat.organisation_id is None:
        ctx.answer_press(press.person.language, "toasts.no_seat")
        return
    if round_.state != "proposed":
        raise Stale
    ctx.answer_press(press.person.language, "toasts.wrote_in_private")
    forms.begin(ctx, press.person, table, OBJECTION, round_.id)


def _may_object(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if seat is None or seat.organisation_id is None or round_.state != "proposed":
        raise Stale


def _objected(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = ctx.seat_of(person, table)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if seat is None or seat.organisation_id is None:
        raise Stale
    objection = ctx.repository.add(
        Objection(
            table_id=table.id,
            round_id=round_.id,
            organisation_id=seat.organisation_id,
            seat_id=seat.id,
            reason=str(now.values["text"]),
            raised_at=ctx.now,
        )
    )
    timers.disarm(ctx, "objections_over", round_.id)
    move_round(ctx, table, round_, "object", seat)
    ctx.say_to_group(
        table,
        "map.objected",
        organisation=ctx.organisation_name(seat.organisation_id),
        reason=objection.reason,
    )
    ctx.say_to_facilitators(
        table,
        "map.told_objection",
        offers=[[Offer("buttons.objection_settled", Pressing("go", (table.id, "settled", objection.id)))]],
        organisation=ctx.organisation_name(seat.organisation_id),
        reason=objection.reason,
    )
    ctx.say_to(person, "map.objection_kept", table=table)


OBJECTION = forms.register(
    Form(
        "objection",
        (Step("text", read=holding.for_the_table(reading.free_text)),),
        _objected,
        _may_object,
        own_wish=True,
    )
)


def settle(ctx: Context, person: Person, table: Table, objection_id: int) -> None:
    """The facilitator records that an objection has been settled with those who raised it."""
    objection = ctx.repository.get(Objection, objection_id)
    if objection.table_id != table.id:
        raise Stale
    ctx.repository.put(replace(objection, settled=True))
    put = Offer("buttons.put_map", Pressing("go", (table.id, "put_map", objection.round_id)))
    ctx.say_to(person, "map.objection_closed", table=table, offers=[[put]])
    name = ctx.organisation_name(objection.organisation_id)
    ctx.say_to_group(table, "map.objection_settled", organisation=name)


def window_over(ctx: Context, table: Table, round_: Round) -> None:
    """The objection window has passed: an unopposed map is accepted."""
    round_, outcome = move_round(ctx, table, round_, "accept_unopposed", None)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "map.accepted")
        picture_delivery.map_accepted(ctx, table)
        follow = elements.topic(round_.topic).ratified
        if follow is not None:
            follow(ctx, table, round_)
