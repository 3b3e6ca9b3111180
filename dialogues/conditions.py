"""What organisations said keeps things as they are (S1), and what each would change itself (S2)."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.checks.system_change import CONDITIONS
from dialogues.model import Answer, Table
from dialogues.repository import Repository


def named(repository: Repository, table: Table) -> Mapping[int, str]:
    """Organisation → the condition it picked, in its latest answer."""
    found = _latest(repository, table, "S1/condition")
    return {id: answer.choice for id, answer in found.items() if answer.choice in CONDITIONS}


def own_changes(repository: Repository, table: Table) -> Mapping[int, Answer]:
    """Organisation → what it would do differently itself, in its latest answer."""
    return {id: answer for id, answer in _latest(repository, table, "S2").items() if not answer.held}


def _latest(repository: Repository, table: Table, step: str) -> dict[int, Answer]:
    answers = repository.find(Answer, table_id=table.id, prompt=step, passed=False)
    return {a.organisation_id: a for a in answers if a.organisation_id is not None}
