"""How long a table keeps private answers after its end: set by its facilitator, carried out by a timer.

Without a setting they are kept. What was counted stays: an erased answer is a pass (docs/decisions/0020).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from dialogues import facilitator_entries, forgetting, forms, house_rules, timers
from dialogues.checks.measurable.times import add_months
from dialogues.context import Context
from dialogues.forms import Choice, Form, Step
from dialogues.model import Answer, FacilitatorEntry, Focus, Person, ReadBack, Role, Seat, Table, Talk, Tier
from dialogues.pressing import require
from dialogues.synthesis import groups, talking

RETENTION = "retention"
ERASE_TIMER = "erase_private"
FOR_EVER = "0"


def months(ctx: Context, table: Table) -> int | None:
    """After how many months private answers are erased; None when they are kept."""
    entry = ctx.repository.first(FacilitatorEntry, table_id=table.id, prompt=RETENTION)
    return None if entry is None or entry.text == FOR_EVER else int(entry.text)


def of_person(ctx: Context, person: Person) -> list[dict[str, str | int]]:
    """The tables of a person that erase private answers, with their months."""
    each = [(table.name, months(ctx, table)) for table in ctx.tables_of(person)]
    return [{"table": name, "months": kept} for name, kept in each if kept is not None]


def table_ended(ctx: Context, table: Table) -> None:
    """The table has ended: its private answers go when their time is over."""
    kept = months(ctx, table)
    if kept is not None:
        day = add_months(ctx.now.date(), kept) or ctx.now.date()
        timers.arm(ctx, table, ERASE_TIMER, table.id, datetime.combine(day, ctx.now.timetz()))


def erase(ctx: Context, table: Table, _subject: int) -> None:
    """Erases what only its author, or its author and the facilitator, may read; held answers too."""
    if table.lifecycle != "adjourned":
        return
    private = ctx.repository.find(Answer, table_id=table.id, tier=(Tier.PRIVATE, Tier.FACILITATOR))
    for answer in [*private, *ctx.repository.find(Answer, table_id=table.id, held=True)]:
        groups.without(ctx, answer)
        ctx.repository.put(forgetting.as_pass(answer))
    for talk in ctx.repository.find(Talk, table_id=table.id):
        ctx.repository.put(talking.without_words(talk))
    for read_back in ctx.repository.find(ReadBack, table_id=table.id):
        ctx.repository.put(forgetting.without_words(read_back))
    ctx.say_to_facilitators(table, "retention.erased")


def _begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, SETTING)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _ways(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    some = [Choice(str(n), f"buttons.months_{n}") for n in house_rules.RETENTION_MONTHS_CHOICES.value]
    return [*some, Choice(FOR_EVER, "buttons.keep_private")]


def _set(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    before = months(ctx, table)
    facilitator_entries.store(ctx, table, RETENTION, str(now.values["after"]))
    after = months(ctx, table)
    if before is not None and (after is None or after > before):
        ctx.say_to_group(table, "retention.kept_longer", months=after)
    ctx.say_to(person, "retention.set", table=table, months=months(ctx, table))


SETTING = forms.register(
    Form("retention", (Step("after", read=forms.buttons_only, options=_ways),), _set, _may)
)
ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"retention": _begin}
