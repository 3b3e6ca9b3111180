"""Element 6, trust: introductions (M1, T10), the pulse (T1 to T9), what nobody says (Q1; docs/method.md 6)."""

from __future__ import annotations

from dialogues import advice, collecting, pulse
from dialogues.checks import privacy
from dialogues.checks.privacy import Named, Sealed, TooFew
from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.machines import ACTIVE
from dialogues.model import Round, Table
from dialogues.moves import move_round


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """M1 goes to the group with names; T10 only to the facilitator. Nothing is left to agree."""
    collection = collecting.of_round(ctx, round_)
    said: list[Named] = [
        privacy.named(a.tier, ctx.organisation_name(a.organisation_id), a.text, on_behalf=a.on_behalf)
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


def reveal_unsaid(ctx: Context, table: Table, round_: Round) -> None:
    """What nobody says goes to the group without names, from three organisations on. Nothing is left to agree."""
    collection = collecting.of_round(ctx, round_)
    said: list[tuple[int, Sealed]] = [
        (a.organisation_id or 0, a.text) for a in collecting.answers_to(ctx, collection, "Q1")
    ]
    shown = privacy.unnamed("A", said, salt=f"guide:{collection.id}:Q1")
    ctx.say_to_group(table, "unsaid.revealed", said=shown, too_few=isinstance(shown, TooFew))
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
    Topic(
        name="pulse",
        prompts=("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"),
        states=ACTIVE,
        settled_by="reveal",
        reveal=reveal_pulse,
    ),
    Topic(name="unsaid", prompts=("Q1",), states=ACTIVE, settled_by="reveal", reveal=reveal_unsaid),
)
