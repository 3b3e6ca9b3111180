"""What has happened to a table's trust, from the log: for the summary and the record (docs/method.md 6e)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dialogues import pulse
from dialogues.context import Context
from dialogues.history import GRANTED
from dialogues.machines import TAKE_BACK
from dialogues.model import Request, Table
from dialogues.repository import Repository

# Each reason as the log keeps it, and the code that the record gives it.
CODES = {
    "skip_stage": "SKIP_STAGE",
    "form_perform_paradox": "FORM_PERFORM_PARADOX",
    "introductions_done": "INTROS_INCOMPLETE",
    "difference_surfaced": "NO_DISAGREEMENT_SURFACED",
    "result_stands": "RESULT_NOT_RATIFIED",
    "differences_closed": "OPEN_DISAGREEMENT",
    "pulse_answered": "LOW_RESPONSE",
    "safe_to_speak": "LOW_SAFETY",
    "partners_trusted": "LOW_TRUST",
    "roles_known": "ROLES_NOT_ACKNOWLEDGED",
    "document_ratified": "DOC_NOT_RATIFIED",
    "difference_settled": "NO_SETTLED_DISAGREEMENT",
    "pulse_conditions": "PULSE_CONDITIONS",
    "experiment_running": "NO_RUNNING_EXPERIMENT",
    "reflection_delivered": "NO_REFLECTION",
    "no_block_open": "OPEN_BLOCK",
    "join_org": "JOIN_ORG",
    "replace_voting_rep": "REPLACE_VOTING_REP",
    "seat_left": "SEAT_LEFT",
    "overall_drop": "OVERALL_DROP",
    "low_item": "LOW_ITEM_T1_T2_T6",
    "block_after_three_rounds": "BLOCK_AFTER_THREE_ROUNDS",
    "result_withdrawn": "RESULT_WITHDRAWN",
    "table_adjourned": "TABLE_ADJOURNED",
    "no_experiment_for_a_cycle": "NO_EXPERIMENT_FOR_A_CYCLE",
    "doc_review_overdue": "DOC_REVIEW_OVERDUE",
}


def requests(repository: Repository, table: Table) -> list[Request]:
    """Every request to the trust machine that it could decide, oldest first; not what was taken back."""
    found: list[Request] = []
    for request in repository.find(Request, table_id=table.id, machine="trust"):
        if request.trigger == TAKE_BACK:
            _take_out(found, request)
        elif request.target is not None and set(request.reasons) <= set(CODES):
            found.append(request)
    return found


def _take_out(story: list[Request], back: Request) -> None:
    """A step that was taken back before anybody acted on it is no move of the table's trust."""
    if (
        back.outcome in GRANTED
        and story
        and (story[-1].source, story[-1].target) == (back.target, back.source)
    ):
        story.pop()


def for_summary(ctx: Context, table: Table, cycle: int, language: str) -> dict[str, object]:
    """Stage since when, last move and why, what is missing, the pulse or that it is not shown."""
    story = requests(ctx.repository, table)
    moves = [r for r in story if r.outcome != "refused"]
    last = moves[-1] if moves else None
    refused = latest_refusal(story, cycle)
    return {
        "stage": table.trust_stage,
        "since": _since(table, last),
        "moved": _step(ctx, last, language) if last else None,
        "wanted": refused.target if refused else None,
        "missing": [ctx.label(language, f"trust_reasons.{rule}") for rule in refused.reasons]
        if refused
        else [],
        **_pulse(ctx, table, cycle),
    }


def latest_refusal(story: Sequence[Request], cycle: int) -> Request | None:
    """The step that was asked for last and is still not taken, also where a seat has changed since then."""
    for request in reversed(story):
        if request.outcome == "allowed":
            return None
        if request.outcome == "refused" and (request.cycle == cycle or request is story[-1]):
            return request
    return None


def _since(table: Table, last: Request | None) -> datetime | None:
    return last.at if last is not None else table.opened_at


def _step(ctx: Context, move: Request, language: str) -> dict[str, str]:
    why = "; ".join(ctx.label(language, f"trust_reasons.{rule}") for rule in move.reasons)
    return {"source": move.source, "target": move.target or move.source, "why": why}


def _pulse(ctx: Context, table: Table, cycle: int) -> dict[str, object]:
    latest, earlier = pulse.for_cycle(ctx, table, cycle)
    if latest is None:
        return {"pulse": "none", "overall": None, "before": None}
    seen = pulse.shown(latest)
    before = pulse.shown(earlier) if earlier is not None else None
    return {
        "pulse": "hidden" if seen is None else "shown",
        "overall": seen.overall if seen else None,
        "before": before.overall if before else None,
    }
