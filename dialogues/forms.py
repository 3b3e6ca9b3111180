"""Short forms of a facilitator or member: fixed steps, one question at a time, with Back and Cancel.

A form is data: its steps, how each is read, and what is done at the end. Its words stand in
phrases/<language>/<form>.yaml under the step's name.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from markupsafe import Markup

from dialogues import asking, focus, paging, passes, phrases, reading
from dialogues.context import Context, Offer, Offers, in_two_columns
from dialogues.effects import Press as Pressing
from dialogues.form_steps import FORMS as FORMS
from dialogues.form_steps import PASSED as PASSED
from dialogues.form_steps import Choice as Choice
from dialogues.form_steps import Form as Form
from dialogues.form_steps import May as May
from dialogues.form_steps import Reader as Reader
from dialogues.form_steps import Step as Step
from dialogues.form_steps import buttons_only as buttons_only
from dialogues.form_steps import organisations as organisations
from dialogues.form_steps import read_yes_no as read_yes_no
from dialogues.form_steps import register as register
from dialogues.form_steps import yes_or_no as yes_or_no
from dialogues.model import Focus, Person, Table
from dialogues.pressing import Press, Stale
from dialogues.reading import Misread, Read
from dialogues.undo import steps, watching

# What was typed could be any of these days: under this name of an open question's values.
_DAYS_MEANT = "days_meant"


def begin(
    ctx: Context, person: Person, table: Table, form: Form, subject_id: int | None = None, **values: str
) -> None:
    """Starts a form with its first question. Raises what `may` raises, and then has changed nothing."""
    seat = ctx.seat_of(person, table)
    wanted = focus.question(
        ctx, person, table, form=form.name, subject_id=subject_id, step="", seat=seat, values=values
    )
    form.may(ctx, person, table, wanted)
    _go_on(ctx, person, table, form, focus.ask(ctx, person, wanted), after=None)


def begin_quietly(
    ctx: Context, person: Person, table: Table, form: Form, subject_id: int | None = None, **values: str
) -> None:
    """Waits for the first step's answer without asking: the question has just been said otherwise."""
    seat = ctx.seat_of(person, table)
    first = form.steps[0].id
    focus.turn_to(
        ctx, person, table, form=form.name, subject_id=subject_id, step=first, seat=seat, values=values
    )


def take_text(
    ctx: Context,
    person: Person,
    text: str,
    *,
    message_id: int | None = None,
    forwarded: bool = False,
    command: bool = False,
) -> bool:
    """A text while a form is open; False when none is.

    Forwarded words are nobody's own; a pass that was sent as a command is no name and no text.
    """
    now = focus.current(ctx, person)
    if now is None or now.form not in FORMS:
        return False
    form, table = FORMS[now.form], ctx.repository.get(Table, now.table_id)
    form.may(ctx, person, table, now)
    now, step = focus.tried(ctx, now, message_id), form.step(now.step)
    found = Misread("forwarded") if forwarded else _read(ctx, person, table, now, step, text)
    if command and isinstance(found, Read) and found.value:
        found = PASSED
    _take(ctx, person, table, form, now, step, found)
    return True


def _read(ctx: Context, person: Person, table: Table, now: Focus, step: Step, text: str) -> Read | Misread:
    """What a text means at this step. Where it may be skipped, a pass skips it; a yes settles a doubt."""
    if (doubted := _doubted(now, step)) and reading.is_word(person.language, "yes", text):
        return Read(doubted)
    if step.optional and passes.is_pass(person.language, text):
        return Read("")
    return step.read(ctx, person, table, now, text)


def _take(
    ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step, found: Read | Misread
) -> None:
    match found:
        case Read(value=value):
            _answered_or_doubted(ctx, person, table, form, now, step, value)
        case Misread() if found == PASSED and form.own_wish:
            focus.clear(ctx, person)
            ctx.say_to(person, "forms.passed", table=table)
            asking.ask_next(ctx, person, table=table)
        case Misread():
            now = focus.remember(ctx, now, doubted=None)
            _ask_again(ctx, person, table, form, now, step, found)


def repeat(ctx: Context, person: Person, now: Focus) -> None:
    """Asks the open question of a form once more."""
    form, table = FORMS[now.form], ctx.repository.get(Table, now.table_id)
    form.may(ctx, person, table, now)
    _ask(ctx, person, table, form, now, form.step(now.step))


