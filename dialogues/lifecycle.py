"""A table's own life: it opens, its cycles open, it pauses and goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dialogues import advice, house_rules, live, timers
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
    table = open_cycle(ctx, table)
    live.show_joined(ctx, table, anew=True)
    ctx.say_to_facilitators(table, "lifecycle.opened")
    return table


def open_cycle(ctx: Context, table: Table) -> Table:
    """Opens the next cycle and arms its reflection reminder (docs/method.md 7: overdue at 1.5 cycles)."""
    first = table.opened_at is None
    table = ctx.repository.put(
        replace(
            table,
            cycle=table.cycle + 1,
            cycle_opened_at=ctx.now,
            opened_at=table.opened_at or ctx.now,
        )
    )
    overdue = timedelta(days=float(table.cycle_length_days * house_rules.REFLECTION_OVERDUE.value))
    timers.arm(ctx, table, "cycle_over", table.id, ctx.now + timedelta(days=table.cycle_length_days))
    timers.arm(ctx, table, "reflection_overdue", table.id, ctx.now + overdue)
    if not first:
        ctx.say_to_group(table, "lifecycle.cycle_opened", n=table.cycle)
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
