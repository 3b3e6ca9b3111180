"""How strong the table sees itself in the four stages of problem-solving (P8, docs/method.md 7).

The means are worked out once, when the questions close, and kept: while answers come in, or after one was
deleted, a mean beside an earlier one would tell a single person's rating by subtraction.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from dialogues import house_rules
from dialogues.checks.privacy import GroupSafe
from dialogues.checks.problem_solving import STAGES as STAGES
from dialogues.context import Context
from dialogues.model import Answer, Figure, Reflection
from dialogues.repository import Repository

NAME = "P8"


def keep(ctx: Context, reflection: Reflection) -> None:
    """The questions have closed, or will never be: what was answered is counted, once."""
    if ctx.repository.first(Figure, reflection_id=reflection.id, name=NAME) is None:
        values = {stage: str(mean) for stage, mean in _counted(ctx.repository, reflection).items()}
        ctx.repository.add(
            Figure(
                table_id=reflection.table_id,
                reflection_id=reflection.id,
                name=NAME,
                values=values,
                told_at=ctx.now,
            )
        )


def _counted(repository: Repository, reflection: Reflection) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for stage in STAGES:
        answers = repository.find(Answer, reflection_id=reflection.id, prompt=f"P8/{stage}", passed=False)
        values = [int(a.choice or 0) for a in answers]
        if len(values) >= house_rules.SELF_RATING_MINIMUM_PEOPLE.value:
            # Finer than anything that is told of it.
            found[stage] = (Decimal(sum(values)) / len(values)).quantize(Decimal("0.000001"))
    return found


def _means(repository: Repository, reflection: Reflection) -> dict[str, Decimal]:
    kept = repository.first(Figure, reflection_id=reflection.id, name=NAME)
    values = kept.values if kept is not None else {}
    return {stage: Decimal(values[stage]) for stage in STAGES if stage in values}


def means(ctx: Context, reflection: Reflection) -> dict[str, Decimal]:
    """Mean from 1 to 5 by stage (one decimal, as it is shown), from three people on; fewer give nothing."""
    found = _means(ctx.repository, reflection)
    return {stage: mean.quantize(Decimal("0.1"), ROUND_HALF_UP) for stage, mean in found.items()}


def exact_means(repository: Repository, reflection: Reflection) -> dict[str, Decimal]:
    """The same with two decimals, for the record and for what follows from it."""
    found = _means(repository, reflection)
    return {stage: mean.quantize(Decimal("0.01"), ROUND_HALF_UP) for stage, mean in found.items()}


def lines(ctx: Context, reflection: Reflection, language: str) -> list[dict[str, GroupSafe]]:
    """The means with the stages' names, for a phrase."""
    return [
        {"stage": ctx.label(language, f"stages.{stage}"), "mean": mean}
        for stage, mean in means(ctx, reflection).items()
    ]
