"""What is answered to an operator's own questions is shown when the questions close, by the tier in their name.

Without names from three organisations on; to the facilitator alone; or with the organisation's name.
"""

from __future__ import annotations

from dialogues import asking, collecting, newcomers
from dialogues.checks import privacy
from dialogues.checks.privacy import Sealed
from dialogues.collecting import Collection
from dialogues.context import Context
from dialogues.guides import OWN, Prompt
from dialogues.model import Table, Tier


def reveal(ctx: Context, table: Table, collection: Collection) -> None:
    """Shows each own question of a closed collection; newcomers' answers are shown with what they caught up on."""
    if collection.topic == newcomers.CATCH_UP:
        return
    for prompt in collection.prompts:
        if OWN.fullmatch(prompt.id) is not None:
            _show(ctx, table, collection, prompt)


def _show(ctx: Context, table: Table, collection: Collection, prompt: Prompt) -> None:
    answers = collecting.answers_to(ctx, collection, prompt.id)
    question = asking.question_in_group(table, collection, prompt.id)
    match prompt.tier:
        case Tier.UNNAMED:
            texts: list[tuple[int, Sealed]] = [(a.organisation_id or 0, a.text) for a in answers]
            said = privacy.unnamed("A", texts, salt=f"{collection.form}:{collection.id}:{prompt.id}")
            few = isinstance(said, privacy.TooFew)
            ctx.say_to_group(table, "own_questions.unnamed", question=question, said=said, too_few=few)
        case Tier.NAMED:
            named = [
                privacy.named(a.tier, ctx.organisation_name(a.organisation_id), a.text, on_behalf=a.on_behalf)
                for a in answers
            ]
            ctx.say_to_group(table, "own_questions.named", question=question, said=named)
        case Tier.FACILITATOR:
            told = [privacy.for_facilitator(a.tier, a.text) for a in answers]
            ctx.say_to_facilitators(table, "own_questions.told", question=question, said=told)
        case Tier.PRIVATE:
            pass
