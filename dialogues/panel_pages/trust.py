"""The page of trust: the stage, what was asked for and refused, disagreements, the pulse, the picture."""

from __future__ import annotations

from dialogues import advancing, disagreeing, guards_of_trust, house_rules, pulse
from dialogues.context import Context
from dialogues.model import Person, Seat, Table
from dialogues.panel_pages import pictures
from dialogues.panel_pages.place import going, last_row, place


def show(ctx: Context, person: Person, table: Table, _seat: Seat, _subject: int) -> None:
    """The page, in the facilitator's panel."""
    go = going(table)
    differences = guards_of_trust.disagreements(ctx, table)[: house_rules.DIFFERENCES_LISTED.value]
    latest, _ = pulse.for_cycle(ctx, table, table.cycle)
    seen = pulse.shown(latest) if latest is not None else None
    ctx.say_to(
        person,
        "panel.trust",
        table=table,
        offers=[
            advancing.next_offer(ctx, person, table),
            [go("open_pulse", "open_pulse"), go("ask_stage", "ask_stage")],
            [go("open_unsaid", "open_unsaid")],
            *([disagreeing.settle_offer(table, d)] for d in differences),
            [go("picture_trust", "picture", pictures.TRUST)],
            last_row(table),
        ],
        **place(ctx, person, table),
        stage=table.trust_stage,
        differences=[d.topic for d in differences],
        taken=latest is not None,
        overall=seen.overall if seen else None,
    )