def pick(ctx: Context, press: Press) -> None:
    """A value button of a form: form, subject, step, value."""
    now, table, form = _open(ctx, press)
    step = form.step(press.word(2))
    if now.step == step.id and press.word(3) in focus.words(now, _DAYS_MEANT):
        # As if it were typed: the field's own bounds hold for it.
        found = step.read(ctx, press.person, table, now, press.word(3))
        _take(ctx, press.person, table, form, now, step, found)
        return
    allowed = {c.value for c in step.options(ctx, table, now)}
    if now.step != step.id or press.word(3) not in allowed:
        raise Stale
    if step.multiple:
        _toggle(ctx, press.person, table, form, now, step, press.word(3))
    else:
        _answered_or_doubted(ctx, press.person, table, form, now, step, press.word(3))


def _toggle(
    ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step, value: str
) -> None:
    """Takes a value in or out, and redraws the question with its marks."""
    picked = {*focus.words(now, step.id)} ^ {value}
    chosen = [c.value for c in step.options(ctx, table, now) if c.value in picked]
    now = focus.remember(ctx, now, **{step.id: " ".join(chosen)})
    _ask(ctx, person, table, form, now, step, anew=False)


def navigate(ctx: Context, press: Press) -> None:
    """Back, skip, done, cancel or another page of the options: form, subject, action, step, page."""
    now, table, form = _open(ctx, press)
    if now.step != press.word(3):
        raise Stale
    match press.word(2):
        case "back":
            applying = [s for s in form.steps if s.applies(now.values)]
            place = [s.id for s in applying].index(now.step)
            _ask(ctx, press.person, table, form, now, applying[max(0, place - 1)])
        case "skip" if form.step(now.step).optional:
            _answered(ctx, press.person, table, form, now, form.step(now.step), "")
        case "sure" if doubted := _doubted(now, form.step(now.step)):
            _answered(ctx, press.person, table, form, now, form.step(now.step), doubted)
        case "rest" if left := _left(form, now):
            _show_kept(ctx, press.person, table, form, now, left[0], "")
            now = focus.remember(
                ctx, now, **{"page": None, _DAYS_MEANT: None, **dict.fromkeys([s.id for s in left], "")}
            )
            _go_on(ctx, press.person, table, form, now, after=left[-1])
        case "done" if (step := form.step(now.step)).multiple:
            picked = " ".join(focus.words(now, step.id))
            _answered(ctx, press.person, table, form, now, step, picked)
        case "page":
            now = focus.remember(ctx, now, page=press.number(4))
            _ask(ctx, press.person, table, form, now, form.step(now.step), anew=False)
        case "cancel":
            focus.clear(ctx, press.person)
            ctx.say_to(press.person, "forms.cancelled", table=table)
            asking.ask_next(ctx, press.person, table=table)
        case _:
            raise Stale


def _left(form: Form, now: Focus) -> list[Step]:
    """The question that is open and all that would follow, where several are left and none has to be answered."""
    place = [s.id for s in form.steps].index(now.step)
    left = [s for s in form.steps[place:] if s.applies(now.values)]
    return left if len(left) > 1 and all(s.optional for s in left) else []


def _open(ctx: Context, press: Press) -> tuple[Focus, Table, Form]:
    now = focus.current(ctx, press.person)
    if now is None or now.form != press.word(0) or (now.subject_id or 0) != press.number(1):
        raise Stale
    table = ctx.repository.get(Table, now.table_id)
    form = FORMS[now.form]
    form.may(ctx, press.person, table, now)
    return now, table, form


def _answered_or_doubted(
    ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step, value: str
) -> None:
    """Takes the value; one that may be a slip only when the person says so, or gives it a second time."""
    known = not value or _doubted(now, step) == value
    doubt = None if known else step.doubt(ctx, table, now, value)
    if doubt is None:
        _answered(ctx, person, table, form, now, step, value)
        return
    now = focus.remember(ctx, now, doubted=f"{step.id}={value}")
    _ask_again(ctx, person, table, form, now, step, doubt)


def _doubted(now: Focus, step: Step) -> str | None:
    """The value of this step that the person was asked about."""
    at, _, value = str(now.values.get("doubted") or "").partition("=")
    return value if at == step.id and value else None


def _answered(
    ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step, value: str
) -> None:
    _show_kept(ctx, person, table, form, now, step, value)
    now = focus.remember(
        ctx, now, **{"page": None, "tried": None, "doubted": None, _DAYS_MEANT: None, step.id: value}
    )
    _go_on(ctx, person, table, form, now, after=step)


def _go_on(ctx: Context, person: Person, table: Table, form: Form, now: Focus, after: Step | None) -> None:
    place = form.steps.index(after) + 1 if after else 0
    for step in form.steps[place:]:
        if step.applies(now.values):
            _ask(ctx, person, table, form, now, step)
            return
    focus.clear(ctx, person)
    decided = steps.FORMS[form.name]
    watching.step(ctx, person, table, decided, lambda: form.finish(ctx, person, table, now))
    if focus.current(ctx, person) is None:
        asking.ask_next(ctx, person, table=table)


