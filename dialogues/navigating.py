"""The buttons under a private question: pick a value, Back, Skip, Keep, Pass, Done, Edit."""

from __future__ import annotations

from dialogues import answering, asking, collecting, focus, on_behalf, reading
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.guides import Kind, prompt
from dialogues.model import Focus, Person, Seat, Table
from dialogues.pressing import Press, Stale
from dialogues.reading import Read


def pick(ctx: Context, press: Press) -> None:
    """A value button of a prompt: form, collection, step, value."""
    now, table, seat, collection = _asked(ctx, press, step=press.word(2))
    value = press.word(3)
    match prompt(now.step).kind:
        case Kind.FUNCTIONS:
            _toggle(ctx, press.person, now, table, seat, collection, value)
        case Kind.YES_NO if value in ("yes", "no", "check"):
            answering.keep(ctx, press.person, table, seat, collection, now, choice=value, text="")
        case Kind.LEVEL if value in asking.LEVELS:
            answering.keep(ctx, press.person, table, seat, collection, now, choice=value, text="")
        case Kind.CHOICE if value in prompt(now.step).options:
            answering.keep(ctx, press.person, table, seat, collection, now, choice=value, text="")
        case Kind.SCALE if isinstance(reading.scale(value), Read):
            answering.keep(ctx, press.person, table, seat, collection, now, choice=value, text="")
        case _:
            raise Stale


def _toggle(
    ctx: Context, person: Person, now: Focus, table: Table, seat: Seat, collection: Collection, value: str
) -> None:
    known = collecting.answers_of(ctx, collection, seat).get(now.step)
    before = focus.words(now, "picked") or tuple((known.choice or "").split() if known else ())
    if value not in {str(f.id) for f in asking.functions(ctx, table)}:
        raise Stale
    after = tuple(v for v in before if v != value) if value in before else (*before, value)
    picked = " ".join(after) or "-"
    focus.remember(ctx, now, picked=picked)
    optional = now.step in focus.words(now, "optional")
    asking.show_question(ctx, person, table, seat, collection, now.step, picked=picked, optional=optional)


def navigate(ctx: Context, press: Press) -> None:
    """Back, skip, keep, pass, done and the like: form, collection, action, step."""
    action = press.word(2)
    if action in ("now", "pass_all"):
        _skipped(ctx, press, action)
        return
    now, table, seat, collection = _asked(ctx, press, step=press.word(3))
    person = press.person
    match action:
        case "back":
            steps = on_behalf.steps_for(ctx, person, seat, collection)
            earlier = steps[max(0, steps.index(now.step) - 1)]
            asking.ask(ctx, person, table, seat, collection, earlier, skipped=focus.words(now, "skipped"))
        case "skip":
            focus.remember(ctx, now, skipped=" ".join((*focus.words(now, "skipped"), now.step)))
            asking.go_on(ctx, person, table, seat, collection)
        case "keep":
            answer = collecting.answers_of(ctx, collection, seat).get(now.step)
            if answer is None:
                raise Stale
            asking.show_kept(ctx, person, table, collection, answer)
            asking.go_on(ctx, person, table, seat, collection)
        case "pass":
            answering.keep(ctx, person, table, seat, collection, now, choice=None, text="", passed=True)
        case "done" if prompt(now.step).kind is Kind.FUNCTIONS:
            _functions_done(ctx, person, now, table, seat, collection)
        case "own":
            answering.use_forwarded(ctx, person)
        case "not_own":
            focus.remember(ctx, now, forwarded=None)
            asking.ask(ctx, person, table, seat, collection, now.step, skipped=focus.words(now, "skipped"))
        case _:
            raise Stale


def _functions_done(
    ctx: Context, person: Person, now: Focus, table: Table, seat: Seat, collection: Collection
) -> None:
    known = collecting.answers_of(ctx, collection, seat).get(now.step)
    picked = focus.words(now, "picked") or tuple((known.choice or "").split() if known else ())
    chosen = [p for p in picked if p != "-"]
    if not chosen:
        answering.ask_again(ctx, person, table, collection, now.step, "pick_one")
        return
    answering.keep(ctx, person, table, seat, collection, now, choice=" ".join(chosen), text="")


def _skipped(ctx: Context, press: Press, action: str) -> None:
    asked = asking.asked_now(ctx, press.person)
    if asked is None or (asked[0].form, asked[0].subject_id) != (press.word(0), press.number(1)):
        raise Stale
    now, table, seat, collection = asked
    if not collection.is_open or not on_behalf.is_marked(press, seat):
        raise Stale
    if action == "pass_all":
        answering.pass_skipped(ctx, press.person, asked)
    else:
        focus.remember(ctx, now, skipped=None)
        asking.go_on(ctx, press.person, table, seat, collection)


def redo(ctx: Context, press: Press) -> None:
    """Edit under an answered question: form, collection, step, and the seat if it is another's."""
    collection = collecting.load(ctx, press.word(0), press.number(1))
    table = ctx.repository.get(Table, collection.table_id)
    another = press.arguments[3:]
    seat = ctx.repository.get(Seat, press.number(3)) if another else ctx.seat_of(press.person, table)
    if seat is None or not on_behalf.may_enter(ctx, press.person, table, seat):
        raise Stale
    if press.word(2) not in on_behalf.steps_for(ctx, press.person, seat, collection):
        raise Stale
    if not collection.is_open:
        ctx.answer_press(press.person.language, "toasts.collection_closed")
        return
    asking.ask(ctx, press.person, table, seat, collection, press.word(2))


def _asked(ctx: Context, press: Press, step: str) -> tuple[Focus, Table, Seat, Collection]:
    """What the button belongs to, if it is still the question before this person."""
    asked = asking.asked_now(ctx, press.person)
    if asked is None:
        raise Stale
    now, table, seat, collection = asked
    same = (now.form, now.subject_id, now.step) == (press.word(0), press.number(1), step)
    if not same or not collection.is_open or not seat.present or not on_behalf.is_marked(press, seat):
        raise Stale
    if not answering.still_asked(ctx, press.person, seat, collection, now.step):
        raise Stale
    return now, table, seat, collection
