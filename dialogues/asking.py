"""Asks a person's open prompts one at a time, with Back, Skip, Edit and Pass.

Each question says first who will see the answer (docs/method.md 0, tiers).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeGuard

from markupsafe import Markup

from dialogues import collecting, focus, house_rules, on_behalf
from dialogues.checks import privacy
from dialogues.collecting import Collection
from dialogues.context import Context, Offer, Offers, in_two_columns
from dialogues.effects import Press
from dialogues.guides import Kind, prompt
from dialogues.manners import load
from dialogues.model import Answer, Focus, Function, Person, Seat, Table
from dialogues.pressing import Stale

# The question before a person, with its table, the seat it is asked of and what it belongs to.
Asked = tuple[Focus, Table, Seat, Collection]
# What may go on with a seat that has answered all: each says whether it has said something to go on with.
AFTER_ALL: list[Callable[[Context, Table, Seat], bool]] = []
LEVELS = ("low", "medium", "high")
COLLECTED = ("guide", "reflection")


def ask_next(ctx: Context, person: Person, *, table: Table | None = None) -> bool:
    """Asks the next open prompt of this person, at `table` first; False when nothing is open.

    What a facilitator has begun to enter for somebody comes before the own questions.
    """
    if _goes_on_for_another(ctx, person):
        return True
    tables = ctx.tables_of(person)
    for candidate in sorted(tables, key=lambda t: (table is None or t.id != table.id, t.id)):
        seat = ctx.seat_of(person, candidate)
        if seat is None:
            continue
        if ask_for(ctx, person, candidate, seat):
            return True
    return False


def ask_for(ctx: Context, person: Person, table: Table, seat: Seat) -> bool:
    """Asks this person the next open prompt of a seat, the own one or another's; False when nothing is open."""
    return any(_ask_first_open(ctx, person, table, seat, c) for c in collecting.open_at(ctx, table))


def _goes_on_for_another(ctx: Context, person: Person) -> bool:
    now = focus.current(ctx, person)
    if now is None or now.form not in COLLECTED or now.seat_id is None:
        return False
    seat = ctx.repository.get(Seat, now.seat_id)
    if not on_behalf.is_for_another(person, seat):
        return False
    table = ctx.repository.get(Table, now.table_id)
    if on_behalf.may_enter(ctx, person, table, seat) and ask_for(ctx, person, table, seat):
        return True
    focus.clear(ctx, person)
    return False


def go_on(ctx: Context, person: Person, table: Table, seat: Seat, collection: Collection) -> None:
    """After an answer: the next open prompt, or thanks."""
    if on_behalf.is_for_another(person, seat):
        if not ask_for(ctx, person, table, seat):
            _finished_for_another(ctx, person, table, seat)
            goes_on(ctx, table, seat)
    elif not ask_next(ctx, person, table=table) and not goes_on(ctx, table, seat):
        show_finished(ctx, person, table, collection)


def goes_on(ctx: Context, table: Table, seat: Seat) -> bool:
    """Whether something follows for a seat that has answered all; then it has been said."""
    return any(follows(ctx, table, seat) for follows in AFTER_ALL)


