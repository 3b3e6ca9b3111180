"""“Not this round”: a pass on everything a round still asks of a seat, kept as passes; a pass is an answer.

For a vote there is no pass to keep: abstaining is casting no ballot. Then only the reminders end.
"""

from __future__ import annotations

from dialogues import answering, asking, collecting, focus, live
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.manners import reminding
from dialogues.model import Answer, Person, Round, Seat, Table
from dialogues.pressing import Press, Stale

UNDO = "undo"


def pressed(ctx: Context, press: Press) -> None:
    """A button: "guide", "reflection" or "vote", and which one."""
    person = press.person
    if press.group is not None:
        raise Stale
    if press.word(0) == "vote":
        _not_this_vote(ctx, person, ctx.repository.get(Round, press.number(1)))
        return
    if press.word(0) not in asking.COLLECTED:
        raise Stale
    collection = collecting.load(ctx, press.word(0), press.number(1))
    table = ctx.repository.get(Table, collection.table_id)
    seat = ctx.seat_of(person, table)
    if seat is None or not collection.is_open:
        raise Stale
    if press.arguments[2:] == (UNDO,):
        _answer_after_all(ctx, person, table, seat, collection)
    else:
        pass_on(ctx, person, table, seat, collection)


def _answer_after_all(ctx: Context, person: Person, table: Table, seat: Seat, collection: Collection) -> None:
    """The passes are taken back, and the questions asked again."""
    ctx.repository.remove(Answer, seat_id=seat.id, passed=True, **collection.where)
    live.show_collection(ctx, table, collection)
    asking.ask_for(ctx, person, table, seat)


def pass_on(ctx: Context, person: Person, table: Table, seat: Seat, collection: Collection) -> None:
    """Passes on every question that is left; what was answered stays."""
    answered = collecting.answers_of(ctx, collection, seat)
    left = [step for step in collecting.steps_for(seat, collection) if step not in answered]
    if not left:
        raise Stale
    for step in left:
        answering.store(
            ctx, person, seat, collection, step, choice=None, text="", passed=True, message_id=None
        )
    reminding.settle(ctx, reminding.about_collection(collection.form, collection.id), seat)
    now = focus.current(ctx, person)
    if now is not None and (now.form, now.subject_id, now.seat_id) == (
        collection.form,
        collection.id,
        seat.id,
    ):
        focus.clear(ctx, person)
    which = (collection.form, collection.id)
    ctx.say_to(
        person,
        "manners.passed_on",
        table=table,
        offers=[[Offer("buttons.answer_after_all", Pressing("not_this_round", (*which, UNDO)))]],
        answered=len(answered),
        topic_title=ctx.label(person.language, f"topics.{collection.topic}"),
        deadline=collection.deadline,
    )
    answering.after_answers(ctx, table, collection)
    if focus.current(ctx, person) is None:
        asking.ask_next(ctx, person, table=table)


def _not_this_vote(ctx: Context, person: Person, round_: Round) -> None:
    table = ctx.repository.get(Table, round_.table_id)
    seat = ctx.seat_of(person, table)
    if seat is None or seat.organisation_id is None or round_.state != "voting":
        raise Stale
    reminding.decline(ctx, table, seat, reminding.about_vote(round_))
    ctx.say_to(person, "manners.not_voting", table=table, deadline=round_.deadline)
