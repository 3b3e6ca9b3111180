"""What is grouped: the answers to one prompt of a closed round, and points that were missed in its text.

Nothing tells who said what or when: the order is that of the words. What is under tier P is never among
them; what is under tier A from as many organisations on as the group would see it from (docs/method.md 0).
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogues import collecting, texts
from dialogues.checks import privacy
from dialogues.checks.privacy import FacilitatorOnly, TooFew
from dialogues.context import Context
from dialogues.guides import Kind, prompt
from dialogues.model import Question, Round, Tier

OPEN = ("drafted", "collecting")


@dataclass(frozen=True, slots=True)
class Item:
    """One answer, or (`missed`) one point. `number` is its place among all of its prompt, from 1."""

    number: int
    id: int
    missed: bool
    text: FacilitatorOnly


def steps(ctx: Context, round_: Round) -> tuple[str, ...]:
    """The prompts of a closed round whose answers can be grouped: those that are answered in free words."""
    if round_.state in OPEN or not texts.collects(round_):
        return ()
    asked = [step for p in collecting.of_round(ctx, round_).prompts for step in p.steps]
    return tuple(s for s in asked if prompt(s).kind is Kind.TEXT and prompt(s).tier is not Tier.PRIVATE)


def items(ctx: Context, round_: Round, step: str) -> tuple[Item, ...] | TooFew:
    """All that was said to one prompt; a point that was missed in the text belongs to the round's first prompt."""
    answers = collecting.answers_to(ctx, collecting.of_round(ctx, round_), step)
    if prompt(step).tier is Tier.UNNAMED:
        opened = privacy.unnamed("A", [(a.organisation_id or 0, a.text) for a in answers], salt=step)
        if isinstance(opened, TooFew):
            return opened
    said = [(privacy.for_facilitator(a.tier, a.text), False, a.id) for a in answers]
    if step == steps(ctx, round_)[0]:
        missed = ctx.repository.find(Question, round_id=round_.id, missing=True)
        said += [(FacilitatorOnly(point.text), True, point.id) for point in missed]
    said.sort(key=lambda one: (one[0].text, one[1], one[2]))
    return tuple(Item(n, id, missed, text) for n, (text, missed, id) in enumerate(said, start=1))
