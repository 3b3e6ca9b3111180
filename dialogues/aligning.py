"""Tells the facilitators of a table that works which corner of the alignment triangle is off."""

from __future__ import annotations

from dialogues import sorting
from dialogues.checks import alignment, system_change
from dialogues.checks.alignment import Triangle
from dialogues.context import Context
from dialogues.model import Experiment, Reflection, Result, Role, Table


def of_table(ctx: Context, table: Table) -> Triangle:
    """Where the table stands, from its record."""
    started = [e for e in ctx.repository.find(Experiment, table_id=table.id) if e.started_at is not None]
    return alignment.triangle(
        result_stands=ctx.repository.count(Result, table_id=table.id, withdrawn=False) > 0,
        tried=len(started),
        with_hypothesis=sum(bool(e.hypothesis) for e in started),
        looked_back=ctx.repository.count(Reflection, table_id=table.id, state="delivered"),
        system_share=system_change.system_share(list(sorting.kinds(ctx.repository, table).values())),
    )


def tell(ctx: Context, table: Table) -> None:
    """At the opening of a cycle; nothing where all three fit, or where the table does not work yet."""
    off = of_table(ctx, table).off
    if table.lifecycle != "working" or not off:
        return
    for person in ctx.people_in(table, Role.FACILITATOR):
        corners = [ctx.label(person.language, f"alignment.{corner}") for corner in off]
        ctx.say_to(person, "alignment.not_yet", table=table, corners=corners)
