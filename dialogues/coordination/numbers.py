"""Who enters the indicator's numbers: the facilitators, or the coordinators where they hold the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dialogues import data, facilitator_entries, forms
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.forms import Choice, Form, Step
from dialogues.model import Focus, Person, Role, Seat, Table
from dialogues.pressing import Press, require


def offers(ctx: Context, table: Table) -> list[list[Offer]]:
    """A coordinator's button, where they hold the data and it is known what is counted."""
    if not data.coordinators_hold_them(ctx, table) or data.indicator(ctx, table) is None:
        return []
    return [[Offer("buttons.enter_value", Pressing("enter_number", (table.id,)))]]


def begin(ctx: Context, press: Press) -> None:
    """A coordinator enters this cycle's number: table."""
    table = ctx.repository.get(Table, press.number(0))
    require(ctx, press.person, table, Role.COORDINATOR)
    forms.begin(ctx, press.person, table, data.VALUE)


def ask_coordinators(ctx: Context, table: Table) -> None:
    """The look back begins: whoever holds the data is asked for this cycle's number."""
    rows = offers(ctx, table)
    if rows:
        for person in ctx.people_in(table, Role.COORDINATOR):
            ctx.say_to(person, "coordination.number_wanted", table=table, offers=rows, cycle=table.cycle)


def _begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    forms.begin(ctx, person, table, SETTING)


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)


def _who(_ctx: Context, _table: Table, _now: Focus) -> Sequence[Choice]:
    return (
        Choice(Role.FACILITATOR.value, "buttons.numbers_by_facilitator"),
        Choice(Role.COORDINATOR.value, "buttons.numbers_by_coordinator"),
    )


def _set(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    facilitator_entries.store(ctx, table, data.NUMBERS_BY, str(now.values["who"]))
    theirs = data.coordinators_hold_them(ctx, table)
    ctx.say_to(person, "numbers_by.set", table=table, theirs=theirs)
    if theirs:
        for coordinator in ctx.people_in(table, Role.COORDINATOR):
            ctx.say_to(coordinator, "numbers_by.told", table=table, offers=offers(ctx, table))


SETTING = forms.register(
    Form("numbers_by", (Step("who", read=forms.buttons_only, options=_who),), _set, _may)
)
ACTIONS: dict[str, Callable[[Context, Person, Table, Seat, int], None]] = {"numbers_by": _begin}
