"""A performing table falls back when nothing is tried for a cycle, or when its document is not looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dialogues import advancing
from dialogues.model import Request
from tests.dialogues.stand import NOW, Stand


@pytest.mark.parametrize(("closed_days_ago", "lapsed"), [(None, False), (89, False), (90, True), (200, True)])
def test_work_has_lapsed_when_nothing_ran_for_a_cycle(
    stand: Stand, closed_days_ago: int | None, lapsed: bool
) -> None:
    stand.change_table(trust_stage="performing")
    closed = None if closed_days_ago is None else NOW - timedelta(days=closed_days_ago)
    state = "running" if closed is None else "closed"
    stand.tried(state=state, started_at=NOW - timedelta(days=300), closed_at=closed)
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.table.trust_stage == ("norming" if lapsed else "performing")
    moves = [(r.trigger, r.reasons, r.outcome) for r in stand.repository.find(Request, machine="trust")]
    assert moves == ([("work_lapsed", ("no_experiment_for_a_cycle",), "automatic")] if lapsed else [])


@pytest.mark.parametrize(("months", "lapsed"), [(6, True), (12, False), (None, False)])
def test_work_has_lapsed_when_the_review_of_the_document_is_overdue(
    stand: Stand, months: int | None, lapsed: bool
) -> None:
    stand.change_table(trust_stage="performing")
    stand.tried(state="running", started_at=NOW)
    ratified = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)
    stand.opened("document", "ratified", closed_at=ratified)
    stand.document(ratified, review_months=months)
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.table.trust_stage == ("norming" if lapsed else "performing")


def test_a_table_that_does_not_perform_has_nothing_to_lose(stand: Stand) -> None:
    stand.change_table(trust_stage="norming")
    advancing.work_may_have_lapsed(stand.ctx, stand.table)
    assert stand.repository.find(Request, machine="trust") == []
