"""Element 2: change the system, not programs (S1 to S3, docs/method.md 2)."""

from __future__ import annotations

from markupsafe import Markup

from dialogues import advice, collecting, conditions, sorting
from dialogues.checks import privacy
from dialogues.checks.privacy import Named, TooFew, Unnamed
from dialogues.checks.system_change import CONDITIONS
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.model import Round, Table
from dialogues.moves import move_round

NO_BOX = "no_box"


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """The six boxes without names, empty ones first; then what each organisation would change itself."""
    collection = collecting.of_round(ctx, round_)
    _show_boxes(ctx, table, collection)
    conditions.keep(ctx, table)
    said: list[Named] = [
        privacy.named(a.tier, ctx.organisation_name(a.organisation_id), a.text, on_behalf=a.on_behalf)
        for a in collecting.answers_to(ctx, collection, "S2")
    ]
    ctx.say_to_group(table, "system.own_changes", said=said)
    move_round(ctx, table, round_, "conclude", None)
    _tell_facilitators(ctx, table)
    advice.nudge(ctx, table)


def _show_boxes(ctx: Context, table: Table, collection: Collection) -> None:
    picked = {a.seat_id: a.choice or NO_BOX for a in collecting.answers_to(ctx, collection, "S1/condition")}
    sentences = collecting.answers_to(ctx, collection, "S1/sentence")
    by_box = privacy.unnamed_in_boxes(
        "A",
        [(a.organisation_id or 0, picked.get(a.seat_id, NO_BOX), a.text) for a in sentences],
        salt=f"guide:{collection.id}:S1",
    )
    if isinstance(by_box, TooFew):
        ctx.say_to_group(table, "system.too_few")
        return
    empty = [c for c in CONDITIONS if c not in picked.values()]
    full = [c for c in (*CONDITIONS, NO_BOX) if c in picked.values() or c in by_box]
    parts = [_box(ctx, table, c, by_box.get(c, ())) for c in full]
    names = [ctx.label(table.languages[0], f"conditions.{c}") for c in empty]
    ctx.say_to_group(table, "system.boxes", empty=names, parts=parts)


def _box(ctx: Context, table: Table, box: str, said: tuple[Unnamed, ...]) -> Markup:
    name = ctx.label(table.languages[0], f"conditions.{box}")
    return ctx.group_text(table, "system.box", name=name, said=said)


def _tell_facilitators(ctx: Context, table: Table) -> None:
    """Who did not say what it would change itself is for the facilitator alone; then the sorting."""
    own = conditions.own_changes(ctx.repository, table)
    without = [o.name for o in ctx.voting_organisations(table) if o.id not in own]
    ctx.say_to_facilitators(table, "system.told_sort", offers=sorting.offer(table), without=without)


TOPICS = (
    Topic(
        name="system",
        prompts=("S1", "S2"),
        states=("mapping", "structuring", "working"),
        settled_by="reveal",
        reveal=reveal,
    ),
)
