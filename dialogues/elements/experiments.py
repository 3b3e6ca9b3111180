"""Element 5: thinking and doing. What could be tried (X1), who could be worse off (X4), the vote on a start."""

from __future__ import annotations

from dialogues import advice, collecting
from dialogues.checks import privacy
from dialogues.checks.privacy import Named, Sealed, TooFew
from dialogues.collecting import Collection
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.elements import Topic
from dialogues.guards_of_experiments import MAY_START
from dialogues.model import Round, Table
from dialogues.moves import move_round


def reveal_trying(ctx: Context, table: Table, round_: Round) -> None:
    """What each could try goes to the group with names, who could be worse off without."""
    collection = collecting.of_round(ctx, round_)
    said: list[Named] = [
        privacy.named(a.tier, ctx.organisation_name(a.organisation_id), a.text, on_behalf=a.on_behalf)
        for a in collecting.answers_to(ctx, collection, "X1")
    ]
    ctx.say_to_group(table, "trying.revealed", said=said)
    _show_harm(ctx, table, collection)
    _conclude(ctx, table, round_)


def reveal_harm(ctx: Context, table: Table, round_: Round) -> None:
    """Who could be worse off, asked once more before a start; without names."""
    _show_harm(ctx, table, collecting.of_round(ctx, round_))
    _conclude(ctx, table, round_)


def _show_harm(ctx: Context, table: Table, collection: Collection) -> None:
    said: list[tuple[int, Sealed]] = [
        (a.organisation_id or 0, a.text) for a in collecting.answers_to(ctx, collection, "X4")
    ]
    shown = privacy.unnamed("A", said, salt=f"guide:{collection.id}:X4")
    ctx.say_to_group(table, "trying.revealed_harm", said=shown, too_few=isinstance(shown, TooFew))


def _conclude(ctx: Context, table: Table, round_: Round) -> None:
    move_round(ctx, table, round_, "conclude", None)
    offers = [
        [Offer("buttons.experiment", Pressing("go", (table.id, "experiment", 0)))],
        [Offer("buttons.experiments", Pressing("go", (table.id, "experiments", 0)))],
    ]
    ctx.say_to_facilitators(table, "trying.told_card", offers=offers)
    advice.nudge(ctx, table)


def reveal_nothing(_ctx: Context, _table: Table, _round: Round) -> None:
    """A text on a start is brought to the table as it is: nothing was collected."""


TOPICS = (
    Topic(name="trying", prompts=("X1", "X4"), states=MAY_START, settled_by="reveal", reveal=reveal_trying),
    Topic(name="harm", prompts=("X4",), states=MAY_START, settled_by="reveal", reveal=reveal_harm),
    Topic(
        name="experiment",
        prompts=(),
        states=MAY_START,
        settled_by="vote",
        stakes="routine",
        reveal=reveal_nothing,
    ),
)
