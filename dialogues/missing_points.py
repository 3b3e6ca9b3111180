"""“My point is missing”: a text made of open answers goes back for it, once (docs/state_machines.md, round)."""

from __future__ import annotations

from dataclasses import replace

from dialogues import forms, holding, house_rules, reading, texts, timers
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Form, Step
from dialogues.machines import Moved
from dialogues.model import Focus, Person, Proposal, Question, Round, Seat, Table
from dialogues.moves import move_round
from dialogues.pressing import Press, Stale


def offer(round_: Round) -> list[Offer]:
    """The button under a text that was made of open answers."""
    if not texts.collects(round_):
        return []
    return [Offer("buttons.missing_point", Pressing("missing_point", (round_.id, round_.ballot_round)))]


def begin(ctx: Context, press: Press) -> None:
    """The button under the text: which point is missing is typed in private."""
    round_ = ctx.repository.get(Round, press.number(0))
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(press.person, table)
    if seat is None or seat.organisation_id is None:
        ctx.answer_press(press.person.language, "toasts.no_seat")
        return
    if round_.ballot_round != press.number(1) or round_.state != "clarifying":
        raise Stale
    if not _in_time(ctx, round_):
        ctx.answer_press(press.person.language, "toasts.missing_point_late")
        return
    ctx.answer_press(press.person.language, "toasts.wrote_in_private")
    forms.begin(ctx, press.person, table, MISSING_POINT, round_.id)


def _in_time(ctx: Context, round_: Round) -> bool:
    proposal = ctx.repository.get(Proposal, round_.proposal_id or 0)
    return ctx.now < proposal.written_at + house_rules.MISSING_POINT_WINDOW.value


def _sits(ctx: Context, person: Person, table: Table, now: Focus) -> tuple[Seat, Round]:
    seat, round_ = ctx.seat_of(person, table), ctx.repository.get(Round, now.subject_id or 0)
    if seat is None or seat.organisation_id is None or round_.state != "clarifying":
        raise Stale
    return seat, round_


def _may(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    _, round_ = _sits(ctx, person, table, now)
    if not _in_time(ctx, round_):
        raise Stale


def _said(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """Shown with the organisation's name, as a question to the text is. The first sends the text back."""
    seat, round_ = _sits(ctx, person, table, now)
    point = ctx.repository.add(
        Question(
            table_id=table.id,
            round_id=round_.id,
            seat_id=seat.id,
            text=str(now.values["text"]),
            missing=True,
            asked_at=ctx.now,
        )
    )
    round_, outcome = move_round(ctx, table, round_, "reopen_synthesis", seat)
    reopens = isinstance(outcome, Moved)
    if reopens:
        timers.disarm(ctx, "notice_over", round_.id)
        # The next text answers it; nothing else holds the vote up.
        ctx.repository.put(replace(point, answered=True))
    name = ctx.organisation_name(seat.organisation_id)
    ctx.say_to_group(table, "missing_points.told", organisation=name, text=point.text, reopens=reopens)
    answered = Offer("buttons.question_answered", Pressing("go", (table.id, "answered", point.id)))
    again = Offer("buttons.merge_point", Pressing("go", (table.id, "draft", round_.id)))
    sort = Offer("buttons.groups", Pressing("go", (table.id, "groups", round_.id)))
    ctx.say_to_facilitators(
        table,
        "missing_points.told_facilitator",
        offers=[[again], [sort]] if reopens else [[answered]],
        organisation=name,
        text=point.text,
        reopens=reopens,
    )
    ctx.say_to(person, "missing_points.kept", table=table, reopens=reopens)


MISSING_POINT = forms.register(
    Form(
        "missing_point",
        (Step("text", read=holding.for_the_table(reading.free_text)),),
        _said,
        _may,
        own_wish=True,
    )
)
