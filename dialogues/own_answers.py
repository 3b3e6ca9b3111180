"""A person's own answers at a table: looked at, and deleted one by one (docs/method.md 0, safety).

A deleted answer stays as a pass: that somebody answered is counted, what was said is gone.
"""

from __future__ import annotations

from markupsafe import Markup

from dialogues import answering, asking, collecting, elements, focus, forgetting, house_rules
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.model import Answer, Person, Seat, Table, Tier
from dialogues.pressing import Press, Stale
from dialogues.synthesis import groups


def offer(table: Table) -> Offer:
    """The button that lists them."""
    return Offer("buttons.my_answers", Pressing("my_answers", (table.id, 0)), {"table": table.name})


def offers(ctx: Context, person: Person) -> list[list[Offer]]:
    """A button for each table at which the person has answers, also where the seat has ended."""
    seats = ctx.repository.find(Seat, person_id=person.id)
    return [[offer(ctx.repository.get(Table, s.table_id))] for s in seats if _kept(ctx, s)]


def _kept(ctx: Context, seat: Seat) -> list[Answer]:
    """What was said, the newest first; a pass says nothing that could be deleted."""
    return ctx.repository.find(Answer, seat_id=seat.id, passed=False)[::-1]


def show(ctx: Context, press: Press) -> None:
    """The answers, a button each: table, how many are left out before."""
    table, before = ctx.repository.get(Table, press.number(0)), press.number(1)
    seat = ctx.repository.first(Seat, table_id=table.id, person_id=press.person.id)
    if seat is None or press.group is not None:
        raise Stale
    kept, most = _kept(ctx, seat), house_rules.ANSWERS_LISTED.value
    rows = [
        [Offer(_question(ctx, press.person, answer), Pressing("my_answer", (answer.id,)), literal=True)]
        for answer in kept[before : before + most]
    ]
    if len(kept) > before + most:
        rows.append([Offer("buttons.older", Pressing("my_answers", (table.id, before + most)))])
    ctx.say_to(press.person, "own_answers.which", table=table, offers=rows, some=bool(rows))


def _question(ctx: Context, person: Person, answer: Answer) -> str:
    asked = asking.question_text(person, _collection(ctx, answer), answer.prompt)
    return str(Markup(asked).striptags())  # noqa: S704 - our own phrase


def _collection(ctx: Context, answer: Answer) -> Collection:
    form, id = ("guide", answer.round_id) if answer.round_id else ("reflection", answer.reflection_id)
    return collecting.load(ctx, form, id or 0)


def _own(ctx: Context, press: Press) -> tuple[Answer, Seat, Table]:
    """The answer a button names, if it is this person's and says something; raises `Stale`."""
    answer = ctx.repository.get(Answer, press.number(0))
    seat = ctx.repository.get(Seat, answer.seat_id)
    if seat.person_id != press.person.id or answer.passed or press.group is not None:
        raise Stale
    return answer, seat, ctx.repository.get(Table, answer.table_id)


def show_one(ctx: Context, press: Press) -> None:
    """One answer, who sees it, and what deleting it means."""
    answer, _, table = _own(ctx, press)
    ctx.say_to(
        press.person,
        "own_answers.one",
        table=table,
        offers=[[Offer("buttons.drop_answer", Pressing("drop_answer", (answer.id,)))], [offer(table)]],
        question=_question(ctx, press.person, answer),
        entered=answer.on_behalf,
        said=Markup(asking.said(ctx, press.person, table, answer)),  # noqa: S704 - our own phrase
        receipt=Markup(ctx.text(press.person.language, f"receipt.{answer.tier.value}")),  # noqa: S704
        is_open=_collection(ctx, answer).is_open,
        in_group=answer.tier in (Tier.UNNAMED, Tier.NAMED),
    )


def drop(ctx: Context, press: Press) -> None:
    """Deletes what was said; the facilitator hears that an answer they could read is gone, not whose."""
    answer, seat, table = _own(ctx, press)
    collection = _collection(ctx, answer)
    question = _question(ctx, press.person, answer)
    groups.without(ctx, answer)
    kept = ctx.repository.put(forgetting.as_pass(answer))
    if (answered := elements.topic(collection.topic).answered) is not None:
        answered(ctx, table, seat, kept)
    if collection.is_open:
        asking.show_kept(ctx, press.person, table, collection, kept)
        answering.after_answers(ctx, table, collection)
    waiting = focus.current(ctx, press.person)
    if waiting is not None and (waiting.form, waiting.subject_id, waiting.step) == (
        collection.form,
        collection.id,
        answer.prompt,
    ):
        focus.clear(ctx, press.person)
    ctx.say_to(press.person, "own_answers.dropped", table=table, offers=[[offer(table)]])
    if answer.tier is not Tier.PRIVATE:
        ctx.say_to_facilitators(table, "own_answers.told", question=question)
