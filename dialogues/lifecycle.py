"""A table's own life: it opens, it goes from state to state, it pauses and goes on."""

from __future__ import annotations

from dataclasses import replace

from dialogues import advice, cycles, live
from dialogues.context import Context, Offer
from dialogues.effects import Link
from dialogues.effects import Press as Pressing
from dialogues.machines import Moved, Outcome
from dialogues.model import Indicator, Seat, Table
from dialogues.moves import move_table


def open_if_ready(ctx: Context, table: Table) -> Table:
    """Opens a drafted table once its facilitator and coordinator are known."""
    if table.lifecycle != "draft" or not table.time_zone:
        return table
    table, outcome = move_table(ctx, table, "open_table", None)
    if not isinstance(outcome, Moved):
        return table
    ctx.say_to_group(table, "lifecycle.consent_notice", offers=[[Offer("buttons.private_chat", Link("go"))]])
    table = cycles.begin(ctx, ctx.repository.put(replace(table, opened_at=ctx.now)))
    live.show_joined(ctx, table, anew=True)
    ctx.say_to_facilitators(table, "lifecycle.opened")
    return table


def pause(ctx: Context, table: Table, seat: Seat | None) -> Table:
    """Pauses the table; its state is remembered and its data stay."""
    table, outcome = move_table(ctx, table, "pause", seat)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "lifecycle.paused")
    return table


def resume(ctx: Context, table: Table, seat: Seat | None) -> Table:
    """Goes on where the table was paused."""
    table, outcome = move_table(ctx, table, "resume", seat)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "lifecycle.resumed")
    return table


def to_mapping(ctx: Context, table: Table) -> None:
    """Asks for the step to mapping, if the table is naming its result."""
    if table.lifecycle != "naming_result":
        return
    table, outcome = move_table(ctx, table, "result_ratified", None)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "lifecycle.now_mapping")
        advice.nudge(ctx, table)
        return
    indicator = ctx.repository.first(Indicator, table_id=table.id)
    if indicator is None or indicator.baseline is None:
        ctx.say_to_facilitators(
            table,
            "lifecycle.told_data_needed",
            offers=[[Offer("buttons.enter_data", Pressing("go", (table.id, "data", 0)))]],
        )


def to_working(ctx: Context, table: Table, seat: Seat | None) -> Outcome:
    """Asks for the step to working: document ratified, equal leverage, past forming."""
    table, outcome = move_table(ctx, table, "structure_ratified", seat)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "lifecycle.now_working")
        advice.nudge(ctx, table)
    return outcome


def reopen_structure(ctx: Context, table: Table, seat: Seat | None) -> Outcome:
    """Asks to go back to the structure: its review is due, or the document was superseded."""
    table, outcome = move_table(ctx, table, "reopen_structure", seat)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "lifecycle.structure_reopened")
        advice.nudge(ctx, table)
    return outcome


def to_structuring(ctx: Context, table: Table, seat: Seat | None) -> Outcome:
    """Asks for the step to structuring, once nobody objected to the map."""
    table, outcome = move_table(ctx, table, "accept_map", seat)
    if isinstance(outcome, Moved):
        ctx.say_to_group(table, "lifecycle.now_structuring")
    advice.nudge(ctx, table)
    return outcome
