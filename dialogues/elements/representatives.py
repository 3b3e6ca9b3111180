"""Element 3: the interest-based map and the right representatives (M1 to M6, docs/method.md 3)."""

from __future__ import annotations

from dataclasses import replace

from dialogues import advice, collecting, lifecycle, mapping
from dialogues.checks import gaps, privacy
from dialogues.checks.privacy import Sealed, TooFew
from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.model import Answer, Round, Seat, Table


def answered(ctx: Context, table: Table, seat: Seat, answer: Answer) -> None:
    """The representative type stands as soon as M3 and M4 are answered; a pass counts as no."""
    if answer.prompt not in ("M3", "M4", "M5"):
        return
    found = ctx.repository.find(Answer, seat_id=seat.id, prompt=("M3", "M4", "M5"))
    sat_down = seat.consented_at or seat.joined_at
    latest = {a.prompt: a.choice for a in found if a.answered_at >= sat_down}
    if "M3" in latest and "M4" in latest:
        type_, secondary = gaps.representative_type(latest["M3"] == "yes", latest["M4"] == "yes")
        seat = replace(seat, representative_type=type_, secondary_type=secondary)
    ctx.repository.put(replace(seat, speaks_for_sector=latest.get("M5") == "yes"))


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """Draws the map over the seats of this moment and shows who is needed and not here."""
    collection = collecting.of_round(ctx, round_)
    said: list[tuple[int, Sealed]] = [
        (a.organisation_id or 0, a.text) for a in collecting.answers_to(ctx, collection, "M6")
    ]
    needed = privacy.unnamed("A", said, salt=f"guide:{round_.id}:M6")
    mapping.check(ctx, table)
    mapping.show(ctx, table)
    if any(prompt.id == "M6" for prompt in collection.prompts):
        ctx.say_to_group(table, "map.revealed_M6", said=needed, too_few=isinstance(needed, TooFew))
    advice.nudge(ctx, table)


def ratified(ctx: Context, table: Table, _round: Round) -> None:
    """Nobody objected: the table goes on to its structure if every gap has an owner."""
    if table.lifecycle == "mapping":
        lifecycle.to_structuring(ctx, table, None)


TOPICS = (
    Topic(
        name="map",
        prompts=("M2", "M3", "M4", "M5", "M6"),
        states=("mapping", "structuring", "working"),
        settled_by="silence",
        stakes="high",
        reveal=reveal,
        ratified=ratified,
        answered=answered,
    ),
)