def _ask(
    ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step, *, anew: bool = True
) -> None:
    page = int(now.values.get("page") or 0) or None if now.step == step.id else None
    tried = int(now.values.get("tried") or 0) or None if now.step == step.id else None
    forgotten = dict.fromkeys(("doubted", _DAYS_MEANT))
    now = focus.remember(ctx, now, step=step.id, page=page, tried=tried, **forgotten)
    ctx.say_to(
        person,
        f"{form.name}.{step.id}",
        table=table,
        offers=_offers(ctx, person, table, form, now, step),
        key=_key(person, now, step),
        anew=anew,
        more=step.shown(ctx, person, table, now),
    )


def _key(person: Person, now: Focus, step: Step) -> str:
    return f"form:{person.id}:{now.form}:{now.subject_id or 0}:{step.id}"


def _show_kept(
    ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step, value: str
) -> None:
    """Redraws an answered question without its buttons, so that an old one is not pressed by mistake."""
    options = step.options(ctx, table, now)
    picked = value.split() if step.multiple else [value]
    labels = [_label(ctx, person, c) for c in options if c.value in picked]
    ctx.say_to(
        person,
        "forms.kept",
        table=table,
        key=_key(person, now, step),
        question=Markup(_question(ctx, person, table, form, now, step)),  # noqa: S704 - our own phrase
        said=", ".join(labels) if labels else value,
        day=date.fromisoformat(value) if step.value == "day" and value and not labels else None,
        number=Decimal(value) if step.value == "number" and value else None,
    )


def _label(ctx: Context, person: Person, choice: Choice) -> str:
    return choice.phrase if choice.literal else ctx.label(person.language, choice.phrase)


def _question(ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step) -> str:
    values = {"table": table.name, **step.shown(ctx, person, table, now)}
    return phrases.render(person.language, f"{form.name}.{step.id}", table.time_zone, values)


def _ask_again(
    ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step, misread: Misread
) -> None:
    example = ctx.label(person.language, f"{form.name}.{step.id}_example")
    # Only the message of the question itself is redrawn when something is tapped or a page is turned.
    alone = step.multiple or paging.page_of(step.options(ctx, table, now), 0).pages > 1
    meant = misread.days if len(misread.days) > 1 else ()
    now = focus.remember(ctx, now, **{_DAYS_MEANT: " ".join(day.isoformat() for day in meant) or None})
    ctx.say_to(
        person,
        f"again.{misread.why}",
        table=table,
        offers=[
            *_days_to_choose(form, now, step),
            *([] if alone else _offers(ctx, person, table, form, now, step)),
        ],
        example=example,
        readings=list(misread.readings),
        days=list(misread.days),
        question="",
    )
    if alone:
        _ask(ctx, person, table, form, now, step)


def _days_to_choose(form: Form, now: Focus, step: Step) -> Offers:
    """The days that what was typed can mean, each as a button."""
    return [
        [
            Offer(
                "buttons.this_day",
                Pressing("pick", (form.name, now.subject_id or 0, step.id, day)),
                {"day": date.fromisoformat(day)},
            )
        ]
        for day in focus.words(now, _DAYS_MEANT)
    ]


def _offers(ctx: Context, person: Person, table: Table, form: Form, now: Focus, step: Step) -> Offers:
    subject = now.subject_id or 0
    picked = focus.words(now, step.id) if step.multiple else ()
    page = paging.page_of(step.options(ctx, table, now), int(now.values.get("page") or 0))
    rows = [
        [
            Offer(
                ("✓ " if c.value in picked else "") + _label(ctx, person, c),
                Pressing("pick", (form.name, subject, step.id, c.value)),
                literal=True,
            )
        ]
        for c in page.shown
    ]
    if _doubted(now, step):
        rows = [[Offer("buttons.yes", Pressing("nav", (form.name, subject, "sure", step.id)))]]
    if len(rows) > 4:
        rows = in_two_columns([row[0] for row in rows])
    rows += page.turning(lambda n: Pressing("nav", (form.name, subject, "page", step.id, n)))
    if step.multiple:
        rows.append([Offer("buttons.done", Pressing("nav", (form.name, subject, "done", step.id)))])
    last = []
    applying = [s.id for s in form.steps if s.applies(now.values)]
    if applying.index(step.id) > 0:
        last.append(Offer("buttons.back", Pressing("nav", (form.name, subject, "back", step.id))))
    if step.optional:
        last.append(Offer("buttons.skip", Pressing("nav", (form.name, subject, "skip", step.id))))
    if _left(form, now):
        last.append(Offer("buttons.that_is_all", Pressing("nav", (form.name, subject, "rest", step.id))))
    last.append(Offer("buttons.cancel", Pressing("nav", (form.name, subject, "cancel", step.id))))
    return [*rows, last]
