"""The page of settings: the table's own rules, help, how long answers stay, pausing, ending."""

from __future__ import annotations

from dialogues import retention
from dialogues.context import Context
from dialogues.model import Person, Role, Seat, Table
from dialogues.panel_pages import newer_guides
from dialogues.panel_pages.place import going, last_row, place


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's panel."""
    go = going(table)
    ctx.say_to(
        person,
        "panel.settings",
        table=table,
        offers=[
            [go("rules", "rules"), go("help_text", "help_text")],
            [go("retention", "retention"), go("numbers_by", "numbers_by")],
            [go("table_languages", "table_languages")],
            *newer_guides.offer(ctx, table),
            [go("pause", "pause"), go("adjourn", "adjourn")],
            last_row(table),
        ],
        **place(ctx, person, table),
        time_zone=table.time_zone,
        languages=list(table.languages),
        length=table.cycle_length_days,
        facilitators=[p.name for p in ctx.people_in(table, Role.FACILITATOR)],
        months=retention.months(ctx, table),
    )
