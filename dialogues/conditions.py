"""What organisations said keeps things as they are (S1), and what each would change itself (S2).

Which conditions were picked is counted whenever questions close, over all organisations that have answered.
What was told once stays told: a deleted answer takes no box away, which would tell whose it was.
"""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.checks.system_change import CONDITIONS
from dialogues.context import Context
from dialogues.model import Answer, Figure, Table
from dialogues.repository import Repository

NAME = "S1"


def keep(ctx: Context, table: Table) -> None:
    """Questions have closed: what is picked now comes to what was told before."""
    told = _told(ctx.repository, table)
    latest = _latest(ctx.repository, table, "S1/condition")
    picked = {a.choice for a in latest.values()} | ({*told.values} if told else set())
    values = {condition: "" for condition in CONDITIONS if condition in picked}
    if told is None or dict(told.values) != values:
        ctx.repository.add(Figure(table_id=table.id, name=NAME, values=values, told_at=ctx.now))


def named(repository: Repository, table: Table) -> list[str]:
    """The conditions that were picked, as they were told last; none before questions have closed."""
    told = _told(repository, table)
    return [] if told is None else [c for c in CONDITIONS if c in told.values]


def _told(repository: Repository, table: Table) -> Figure | None:
    found = repository.find(Figure, table_id=table.id, name=NAME)
    return found[-1] if found else None


def own_changes(repository: Repository, table: Table) -> Mapping[int, Answer]:
    """Organisation → what it would do differently itself, in its latest answer."""
    return {id: answer for id, answer in _latest(repository, table, "S2").items() if not answer.held}


def _latest(repository: Repository, table: Table, step: str) -> dict[int, Answer]:
    answers = repository.find(Answer, table_id=table.id, prompt=step, passed=False)
    return {a.organisation_id: a for a in answers if a.organisation_id is not None}
