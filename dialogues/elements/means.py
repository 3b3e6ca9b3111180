"""The question that the method's paper closes with: is acting together the right means at all? (W1)

It is asked once while a table convenes, and holds nothing up. The table's answer is a text like any
other: drafted from what was said, voted on, kept on record (docs/method.md 0).
"""

from __future__ import annotations

from dialogues import collecting
from dialogues.checks import privacy
from dialogues.checks.privacy import Sealed, TooFew
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.elements import Topic
from dialogues.machines import ACTIVE
from dialogues.model import Round, Table


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """What each organisation thinks goes to the group without names; the facilitator drafts an answer."""
    collection = collecting.of_round(ctx, round_)
    views: list[tuple[int, Sealed]] = [
        (a.organisation_id or 0, a.text) for a in collecting.answers_to(ctx, collection, "W1")
    ]
    said = privacy.unnamed("A", views, salt=f"guide:{round_.id}:W1")
    ctx.say_to_group(table, "means.revealed", said=said, too_few=isinstance(said, TooFew))
    sort = Offer("buttons.groups", Pressing("go", (table.id, "groups", round_.id)))
    draft = Offer("buttons.draft", Pressing("go", (table.id, "draft", round_.id)))
    ctx.say_to_facilitators(table, "means.told_draft", offers=[[sort], [draft]])


TOPICS = (
    Topic(
        name="means",
        prompts=("W1",),
        states=ACTIVE,
        settled_by="vote",
        stakes="routine",
        reveal=reveal,
    ),
)
