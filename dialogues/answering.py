"""Takes answers to prompts: typed, picked, passed, skipped, changed; asks again kindly when one does not fit."""

from __future__ import annotations

from markupsafe import Markup

from dialogues import (
    asking,
    collecting,
    elements,
    entering_for_others,
    focus,
    holding,
    live,
    on_behalf,
    passes,
    reading,
)
from dialogues.asking import Asked, asked_now
from dialogues.checks.privacy import Sealed
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press
from dialogues.events import Wrote
from dialogues.guides import Kind, prompt
from dialogues.manners import reminding
from dialogues.model import Answer, Focus, Person, Said, Seat, Table
from dialogues.reading import Misread, Read


def take_text(ctx: Context, person: Person, event: Wrote, asked: Asked) -> None:
    """A text while a prompt is open."""
    now, table, seat, collection = asked
    if not collection.is_open:
        focus.clear(ctx, person)
        ctx.say_to(person, "asking.closed", table=table)
        return
    if now.step and not still_asked(ctx, person, seat, collection, now.step):
        name = on_behalf.name_of(ctx, person, seat)
        ctx.say_to(person, "on_behalf.answered_meanwhile", table=table, name=name)
        asking.go_on(ctx, person, table, seat, collection)
        return
    if not now.step and passes.is_pass(person.language, event.text) and not event.forwarded:
        pass_skipped(ctx, person, asked)
        return
    if not now.step:
        asking.offer_skipped(ctx, person, table, seat, collection, list(focus.words(now, "skipped")))
        return
    if _answers_another(ctx, person, seat, collection, now, event):
        ctx.say_to(person, "asking.other_question", table=table, question=_replied_to(ctx, person, event))
        asking.ask(ctx, person, table, seat, collection, now.step, skipped=focus.words(now, "skipped"))
        return
    if event.forwarded:
        _ask_whether_own(ctx, person, table, seat, now, collection, event.text)
        return
    _take(ctx, person, table, seat, collection, now, event.text, event.message_id)


def pass_skipped(ctx: Context, person: Person, asked: Asked) -> None:
    """A pass on every question that was skipped and is still without an answer."""
    now, table, seat, collection = asked
    focus.remember(ctx, now, skipped=None)
    answered = collecting.answers_of(ctx, collection, seat)
    for step in focus.words(now, "skipped"):
        if step not in answered:
            store(
                ctx,
                person,
                seat,
                collection,
                step,
                choice=None,
                text="",
                passed=True,
                message_id=None,
            )
    reminding.settle(ctx, reminding.about_collection(collection.form, collection.id), seat)
    after_answers(ctx, table, collection)
    asking.go_on(ctx, person, table, seat, collection)


def still_asked(ctx: Context, person: Person, seat: Seat, collection: Collection, step: str) -> bool:
    """False when whoever sits there has meanwhile answered what is being entered for them."""
    mine = not on_behalf.is_for_another(person, seat)
    return mine or step in on_behalf.steps_for(ctx, person, seat, collection)


def _take(
    ctx: Context,
    person: Person,
    table: Table,
    seat: Seat,
    collection: Collection,
    now: Focus,
    text: str,
    message_id: int | None,
) -> None:
    if passes.is_pass(person.language, text):
        keep(
            ctx,
            person,
            table,
            seat,
            collection,
            now,
            choice=None,
            text="",
            passed=True,
            message_id=message_id,
        )
        return
    match read_answer(person, now.step, text):
        case Misread(why=why):
            focus.tried(ctx, now, message_id)
            ask_again(ctx, person, table, collection, now.step, why)
        case Read(value=value):
            by_choice = prompt(now.step).kind is not Kind.TEXT
            keep(
                ctx,
                person,
                table,
                seat,
                collection,
                now,
                choice=value if by_choice else None,
                text="" if by_choice else value,
                message_id=message_id,
            )


def read_answer(person: Person, step: str, text: str) -> Read | Misread:
    """What a typed text means as an answer to this step."""
    match prompt(step).kind:
        case Kind.YES_NO:
            return reading.yes_no(person.language, text)
        case Kind.SCALE:
            return reading.scale(text)
        case Kind.FUNCTIONS | Kind.LEVEL | Kind.CHOICE:
            return Misread("use_buttons")
        case Kind.TEXT | Kind.DATA | Kind.VOTE:
            return reading.free_text(text)


def ask_again(
    ctx: Context, person: Person, table: Table, collection: Collection, step: str, why: str
) -> None:
    """Says kindly why it does not fit, with an example; the question stays open."""
    asked = asked_now(ctx, person)
    whose = on_behalf.mark(person, asked[2]) if asked is not None else ()
    pass_ = Offer("buttons.pass", Press("nav", (collection.form, collection.id, "pass", step, *whose)))
    example = collection.guides.example(person.language, step)
    # Passing works for the question before the person; an edited answer may belong to an earlier one.
    offers = [[pass_]] if asked is not None and asked[0].step == step else []
    question = Markup(asking.question_text(person, collection, step))  # noqa: S704 - checked with the guides
    ctx.say_to(
        person,
        f"again.{why}",
        table=table,
        offers=offers,
        example=example,
        readings=[],
        days=[],
        question=question,
    )


