"""Element 6, trust: the introductions of a forming table (M1, T10) and the pulse (T1 to T9, docs/method.md 6)."""

from __future__ import annotations

from dialogues import advice, collecting, pulse
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


def reveal_pulse(ctx: Context, table: Table, round_: Round) -> None:
    """The means go to the group if enough people answered; the stage may fall. Nothing is left to agree."""
    move_round(ctx, table, round_, "conclude", None)
    pulse.take(ctx, table, round_)
    advice.nudge(ctx, ctx.repository.get(Table, table.id))


TOPICS = (
    Topic(
        name="introductions",
        once=True,
        prompts=("M1", "T10"),
        states=ACTIVE,
        settled_by="reveal",
        reveal=reveal,
    ),
    Topic(
        name="pulse",
        prompts=("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"),
        states=ACTIVE,
        settled_by="reveal",
        reveal=reveal_pulse,
    ),
)
