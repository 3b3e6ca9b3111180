"""How a table solved problems in a cycle: four scores, the weakest stage, one practice (docs/method.md 7e)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dialogues import evidence, self_rating
from dialogues.checks import problem_solving
from dialogues.checks.problem_solving import STAGES
from dialogues.context import Context
from dialogues.model import Reflection, Table
from dialogues.repository import Repository


@dataclass(frozen=True, slots=True)
class ProblemSolving:
    """Of one cycle. `ratings` (P8) have two decimals and only the stages that enough people rated."""

    reflection: Reflection | None
    by: str
    scores: Mapping[str, Decimal]
    ratings: Mapping[str, Decimal]

    @property
    def bands(self) -> dict[str, str]:
        return {stage: problem_solving.band(score) for stage, score in self.scores.items()}

    @property
    def weakest(self) -> str:
        return problem_solving.weakest(self.scores, self.ratings)

    @property
    def blind_spots(self) -> tuple[str, ...]:
        return problem_solving.blind_spots(self.scores, self.ratings)


def of_cycle(repository: Repository, table: Table, number: int) -> ProblemSolving:
    """The latest reflection of a cycle, also one that was cancelled; without any nothing is in evidence."""
    found = repository.find(Reflection, table_id=table.id, cycle=number)
    if not found:
        return ProblemSolving(None, evidence.DERIVED, problem_solving.scores({}), {})
    return of_reflection(repository, found[-1])


def of_reflection(repository: Repository, reflection: Reflection) -> ProblemSolving:
    """One reflection as it stands."""
    marks = evidence.marks(repository, reflection)
    touched = any(m.by == evidence.FACILITATOR for m in marks.values())
    return ProblemSolving(
        reflection,
        evidence.FACILITATOR if touched else evidence.DERIVED,
        problem_solving.scores({name: m.halves for name, m in marks.items()}),
        self_rating.exact_means(repository, reflection),
    )


def practice(ctx: Context, looked: ProblemSolving, language: str) -> str:
    """The one practice to add: what the facilitator wrote, or the one for the weakest stage."""
    own = looked.reflection.practice if looked.reflection else None
    return own or ctx.label(language, f"practices.{looked.weakest}")


def for_summary(ctx: Context, table: Table, cycle: int, language: str) -> dict[str, object]:
    """Four scores with last cycle's beside them, the weakest stage, blind spots and the practice to add."""
    now = of_cycle(ctx.repository, table, cycle)
    before = of_cycle(ctx.repository, table, cycle - 1) if cycle > 1 else None
    ratings = self_rating.means(ctx, now.reflection) if now.reflection else {}
    return {
        "scores": [
            {
                "stage": ctx.label(language, f"stages.{stage}"),
                "score": now.scores[stage],
                "band": ctx.label(language, f"bands.{now.bands[stage]}"),
                "before": before.scores[stage] if before and before.reflection else None,
                "rating": ratings.get(stage),
            }
            for stage in STAGES
        ],
        "weakest": ctx.label(language, f"stages.{now.weakest}"),
        "blind_spots": [ctx.label(language, f"stages.{stage}") for stage in now.blind_spots],
        "practice": practice(ctx, now, language),
    }
