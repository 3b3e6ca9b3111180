"""The page of papers and pictures: each file a tap away, as the table stands now."""

from __future__ import annotations

from dialogues import documents_panel
from dialogues.context import Context, in_two_columns
from dialogues.model import Person, Seat, Table
from dialogues.panel_pages import pictures
from dialogues.panel_pages.place import going, last_row, place
from dialogues.trail import telling


def show(ctx: Context, person: Person, table: Table, seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's panel."""
    go = going(table)
    heard = [[go("picture_heard", "picture", pictures.HEARD)]] if table.lifecycle != "adjourned" else []
    papers = documents_panel.offers(ctx, table, seat)
    ctx.say_to(
        person,
        "documents.listed",
        table=table,
        offers=[*in_two_columns(papers), *heard, [telling.offer(table)], last_row(table)],
        **place(ctx, person, table),
        facilitates=True,
        begun=documents_panel.is_begun(ctx, table),
    )
