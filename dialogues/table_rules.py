"""The rules that a table may change by its own vote (`house_rules.of_table`): what holds, how it is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import bringing, cycles, forms, house_rules, proposals, reading
from dialogues.checks.privacy import GroupSafe, PersonValue
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.fallback import choosing
from dialogues.fallback.rules import CHOICES, FALLBACK
from dialogues.forms import Choice, Form, Step
from dialogues.house_rules import Rule
from dialogues.model import Focus, Person, Role, Round, Seat, Table, TableRule
from dialogues.panel_pages.place import last_row, place
from dialogues.pressing import Stale, require
from dialogues.reading import Misread, Read
from dialogues.rules_in_force import BY_NAME, value


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """Lists the rules with what holds at this table, why, and the button to change one."""
    lines: list[dict[str, GroupSafe]] = [
        {
            "name": ctx.label(person.language, f"rules.{name}"),
            "days": value(ctx, table, rule),
            "usual": rule.value,
        }
        for name, rule in BY_NAME.items()
    ]
    change = Offer("buttons.change_rule", Pressing("go", (table.id, "rule", 0)))
    fallback = Offer("buttons.fallback", Pressing("go", (table.id, "fallback", 0)))
    ctx.say_to(
        person,
        "table_rules.listed",
        table=table,
        offers=[[change], [fallback], last_row(table, "page_settings")],
        **place(ctx, person, table),
        lines=lines,
        fallback=choosing.name_of(ctx, table, person.language),
        passed=choosing.passed(ctx, table, person.language),
    )


def begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button: which rule, and how many days from now on."""
    forms.begin(ctx, person, table, RULE)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _names(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(name, f"rules.{name}") for name in BY_NAME]


def _chosen(now: Focus) -> tuple[str, Rule[int]]:
    """The rule that was picked; raises `Stale`."""
    name = str(now.values.get("which") or "")
    if name not in BY_NAME:
        raise Stale
    return name, BY_NAME[name]


def _days(_ctx: Context, person: Person, _table: Table, now: Focus, text: str) -> Read | Misread:
    _, rule = _chosen(now)
    least, most = rule.bounds or (rule.value, rule.value)
    again = Misread("days_between", (str(least), str(most)))
    return reading.whole(person.language, text, (least, most), again)


def _shown(ctx: Context, person: Person, table: Table, now: Focus) -> dict[str, PersonValue]:
    name, rule = _chosen(now)
    least, most = rule.bounds or (rule.value, rule.value)
    label = ctx.label(person.language, f"rules.{name}")
    return {"rule": label, "days": value(ctx, table, rule), "least": least, "most": most}


def _proposed(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    """The change becomes a text of high stakes, ready to be put to the table."""
    name, rule = _chosen(now)
    days, language = int(str(now.values["days"])), table.languages[0]
    if days == value(ctx, table, rule):
        ctx.say_to(person, "table_rules.is_so", table=table, days=days)
        return
    seat = require(ctx, person, table, Role.FACILITATOR)
    label = ctx.label(language, f"rules.{name}")
    round_ = bringing.open_text(ctx, person, table, seat, "rule", title=label, subject=f"{name}={days}")
    if round_ is None:
        return
    before = value(ctx, table, rule)
    said = {lg: _said(ctx, lg, name, days, before) for lg in table.languages}
    proposals.read_aloud(ctx, person, table, round_, said[language], said)


def _said(ctx: Context, language: str, name: str, days: int, before: int) -> str:
    """The change as a text, in one language of the table."""
    label = ctx.label(language, f"rules.{name}")
    return ctx.label(language, "table_rules.text", rule=label, days=days, before=before)


def ratified(ctx: Context, table: Table, round_: Round) -> None:
    """What was agreed holds from now on; what is already running keeps its days, or the way its blocks end."""
    name, _, chosen = (round_.subject or "").partition("=")
    if not (chosen in CHOICES if name == FALLBACK else name in BY_NAME and chosen.isdigit()):
        return
    kept = TableRule(table_id=table.id, rule=name, value=chosen, round_id=round_.id, set_at=ctx.now)
    earlier = ctx.repository.first(TableRule, table_id=table.id, rule=name)
    if earlier is None:
        ctx.repository.add(kept)
    else:
        ctx.repository.put(replace(kept, id=earlier.id))
    if BY_NAME.get(name) is house_rules.CYCLE_DAYS:
        cycles.change_length(ctx, ctx.repository.get(Table, table.id), int(chosen))


RULE = forms.register(
    Form(
        "rule",
        (
            Step("which", read=forms.buttons_only, options=_names),
            Step("days", read=_days, shown=_shown),
        ),
        _proposed,
        _may,
    )
)
