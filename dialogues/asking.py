"""Asks a person's open prompts one at a time, with Back, Skip, Edit and Pass.

Each question says first who will see the answer (docs/method.md 0, tiers).
"""

from __future__ import annotations

from markupsafe import Markup

from dialogues import collecting, focus, house_rules
from dialogues.checks import privacy
from dialogues.collecting import Collection
from dialogues.context import Context, Offer, Offers
from dialogues.effects import Press
from dialogues.guides import Kind, prompt
from dialogues.model import Answer, Focus, Function, Person, Seat, Table

LEVELS = ("low", "medium", "high")


def ask_next(ctx: Context, person: Person, *, table: Table | None = None) -> bool:
    """Asks the next open prompt of this person, at `table` first; False when nothing is open."""
    tables = ctx.tables_of(person)
    for candidate in sorted(tables, key=lambda t: (table is None or t.id != table.id, t.id)):
        seat = ctx.seat_of(person, candidate)
        if seat is None:
            continue
        for collection in collecting.open_at(ctx, candidate):
            if _ask_first_open(ctx, person, candidate, seat, collection):
                return True
    return False


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
    steps = collecting.steps_for(seat, collection)
    answered = collecting.answers_of(ctx, collection, seat)
    left = [step for step in steps if step not in answered]
    if not left:
        return False
    earlier = focus.current(ctx, person)
    same = earlier is not None and (earlier.form, earlier.subject_id) == (collection.form, collection.id)
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
        [Offer("buttons.answer_now", _nav(collection, "now"))],
        [Offer("buttons.pass_all", _nav(collection, "pass_all"))],
    ]
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
    values = {"skipped": " ".join(s for s in skipped if s != step), "picked": picked}
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
    show_question(ctx, person, table, seat, collection, step, picked=picked, anew=True)


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
) -> None:
    """Posts or redraws the message of one question, with who will see the answer first."""
    steps = collecting.steps_for(seat, collection)
    known = collecting.answers_of(ctx, collection, seat).get(step)
    ctx.say_to(
        person,
        "asking.question",
        table=table,
        offers=_offers(ctx, table, collection, step, known, picked, steps),
        key=question_key(person, collection, step),
        anew=anew,
        stale_after=f"{'round' if collection.form == 'guide' else 'reflection'}:{collection.id}",
        receipt=Markup(ctx.text(person.language, f"receipt.{prompt(step).tier.value}")),  # noqa: S704
        question=Markup(question_text(ctx, person, collection, step)),  # noqa: S704
        n=steps.index(step) + 1,
        m=len(steps),
        before=privacy.for_author(known.text) if known and known.text else None,
    )


def question_text(ctx: Context, person: Person, collection: Collection, step: str) -> str:
    """The wording of a prompt as HTML, about its candidate if it has one."""
    label = collection.labels.get(step.split("/")[0], "")
    return ctx.text(person.language, f"prompts.{step.replace('/', '_')}", label=label)


def question_in_group(ctx: Context, table: Table, step: str) -> Markup:
    """The wording of a prompt in the group's language, over what was answered to it."""
    return ctx.group_text(table, f"prompts.{step.replace('/', '_')}", label="")


def question_key(person: Person, collection: Collection, step: str) -> str:
    """The key under which a question's message is edited."""
    return f"ask:{person.id}:{collection.form}:{collection.id}:{step}"


def show_kept(ctx: Context, person: Person, table: Table, collection: Collection, answer: Answer) -> None:
    """Redraws an answered question: what was said, and a way to change it."""
    edit = Offer("buttons.edit", Press("redo", (collection.form, collection.id, answer.prompt)))
    ctx.say_to(
        person,
        "asking.kept",
        table=table,
        offers=[[edit]],
        key=question_key(person, collection, answer.prompt),
        question=Markup(question_text(ctx, person, collection, answer.prompt)),  # noqa: S704
        said=Markup(_said(ctx, person, table, answer)),  # noqa: S704
    )


def show_finished(ctx: Context, person: Person, table: Table, collection: Collection) -> None:
    """All is answered: thanks, and when the table will see it."""
    focus.clear(ctx, person)
    ctx.say_to(person, "asking.finished", table=table, topic=collection.topic, deadline=collection.deadline)


def _said(ctx: Context, person: Person, table: Table, answer: Answer) -> str:
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
) -> Offers:
    rows: list[list[Offer]] = []
    match prompt(step).kind:
        case Kind.YES_NO:
            words = ("yes", "no", "check") if step == "M3" else ("yes", "no")
            rows += [[_pick(collection, step, f"buttons.{w}", w) for w in words]]
        case Kind.SCALE:
            marks = range(house_rules.LOWEST_MARK.value, house_rules.HIGHEST_MARK.value + 1)
            rows += [[_pick(collection, step, str(n), n, literal=True) for n in marks]]
        case Kind.LEVEL:
            rows += [[_pick(collection, step, f"buttons.{w}", w) for w in LEVELS]]
        case Kind.CHOICE:
            options, name = prompt(step).options, step.replace("/", "_")
            rows += [[_pick(collection, step, f"choices.{name}_{word}", word)] for word in options]
        case Kind.FUNCTIONS:
            chosen = (picked or (known.choice if known and known.choice else "")).split()
            for function in functions(ctx, table):
                mark = "✓ " if str(function.id) in chosen else ""
                rows.append([_pick(collection, step, f"{mark}{function.label}", function.id, literal=True)])
            rows.append([Offer("buttons.done", _nav(collection, "done", step))])
        case Kind.TEXT | Kind.DATA | Kind.VOTE:
            pass
    place = steps.index(step)
    back = [Offer("buttons.back", _nav(collection, "back", step))] if place else []
    skip = [Offer("buttons.skip", _nav(collection, "skip", step))] if known is None else []
    keep = [Offer("buttons.keep", _nav(collection, "keep", step))] if known is not None else []
    rows.append([*back, *skip, *keep, Offer("buttons.pass", _nav(collection, "pass", step))])
    return rows


def _pick(
    collection: Collection, step: str, phrase: str, value: str | int, *, literal: bool = False
) -> Offer:
    return Offer(phrase, Press("pick", (collection.form, collection.id, step, value)), literal=literal)


def _nav(collection: Collection, action: str, step: str = "") -> Press:
    return Press("nav", (collection.form, collection.id, action, step))


def asked_now(ctx: Context, person: Person) -> tuple[Focus, Table, Seat, Collection] | None:
    """The prompt this person has before them, if it is one of a collection."""
    now = focus.current(ctx, person)
    if (
        now is None
        or now.form not in ("guide", "reflection")
        or now.seat_id is None
        or now.subject_id is None
    ):
        return None
    table = ctx.repository.get(Table, now.table_id)
    seat = ctx.repository.get(Seat, now.seat_id)
    return now, table, seat, collecting.load(ctx, now.form, now.subject_id)
