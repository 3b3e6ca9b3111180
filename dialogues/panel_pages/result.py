"""The page of the result: its sentence, what it is counted by, and what can be done about both."""

from __future__ import annotations

from dialogues import data, reopening, translations
from dialogues.context import Context
from dialogues.guards import standing_result
from dialogues.model import Person, Seat, Table
from dialogues.panel_pages import pictures
from dialogues.panel_pages.place import going, last_row, place


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's panel."""
    go = going(table)
    result, counted = standing_result(ctx, table), data.indicator(ctx, table)
    latest = data.latest(ctx, table)
    reopen = [[go("reopen", "reopen")]] if table.lifecycle in reopening.FROM else []
    ctx.say_to(
        person,
        "panel.result",
        table=table,
        offers=[
            [go("open_result", "open_result")],
            [go("enter_data", "data"), *([go("enter_value", "value")] if counted else [])],
            *reopen,
            *([[go("picture_curve", "picture", pictures.CURVE)]] if counted else []),
            last_row(table),
        ],
        **place(ctx, person, table),
        statement=translations.of_result(ctx.repository, result, person.language),
        plain=result.plain if result else None,
        counted=counted.name if counted else None,
        unit=counted.unit if counted else None,
        baseline=counted.baseline if counted else None,
        target=counted.target if counted else None,
        latest=latest.value if latest else None,
    )
