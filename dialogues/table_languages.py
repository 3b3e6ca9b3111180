"""The languages of a table: one, two, or more where more are spoken; the first is the group's.

Chosen at set-up and changed at any time. What is on its way waits for its text in a new language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import forms, phrases
from dialogues.context import Context
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Person, Role, Seat, Table, Values
from dialogues.pressing import require

MORE = "more"


def _one_or_two(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    """Each language, each pair in both orders; more than two where more are spoken."""
    spoken = phrases.languages()
    single = [Choice(code, phrases.own_name(code), literal=True) for code in spoken]
    pairs = [
        Choice(f"{a}/{b}", f"{phrases.own_name(a)} + {phrases.own_name(b)}", literal=True)
        for a in spoken
        for b in spoken
        if a != b
    ]
    _, *beside = spoken
    more = [Choice(MORE, "buttons.more_languages")] if len(beside) > 1 else []
    return [*single, *pairs, *more]


def _is_more(values: Values) -> bool:
    return values.get("languages") == MORE


def _first(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(code, phrases.own_name(code), literal=True) for code in phrases.languages()]


def _others(_ctx: Context, _table: Table, now: Focus) -> Sequence[Choice]:
    left = [code for code in phrases.languages() if code != now.values.get("first")]
    return [Choice(code, phrases.own_name(code), literal=True) for code in left]


STEPS = (
    Step("languages", read=forms.buttons_only, options=_one_or_two),
    Step("first", read=forms.buttons_only, options=_first, applies=_is_more),
    Step("others", read=forms.buttons_only, options=_others, applies=_is_more, multiple=True),
)


def chosen(values: Values) -> tuple[str, ...]:
    """The languages that were chosen, the group's first."""
    if _is_more(values):
        return (str(values["first"]), *str(values.get("others") or "").split())
    return tuple(str(values["languages"]).split("/"))


def begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button: which languages the table has from now on."""
    forms.begin(ctx, person, table, LANGUAGES)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _changed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    languages = chosen(now.values)
    if languages != table.languages:
        table = ctx.repository.put(replace(table, languages=languages))
        ctx.say_to_group(table, "table_languages.told", spoken=list(languages))
    ctx.say_to(person, "table_languages.kept", table=table, spoken=list(languages))


LANGUAGES = forms.register(Form("table_languages", STEPS, _changed, _may))
