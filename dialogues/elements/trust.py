"""Element 6, trust. So far: the introductions of a forming table (interest M1, hope and worry T10)."""

from __future__ import annotations

from dialogues import advice, collecting
from dialogues.checks import privacy
from dialogues.checks.privacy import Named
from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.machines import ACTIVE
from dialogues.model import Round, Table
from dialogues.moves import move_round


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """M1 goes to the group with names; T10 only to the facilitator. Nothing is left to agree."""
    collection = collecting.of_round(ctx, round_)
    said: list[Named] = [
        privacy.named(a.tier, ctx.organisation_name(a.organisation_id), a.text)
        for a in collecting.answers_to(ctx, collection, "M1")
    ]
    ctx.say_to_group(table, "introductions.revealed", said=said)
    hopes = [privacy.for_facilitator(a.tier, a.text) for a in collecting.answers_to(ctx, collection, "T10")]
    ctx.say_to_facilitators(table, "introductions.told_hopes", hopes=hopes)
    move_round(ctx, table, round_, "conclude", None)
    advice.nudge(ctx, table)


TOPICS = (
    Topic(
        name="introductions",
        once=True,
        prompts=("M1", "T10"),
        states=ACTIVE,
        settled_by="reveal",
        reveal=reveal,
    ),
)