def keep(
    ctx: Context,
    person: Person,
    table: Table,
    seat: Seat,
    collection: Collection,
    now: Focus,
    *,
    choice: str | None,
    text: str,
    passed: bool = False,
    message_id: int | None = None,
) -> None:
    """Stores the answer, shows it as kept, refreshes the live count and goes on."""
    earlier = collecting.answers_of(ctx, collection, seat).get(now.step)
    answer = store(
        ctx,
        person,
        seat,
        collection,
        now.step,
        choice=choice,
        text=text,
        passed=passed,
        message_id=message_id,
    )
    asking.show_kept(ctx, person, table, collection, answer)
    if earlier is None and collecting.completes(ctx, table, collection, seat):
        reminding.settle(ctx, reminding.about_collection(collection.form, collection.id), seat)
        # Any other answer leaves the count as it stands, and Telegram refuses to edit what stays the same.
        after_answers(ctx, table, collection)
    asking.go_on(ctx, person, table, seat, collection)


def after_answers(ctx: Context, table: Table, collection: Collection) -> None:
    """Refreshes the live count; tells the facilitators once when everybody has answered."""
    turnout = collecting.turnout(ctx, table, collection)
    live.show_collection(ctx, table, collection, turnout)
    if not turnout.waiting and turnout.done:
        live.tell_all_answered(ctx, table, collection)


def store(
    ctx: Context,
    person: Person,
    seat: Seat,
    collection: Collection,
    step: str,
    *,
    choice: str | None,
    text: str,
    passed: bool,
    message_id: int | None,
) -> Answer:
    """One answer a seat and step: a new one takes the place of the old. What follows from it, follows.

    `person` gives it: whoever sits there, or the facilitator on behalf of them.
    """
    table = ctx.repository.get(Table, collection.table_id)
    tier = prompt(step).tier
    earlier = collecting.answers_of(ctx, collection, seat).get(step)
    value = Answer(
        id=0 if earlier is None else earlier.id,
        table_id=collection.table_id,
        seat_id=seat.id,
        organisation_id=seat.organisation_id,
        prompt=step,
        tier=tier,
        text=Sealed(text),
        choice=choice,
        passed=passed,
        on_behalf=on_behalf.is_for_another(person, seat),
        held=holding.is_held(ctx, table, tier, text),
        message_id=message_id,
        answered_at=ctx.now,
        round_id=collection.id if collection.form == "guide" else None,
        reflection_id=collection.id if collection.form == "reflection" else None,
    )
    answer = ctx.repository.add(value) if earlier is None else ctx.repository.put(value)
    if (answered := elements.topic(collection.topic).answered) is not None:
        answered(ctx, table, ctx.repository.get(Seat, seat.id), answer)
    if answer.held:
        holding.tell(ctx, table, collection, answer, earlier)
    else:
        holding.stand_by(ctx, table, person, tier, text)
    if answer.on_behalf:
        entering_for_others.tell(ctx, person, table, collection, seat, answer)
    return answer


def _answers_another(
    ctx: Context, person: Person, seat: Seat, collection: Collection, now: Focus, event: Wrote
) -> bool:
    if event.reply_to is None:
        return False
    key = asking.question_key(person, seat, collection, now.step)
    said = ctx.repository.first(Said, person_id=person.id, message_id=event.reply_to)
    if said is not None and said.key.startswith("ask:"):
        return said.key != key
    # What was said before the open question, an older copy of a question too, asked for something else.
    asked = ctx.repository.first(Said, key=key)
    return asked is not None and event.reply_to < asked.message_id


def _replied_to(ctx: Context, person: Person, event: Wrote) -> str | None:
    """The wording of the question that was replied to, where its message is known."""
    said = ctx.repository.first(Said, person_id=person.id, message_id=event.reply_to)
    if said is None or not said.key.startswith("ask:"):
        return None
    _, _, form, id, step = said.key.split(":", 4)
    step, _, _ = step.partition("@")  # whose answer it is
    question = asking.question_text(person, collecting.load(ctx, form, int(id)), step)
    return Markup(question)  # noqa: S704 - our own phrase


def _ask_whether_own(
    ctx: Context, person: Person, table: Table, seat: Seat, now: Focus, collection: Collection, text: str
) -> None:
    focus.remember(ctx, now, forwarded=text)
    which, whose = (collection.form, collection.id), on_behalf.mark(person, seat)
    offers = [
        [
            Offer("buttons.own_yes", Press("nav", (*which, "own", now.step, *whose))),
            Offer("buttons.own_no", Press("nav", (*which, "not_own", now.step, *whose))),
        ]
    ]
    ctx.say_to(person, "asking.forwarded", table=table, offers=offers)


def use_forwarded(ctx: Context, person: Person) -> None:
    """The person confirmed that the forwarded text is the answer."""
    asked = asked_now(ctx, person)
    if asked is None:
        return
    now, table, seat, collection = asked
    text = str(now.values.get("forwarded") or "")
    _take(ctx, person, table, seat, collection, focus.remember(ctx, now, forwarded=None), text, None)
