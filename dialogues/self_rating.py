"""How strong the table sees itself in the four stages of problem-solving (P8, docs/method.md 7)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from dialogues import house_rules
from dialogues.checks.privacy import GroupSafe
from dialogues.context import Context
from dialogues.model import Answer, Reflection

STAGES = ("problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting")


def means(ctx: Context, reflection: Reflection) -> dict[str, Decimal]:
    """Mean from 1 to 5 by stage (one decimal), from three people on; fewer give nothing."""
    found: dict[str, Decimal] = {}
    for stage in STAGES:
        answers = ctx.repository.find(Answer, reflection_id=reflection.id, prompt=f"P8/{stage}", passed=False)
        values = [int(a.choice or 0) for a in answers]
        if len(values) >= house_rules.SELF_RATING_MINIMUM_PEOPLE.value:
            found[stage] = (Decimal(sum(values)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return found


def lines(ctx: Context, reflection: Reflection, language: str) -> list[dict[str, GroupSafe]]:
    """The means with the stages' names, for a phrase."""
    return [
        {"stage": ctx.label(language, f"stages.{stage}"), "mean": mean}
        for stage, mean in means(ctx, reflection).items()
    ]
