"""A facilitator ends something early: takes a round back, parks it, or cancels a reflection with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues import forms, reflecting, rounds, texts
from dialogues.checks.privacy import PersonValue
from dialogues.context import Context
from dialogues.forms import Choice, Form, Step
from dialogues.machines import ROUND_FINAL, triggers
from dialogues.model import Focus, Person, Reflection, Role, Round, Table
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


def _may_cancel(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    reflection = ctx.repository.get(Reflection, now.subject_id or 0)
    if reflection.table_id != table.id or reflection.closed_at is not None:
        raise Stale


def _cancelled(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = require(ctx, person, table, Role.FACILITATOR)
    reflecting.cancel(ctx, person, table, seat, str(now.values["reason"]))


CANCEL_REFLECTION = forms.register(Form("cancel_reflection", (Step("reason"),), _cancelled, _may_cancel))
