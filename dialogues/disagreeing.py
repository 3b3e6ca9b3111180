"""A real disagreement: opened by a representative, shown with the organisation's name, settled on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from dialogues import forms, guards_of_trust, holding, reading, typed_days
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.machines import ACTIVE
from dialogues.model import Disagreement, Focus, Person, Role, Seat, Table, Values
from dialogues.pressing import Press, Stale, require
from dialogues.reading import Misread, Read


def voice_at(ctx: Context, person: Person, table: Table) -> Seat:
    """The person's seat, if it casts an organisation's vote at an open table; raises `Stale`."""
    seat = ctx.seat_of(person, table)
    if seat is None or not ctx.casts_vote(seat) or table.lifecycle not in ACTIVE:
        raise Stale
    return seat


def begin(ctx: Context, press: Press) -> None:
    """The button of a representative's panel: what the disagreement is about is typed in private."""
    table = ctx.repository.get(Table, press.number(0))
    voice_at(ctx, press.person, table)
    forms.begin(ctx, press.person, table, DISAGREEMENT)


def _may_open(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    voice_at(ctx, person, table)


def _opened(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = voice_at(ctx, person, table)
    opened = ctx.repository.add(
        Disagreement(
            table_id=table.id,
            organisation_id=seat.organisation_id or 0,
            seat_id=seat.id,
            topic=str(now.values["topic"]),
            cycle=table.cycle,
            formings=guards_of_trust.formings(ctx, table),
            opened_at=ctx.now,
        )
    )
    name = ctx.organisation_name(opened.organisation_id)
    ctx.say_to_group(table, "disagreements.opened", organisation=name, topic=opened.topic)
    ctx.say_to(person, "disagreements.kept", table=table)
    offers = [[settle_offer(table, opened)]]
    ctx.say_to_facilitators(
        table, "disagreements.told_opened", offers=offers, organisation=name, topic=opened.topic
    )


def settle_offer(table: Table, open_: Disagreement) -> Offer:
    """The facilitator's button under an open disagreement."""
    return Offer(
        "buttons.settle_difference",
        Pressing("go", (table.id, "settle_difference", open_.id)),
        {"topic": open_.topic},
    )


def settle(ctx: Context, person: Person, table: Table, id: int) -> None:
    """The facilitator records how a disagreement ended, once it has been talked through step by step."""
    if any(d.id == id for d in guards_of_trust.disagreements(ctx, table)):
        ctx.say_to(person, "settling.guided", table=table)
    forms.begin(ctx, person, table, SETTLING, id)


def _open(ctx: Context, table: Table, now: Focus) -> Disagreement:
    for open_ in guards_of_trust.disagreements(ctx, table):
        if open_.id == now.subject_id:
            return open_
    raise Stale


def _may_settle(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    _open(ctx, table, now)


def _shown(ctx: Context, _person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    return {"topic": _open(ctx, table, now).topic}


def _ends(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return Choice("settled", "buttons.is_settled"), Choice("differ", "buttons.agree_to_differ")


def _is_settled(values: Values) -> bool:
    return values.get("end") == "settled"


def _is_left(values: Values) -> bool:
    return values.get("end") == "differ"


def _day(ctx: Context, person: Person, table: Table, _now: Focus, text: str) -> Read | Misread:
    today = ctx.now.astimezone(ZoneInfo(table.time_zone)).date()
    return typed_days.day_from(text, person.language, today, today)


def _settled(ctx: Context, _person: Person, table: Table, now: Focus) -> None:
    until = now.values.get("until")
    ended = ctx.repository.put(
        replace(
            _open(ctx, table, now),
            how=str(now.values["how"]) if _is_settled(now.values) else None,
            until=date.fromisoformat(str(until)) if _is_left(now.values) else None,
            settled_at=ctx.now,
            settled_formings=guards_of_trust.formings(ctx, table),
        )
    )
    ctx.say_to_group(table, "disagreements.ended", topic=ended.topic, how=ended.how, until=ended.until)


DISAGREEMENT = forms.register(
    Form(
        "disagreement",
        (Step("topic", read=holding.for_the_table(reading.line)),),
        _opened,
        _may_open,
        own_wish=True,
    )
)
SETTLING = forms.register(
    Form(
        "settling",
        (
            Step("end", read=forms.buttons_only, options=_ends, shown=_shown),
            Step("how", read=holding.for_the_table(reading.free_text), applies=_is_settled, shown=_shown),
            Step("until", read=_day, applies=_is_left, shown=_shown, value="day"),
        ),
        _settled,
        _may_settle,
    )
)
