"""Element 4: build the right structure (U1 to U6, docs/method.md 4): promises, and the vote on the document."""

from __future__ import annotations

from dialogues import advice, collecting, lifecycle, structure_facts
from dialogues.checks import leverage, privacy
from dialogues.checks.privacy import FacilitatorOnly, GroupSafe, Named
from dialogues.context import Context, Offer
from dialogues.effects import Press as Pressing
from dialogues.elements import Topic
from dialogues.machines import Refused
from dialogues.model import Person, Role, Round, Table
from dialogues.moves import explain, move_round


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """What each owes (U2) goes to the group with names; what each needs to take part (U3) to facilitators only."""
    collection = collecting.of_round(ctx, round_)
    owed: list[Named] = [
        privacy.named(a.tier, ctx.organisation_name(a.organisation_id), a.text, on_behalf=a.on_behalf)
        for a in collecting.answers_to(ctx, collection, "U2")
    ]
    ctx.say_to_group(table, "promises.revealed", said=owed)
    needs: list[dict[str, GroupSafe | FacilitatorOnly]] = [
        {
            "organisation": ctx.organisation_name(a.organisation_id),
            "need": privacy.for_facilitator(a.tier, a.text),
        }
        for a in collecting.answers_to(ctx, collection, "U3")
    ]
    ctx.say_to_facilitators(
        table,
        "promises.told_needs",
        offers=[
            [Offer("buttons.add_promise", Pressing("go", (table.id, "promise", 0)))],
            [Offer("buttons.support", Pressing("go", (table.id, "support", 0)))],
        ],
        needs=needs,
    )
    move_round(ctx, table, round_, "conclude", None)
    advice.nudge(ctx, table)


def check(ctx: Context, table: Table, person: Person, _text: str) -> bool:
    """Any text may be put to the table; its author hears, alone, which sections are not written yet."""
    written = frozenset(structure_facts.sections(ctx.repository, table))
    missing = leverage.missing(written)
    if missing:
        ctx.say_to(
            person,
            "document.told_missing",
            table=table,
            offers=[[Offer("buttons.document", Pressing("go", (table.id, "document", 0)))]],
            sections=[ctx.label(person.language, f"sections.{name}") for name in missing],
        )
    return True


def nothing_to_show(_ctx: Context, _table: Table, _round: Round) -> None:
    """The document asks no questions of its own."""


def ratified(ctx: Context, table: Table, _round: Round) -> None:
    """The document is agreed, confirmations included: the table goes to work if nothing else is missing."""
    if table.lifecycle != "structuring":
        return
    outcome = lifecycle.to_working(ctx, table, None)
    if isinstance(outcome, Refused):
        for facilitator in ctx.people_in(table, Role.FACILITATOR):
            explain(ctx, facilitator, table, outcome)


TOPICS = (
    Topic(
        name="promises",
        prompts=("U2", "U3"),
        states=("mapping", "structuring", "working"),
        settled_by="reveal",
        reveal=reveal,
    ),
    Topic(
        name="document",
        prompts=(),
        states=("structuring", "working"),
        settled_by="vote",
        stakes="high",
        reveal=nothing_to_show,
        check=check,
        ratified=ratified,
    ),
)
