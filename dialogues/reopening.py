"""Goes back to what was agreed: the result by a vote, the map and the structure by a facilitator's tap.

What is reopened is agreed anew before the table goes on; what was agreed before stays on record
(docs/state_machines.md, table: reopen_result, reopen_map, reopen_structure).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import advancing, advice, bringing, forms, guards, lifecycle, proposals
from dialogues.context import Context
from dialogues.forms import Choice, Form, Step
from dialogues.machines import ACTIVE, Moved, Outcome, triggers
from dialogues.model import Focus, Person, Result, Role, Seat, Table
from dialogues.moves import explain, move_table
from dialogues.pressing import Stale, require

WHAT = ("result", "map", "structure")
RESULT = "result"
FROM = tuple(state for state in ACTIVE if "reopen_result" in triggers("table", state))


def begin(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The facilitator's button: asks what is to be reopened."""
    if not _open_to(table):
        raise Stale
    forms.begin(ctx, person, table, REOPEN)


def _open_to(table: Table) -> list[str]:
    return [what for what in WHAT if f"reopen_{what}" in triggers("table", table.lifecycle)]


def _may(ctx: Context, person: Person, table: Table, _now: Focus) -> None:
    require(ctx, person, table, Role.FACILITATOR)
    if not _open_to(table):
        raise Stale


def _choices(_ctx: Context, table: Table, _now: Focus) -> Sequence[Choice]:
    return [Choice(what, f"reopens.{what}") for what in _open_to(table)]


def _chosen(ctx: Context, person: Person, table: Table, now: Focus) -> None:
    seat = require(ctx, person, table, Role.FACILITATOR)
    match str(now.values["which"]):
        case "result" if guards.of_table(ctx, table)("reopening_voted") is None:
            reopen_result(ctx, table, seat)
        case "result":
            _ask_the_table(ctx, person, table, seat)
        case "map":
            explain(ctx, person, table, _reopen_map(ctx, table, seat))
        case "structure":
            explain(ctx, person, table, lifecycle.reopen_structure(ctx, table, seat))


def _ask_the_table(ctx: Context, person: Person, table: Table, seat: Seat) -> None:
    """Whether the result is reopened is for the table to say: a text of high stakes says why."""
    round_ = bringing.open_text(ctx, person, table, seat, "reopening", subject=RESULT)
    if round_ is not None:
        forms.begin(ctx, person, table, proposals.DRAFT, round_.id)


def reopen_result(ctx: Context, table: Table, seat: Seat | None) -> None:
    """The table has voted for it: it names its result anew, and no result stands until then."""
    table, outcome = move_table(ctx, table, "reopen_result", seat)
    if not isinstance(outcome, Moved):
        return
    for result in ctx.repository.find(Result, table_id=table.id, withdrawn=False):
        ctx.repository.put(replace(result, withdrawn=True))
    ctx.say_to_group(table, "lifecycle.result_reopened")
    advancing.result_withdrawn(ctx, table)
    advice.nudge(ctx, ctx.repository.get(Table, table.id))


def _reopen_map(ctx: Context, table: Table, seat: Seat) -> Outcome:
    """Seats have changed or a gap was found since the map was accepted: it is put to the table anew."""
    table, outcome = move_table(ctx, table, "reopen_map", seat)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "lifecycle.map_reopened")
        advice.nudge(ctx, table)
    return outcome


REOPEN = forms.register(
    Form("reopen", (Step("which", read=forms.buttons_only, options=_choices),), _chosen, _may)
)