def _finished_for_another(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    focus.clear(ctx, person)
    offers = [
        [Offer("buttons.on_behalf", Press("go", (table.id, "on_behalf", 0)))],
        [Offer("buttons.to_panel", Press("go", (table.id, "panel", 0)))],
    ]
    name = on_behalf.name_of(ctx, person, seat)
    ctx.say_to(person, "on_behalf.finished", table=table, offers=offers, name=name)


def has_open(ctx: Context, person: Person, table: Table) -> bool:
    """Whether this table waits for an answer of this person."""
    seat = ctx.seat_of(person, table)
    if seat is None:
        return False
    return any(
        set(collecting.steps_for(seat, c)) - set(collecting.answers_of(ctx, c, seat))
        for c in collecting.open_at(ctx, table)
    )


def _ask_first_open(ctx: Context, person: Person, table: Table, seat: Seat, collection: Collection) -> bool:
    steps = on_behalf.steps_for(ctx, person, seat, collection)
    answered = collecting.answers_of(ctx, collection, seat)
    left = [step for step in steps if step not in answered]
    if not left:
        return False
    earlier = focus.current(ctx, person)
    asked = (collection.form, collection.id, seat.id)
    same = earlier is not None and (earlier.form, earlier.subject_id, earlier.seat_id) == asked
    skipped = focus.words(earlier, "skipped") if earlier and same else ()
    fresh = [step for step in left if step not in skipped]
    if not fresh:
        offer_skipped(ctx, person, table, seat, collection, left)
        return True
    here = earlier is not None and same and earlier.step == fresh[0]
    picked = str(earlier.values.get("picked") or "") if earlier and here else ""
    ask(ctx, person, table, seat, collection, fresh[0], skipped=skipped, picked=picked)
    return True


def offer_skipped(
    ctx: Context, person: Person, table: Table, seat: Seat, collection: Collection, left: list[str]
) -> None:
    """Only skipped prompts are left: answer them now, pass, or later."""
    focus.turn_to(
        ctx,
        person,
        table,
        form=collection.form,
        subject_id=collection.id,
        step="",
        seat=seat,
        values={"skipped": " ".join(left)},
    )
    offers: Offers = [
        [Offer("buttons.answer_now", _nav(collection, "now", whose=on_behalf.mark(person, seat)))],
        [Offer("buttons.pass_all", _nav(collection, "pass_all", whose=on_behalf.mark(person, seat)))],
    ]
    if not on_behalf.is_for_another(person, seat):
        offers = [*offers, [_not_now(collection)]]
    ctx.say_to(person, "asking.skipped_left", table=table, offers=offers, n=len(left))


def ask(
    ctx: Context,
    person: Person,
    table: Table,
    seat: Seat,
    collection: Collection,
    step: str,
    *,
    skipped: tuple[str, ...] = (),
    picked: str = "",
) -> None:
    """Puts one prompt to a person and remembers that it is the one."""
    now = focus.current(ctx, person)
    optional = _optional(ctx, person, table, seat, collection, now)
    values = {
        "skipped": " ".join(s for s in skipped if s != step),
        "picked": picked,
        "optional": " ".join(optional),
        "tried": now.values.get("tried") if _is_at(now, seat, collection) and now.step == step else None,
    }
    focus.turn_to(
        ctx,
        person,
        table,
        form=collection.form,
        subject_id=collection.id,
        step=step,
        seat=seat,
        values={k: v for k, v in values.items() if v},
    )
    show_question(
        ctx, person, table, seat, collection, step, picked=picked, anew=True, optional=step in optional
    )


def _is_at(now: Focus | None, seat: Seat, collection: Collection) -> TypeGuard[Focus]:
    here = (collection.form, collection.id, seat.id)
    return now is not None and (now.form, now.subject_id, now.seat_id) == here


def _optional(
    ctx: Context, person: Person, table: Table, seat: Seat, collection: Collection, now: Focus | None
) -> tuple[str, ...]:
    """The questions that are too much for this person: weighed when a round is begun, then remembered."""
    if on_behalf.is_for_another(person, seat):
        return ()
    if _is_at(now, seat, collection):
        return focus.words(now, "optional")
    return load.optional(ctx, table, seat, collection)


def show_question(
    ctx: Context,
    person: Person,
    table: Table,
    seat: Seat,
    collection: Collection,
    step: str,
    *,
    picked: str = "",
    anew: bool = False,
    optional: bool = False,
) -> None:
    """Posts or redraws the message of one question, with who will see the answer first."""
    steps = on_behalf.steps_for(ctx, person, seat, collection)
    known = collecting.answers_of(ctx, collection, seat).get(step)
    offers = _offers(ctx, table, collection, step, known, picked, steps, on_behalf.mark(person, seat))
    if optional:
        pass_on = Press("not_this_round", (collection.form, collection.id))
        offers = [*offers, [Offer("buttons.not_this_round", pass_on)]]
    ctx.say_to(
        person,
        "asking.question",
        table=table,
        offers=offers,
        key=question_key(person, seat, collection, step),
        anew=anew,
        stale_after=f"{'round' if collection.form == 'guide' else 'reflection'}:{collection.id}",
        for_whom=on_behalf.name_of(ctx, person, seat),
        receipt=Markup(ctx.text(person.language, f"receipt.{prompt(step).tier.value}")),  # noqa: S704
        question=Markup(question_text(person, collection, step)),  # noqa: S704
        n=steps.index(step) + 1,
        m=len(steps),
        optional=optional,
        before=privacy.for_author(known.text) if known and known.text else None,
    )


def question_text(person: Person, collection: Collection, step: str) -> str:
    """The wording of a prompt as HTML, about its candidate if it has one."""
    label = collection.labels.get(step.split("/")[0], "") if collection.labels else ""
    return collection.guides.question(person.language, step, label)


def question_in_group(table: Table, collection: Collection, step: str) -> Markup:
    """The wording of a prompt in the group's language, over what was answered to it."""
    return Markup(collection.guides.question(table.languages[0], step))  # noqa: S704 - checked with the guides


def question_key(person: Person, seat: Seat, collection: Collection, step: str) -> str:
    """The key under which a question's message is edited."""
    whose = "".join(f"@{id}" for id in on_behalf.mark(person, seat))
    return f"ask:{person.id}:{collection.form}:{collection.id}:{step}{whose}"


def show_kept(ctx: Context, person: Person, table: Table, collection: Collection, answer: Answer) -> None:
    """Redraws an answered question: what was said, and a way to change it."""
    seat = ctx.repository.get(Seat, answer.seat_id)
    whose = on_behalf.mark(person, seat)
    edit = Offer("buttons.edit", Press("redo", (collection.form, collection.id, answer.prompt, *whose)))
    ctx.say_to(
        person,
        "asking.kept",
        table=table,
        offers=[[edit]],
        key=question_key(person, seat, collection, answer.prompt),
        for_whom=on_behalf.name_of(ctx, person, seat),
        entered=answer.on_behalf and not whose,
        question=Markup(question_text(person, collection, answer.prompt)),  # noqa: S704
        said=Markup(said(ctx, person, table, answer)),  # noqa: S704
    )


def show_finished(ctx: Context, person: Person, table: Table, collection: Collection) -> None:
    """All is answered: thanks, and when the table will see it."""
    focus.clear(ctx, person)
    ctx.say_to(person, "asking.finished", table=table, topic=collection.topic, deadline=collection.deadline)


def said(ctx: Context, person: Person, table: Table, answer: Answer) -> str:
    """What was answered, as HTML for its author."""
    if answer.passed:
        return ctx.text(person.language, "asking.passed")
    kind = prompt(answer.prompt).kind
    if kind in (Kind.YES_NO, Kind.LEVEL):
        return ctx.text(person.language, f"buttons.{answer.choice}")
    if kind is Kind.CHOICE:
        return ctx.text(person.language, f"choices.{answer.prompt.replace('/', '_')}_{answer.choice}")
    if kind is Kind.SCALE:
        return ctx.text(person.language, "asking.scale_said", said=answer.choice)
    if kind is Kind.FUNCTIONS:
        chosen = (answer.choice or "").split()
        labels = [f.label for f in functions(ctx, table) if str(f.id) in chosen]
        return ctx.text(person.language, "asking.functions_said", labels=labels)
    return ctx.text(person.language, "asking.said", said=privacy.for_author(answer.text))


def functions(ctx: Context, table: Table) -> list[Function]:
    """The parts of the work at this table."""
    return ctx.repository.find(Function, table_id=table.id)


def _offers(
    ctx: Context,
    table: Table,
    collection: Collection,
    step: str,
    known: Answer | None,
    picked: str,
    steps: tuple[str, ...],
    whose: tuple[int, ...],
) -> Offers:
    rows: list[list[Offer]] = []
    match prompt(step).kind:
        case Kind.YES_NO:
            words = ("yes", "no", "check") if step == "M3" else ("yes", "no")
            rows += [[_pick(collection, step, f"buttons.{w}", w, whose) for w in words]]
        case Kind.SCALE:
            marks = range(house_rules.LOWEST_MARK.value, house_rules.HIGHEST_MARK.value + 1)
            rows += [[_pick(collection, step, str(n), n, whose, literal=True) for n in marks]]
        case Kind.LEVEL:
            rows += [[_pick(collection, step, f"buttons.{w}", w, whose) for w in LEVELS]]
        case Kind.CHOICE:
            options, name = prompt(step).options, step.replace("/", "_")
            rows += [[_pick(collection, step, f"choices.{name}_{word}", word, whose)] for word in options]
        case Kind.FUNCTIONS:
            chosen = (picked or (known.choice if known and known.choice else "")).split()
            picks = []
            for function in functions(ctx, table):
                mark = "✓ " if str(function.id) in chosen else ""
                label = f"{mark}{function.label}"
                picks.append(_pick(collection, step, label, function.id, whose, literal=True))
            long = len(picks) > house_rules.ANSWERS_LISTED.value
            rows += in_two_columns(picks) if long else [[one] for one in picks]
            rows.append([Offer("buttons.done", _nav(collection, "done", step, whose=whose))])
        case Kind.TEXT | Kind.DATA | Kind.VOTE:
            pass
    place = steps.index(step)
    back = [Offer("buttons.back", _nav(collection, "back", step, whose=whose))] if place else []
    skip = [Offer("buttons.skip", _nav(collection, "skip", step, whose=whose))] if known is None else []
    keep = [Offer("buttons.keep", _nav(collection, "keep", step, whose=whose))] if known is not None else []
    rows.append([*back, *skip, *keep, Offer("buttons.pass", _nav(collection, "pass", step, whose=whose))])
    if not whose:
        rows.append([_not_now(collection)])
    return rows


def _not_now(collection: Collection) -> Offer:
    return Offer("buttons.not_now", Press("not_now", (collection.table_id, collection.form, collection.id)))


def _pick(
    collection: Collection,
    step: str,
    phrase: str,
    value: str | int,
    whose: tuple[int, ...],
    *,
    literal: bool = False,
) -> Offer:
    return Offer(
        phrase, Press("pick", (collection.form, collection.id, step, value, *whose)), literal=literal
    )


def _nav(collection: Collection, action: str, step: str = "", *, whose: tuple[int, ...]) -> Press:
    return Press("nav", (collection.form, collection.id, action, step, *whose))


def asked_now(ctx: Context, person: Person) -> Asked | None:
    """The prompt this person has before them, if it is one of a collection.

    Raises `Stale` when it is another's, and this person may no longer answer for that seat.
    """
    now = focus.current(ctx, person)
    if now is None or now.form not in COLLECTED or now.seat_id is None or now.subject_id is None:
        return None
    table = ctx.repository.get(Table, now.table_id)
    seat = ctx.repository.get(Seat, now.seat_id)
    if not on_behalf.may_enter(ctx, person, table, seat):
        raise Stale
    return now, table, seat, collecting.load(ctx, now.form, now.subject_id)
