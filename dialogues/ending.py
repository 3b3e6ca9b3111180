"""A facilitator ends something early: takes a round back, parks it, or cancels a reflection with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dialogues import (
    advice,
    forms,
    guards,
    holding,
    house_rules,
    reading,
    reflecting,
    rounds,
    texts,
    timers,
)
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.machines import ROUND_FINAL, Moved, triggers
from dialogues.model import Focus, Person, Reflection, Role, Round, Seat, Table
from dialogues.moves import explain, move_round
from dialogues.pressing import Stale, require


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    if round_.table_id != table.id or round_.state in ROUND_FINAL:
        raise Stale


def _how(ctx: Context, _table: Table, now: Focus) -> Sequence[Choice]:
    state = ctx.repository.get(Round, now.subject_id or 0).state
    ways = (Choice("withdraw", "buttons.withdraw"), Choice("park", "buttons.park"))
    return [way for way in ways if way.value in triggers("round", state)]


def _shown(ctx: Context, person: Person, _table: Table, now: Focus) -> dict[str, PersonValue]:
    round_ = ctx.repository.get(Round, now.subject_id or 0)
    return {"title": texts.title_in(ctx, person.language, round_)}


def _ended(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = require(ctx, person, table, Role.FACILITATOR)
    rounds.finish(ctx, table, ctx.repository.get(Round, now.subject_id or 0), str(now.values["how"]), seat)
    ctx.say_to(person, "end_round.ended", table=table)


END_ROUND = forms.register(
    Form("end_round", (Step("how", read=forms.buttons_only, options=_how, shown=_shown),), _ended, _may)
)


def ask_whether_to_go_on(ctx: Context, table: Table, round_: Round) -> None:
    """A round has been lying for a month: the facilitators hear it once, and say whether it goes on."""
    if "expire" not in triggers("round", round_.state):
        return
    if guards.of_round(ctx, table, round_)("idle_long_enough") is not None:
        idle = timedelta(days=house_rules.IDLE_DAYS.value)
        timers.arm(ctx, table, "round_idle", round_.id, guards.last_touched(ctx, round_) + idle)
        return
    offers = [advice.offer(table, step) for step in advice.steps_of(ctx, table, round_)]
    offers.append([Offer("buttons.expire", Pressing("go", (table.id, "expire", round_.id)))])
    ctx.say_to_facilitators(
        table,
        "end_round.told_idle",
        offers=offers,
        title=texts.title(ctx, table, round_),
        days=house_rules.IDLE_DAYS.value,
    )


def may_expire(ctx: Context, table: Table, round_: Round) -> bool:
    """Whether nobody has touched a round for a month, so that it can be let lapse."""
    holds = guards.of_round(ctx, table, round_)
    return "expire" in triggers("round", round_.state) and holds("idle_long_enough") is None


def expire(ctx: Context, person: Person, table: Table, seat: Seat, subject: int) -> None:
    """The facilitator lets a round lapse that nobody has touched for a month."""
    round_ = ctx.repository.get(Round, subject)
    if round_.table_id != table.id:
        raise Stale
    round_, outcome = move_round(ctx, table, round_, "expire", seat)
    if not isinstance(outcome, Moved):
        explain(ctx, person, table, outcome)
        return
    ctx.say_to_group(table, "rounds.expired", topic_title=texts.title(ctx, table, round_))


def _may_cancel(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    reflection = ctx.repository.get(Reflection, now.subject_id or 0)
    if reflection.table_id != table.id or reflection.closed_at is not None:
        raise Stale


def _cancelled(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = require(ctx, person, table, Role.FACILITATOR)
    reflecting.cancel(ctx, person, table, seat, str(now.values["reason"]))


CANCEL_REFLECTION = forms.register(
    Form(
        "cancel_reflection",
        (Step("reason", read=holding.for_the_table(reading.free_text)),),
        _cancelled,
        _may_cancel,
    )
)
