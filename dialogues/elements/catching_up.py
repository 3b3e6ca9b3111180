"""Newcomers catch up on what the others have answered before them (docs/method.md 6c, fast re-form)."""

from __future__ import annotations

from dialogues import advice, asking, collecting, conditions, elements, newcomers
from dialogues.checks import privacy
from dialogues.checks.privacy import GroupSafe, Sealed, TooFew
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.elements import Topic
from dialogues.guides import Kind, Prompt
from dialogues.machines import ACTIVE
from dialogues.model import Answer, Round, Seat, Table, Tier
from dialogues.moves import move_round


def answered(ctx: Context, table: Table, seat: Seat, answer: Answer) -> None:
    """What follows at once from an answer follows here too, as in the topic that the prompt comes from."""
    for topic in elements.topics().values():
        owns = answer.prompt.split("/")[0] in topic.prompts and topic.name != newcomers.CATCH_UP
        if owns and topic.answered is not None:
            topic.answered(ctx, table, seat, answer)


def reveal(ctx: Context, table: Table, round_: Round) -> None:
    """Answers with a name go to the group; those without one only from three organisations on."""
    collection = collecting.of_round(ctx, round_)
    withheld = False
    for prompt in collection.prompts:
        match prompt.tier:
            case Tier.NAMED:
                _show_named(ctx, table, collection, prompt)
            case Tier.UNNAMED:
                withheld |= _show_unnamed(ctx, table, collection, prompt)
            case Tier.FACILITATOR:
                _tell_facilitators(ctx, table, collection, prompt)
            case Tier.PRIVATE:
                pass
    ctx.say_to_group(table, "catching_up.done", withheld=withheld)
    conditions.keep(ctx, table)
    move_round(ctx, table, round_, "conclude", None)
    advice.nudge(ctx, table)


def _texts(ctx: Context, collection: Collection, prompt: Prompt) -> list[Answer]:
    """What was written, in whichever part of the prompt it is written."""
    found = [a for step in prompt.steps for a in collecting.answers_to(ctx, collection, step)]
    return [a for a in found if a.text]


def _show_named(ctx: Context, table: Table, collection: Collection, prompt: Prompt) -> None:
    if prompt.kind is Kind.FUNCTIONS:
        _show_parts(ctx, table, collection, prompt)
        return
    said = [
        privacy.named(a.tier, ctx.organisation_name(a.organisation_id), a.text, on_behalf=a.on_behalf)
        for a in _texts(ctx, collection, prompt)
    ]
    if said:
        question = asking.question_in_group(table, collection, prompt.steps[-1])
        ctx.say_to_group(table, "catching_up.named", question=question, said=said)


def _show_parts(ctx: Context, table: Table, collection: Collection, prompt: Prompt) -> None:
    labels = {str(f.id): f.label for f in asking.functions(ctx, table)}
    rows: list[dict[str, GroupSafe]] = [
        {
            "organisation": ctx.organisation_name(a.organisation_id),
            "parts": ", ".join(labels[id] for id in (a.choice or "").split() if id in labels),
        }
        for a in collecting.answers_to(ctx, collection, prompt.id)
    ]
    if rows:
        ctx.say_to_group(table, "catching_up.parts", rows=rows)


def _show_unnamed(ctx: Context, table: Table, collection: Collection, prompt: Prompt) -> bool:
    """Shows the answers to one prompt; True when there are some that may not be shown."""
    said: list[tuple[int, Sealed]] = [
        (a.organisation_id or 0, a.text) for a in _texts(ctx, collection, prompt)
    ]
    shown = privacy.unnamed("A", said, salt=f"guide:{collection.id}:{prompt.id}")
    if isinstance(shown, TooFew):
        return bool(said)
    question = asking.question_in_group(table, collection, prompt.steps[-1])
    ctx.say_to_group(table, "catching_up.unnamed", question=question, said=shown)
    return False


def _tell_facilitators(ctx: Context, table: Table, collection: Collection, prompt: Prompt) -> None:
    said = [privacy.for_facilitator(a.tier, a.text) for a in _texts(ctx, collection, prompt)]
    if said:
        question = asking.question_in_group(table, collection, prompt.steps[-1])
        ctx.say_to_facilitators(table, "catching_up.told_private", question=question, said=said)


TOPICS = (
    Topic(
        name=newcomers.CATCH_UP,
        prompts=(),
        states=ACTIVE,
        settled_by="reveal",
        reveal=reveal,
        answered=answered,
        collected=newcomers.collected,
        once=True,
    ),
)
