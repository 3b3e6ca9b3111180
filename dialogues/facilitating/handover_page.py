"""What whoever comes to facilitate reads first: where the table stands, what is open, what comes next.

Nothing of it is more than the role may see, and nothing of it is a private answer.
"""

from __future__ import annotations

from dialogues import asks, house_rules, panel
from dialogues.context import Context
from dialogues.model import Person, Table
from dialogues.panel_pages import days, steps
from dialogues.panel_pages.place import going
from dialogues.sessions import open_work


def show(ctx: Context, person: Person, table: Table) -> None:
    """The page, as a message of its own, with the way to the panel."""
    go = going(table)
    most = house_rules.CARRIED_OVER_LISTED.value
    coming, _ = days.lines(ctx, table, person.language)
    ctx.say_to(
        person,
        "facilitating.handed_over",
        table=table,
        offers=[[go("to_panel", "panel")]],
        more=panel.standing(ctx, table, person.language),
        open=steps.open_lines(ctx, table, person.language)[:most],
        days=coming[:most],
        asks=asks.for_coordinator(ctx, table, table.cycle, person.language),
        promises=open_work.promises(ctx, table)[:most],
    )
