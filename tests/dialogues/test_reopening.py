"""What the log tells about going back: what changed since, and what was used already."""

from __future__ import annotations

import pytest

from dialogues import advancing, guards
from dialogues.model import Request
from tests.dialogues.stand import NOW, Stand


def log(stand: Stand, machine: str, trigger: str, source: str, target: str, subject: int = 0) -> None:
    stand.add(
        Request,
        machine=machine,
        subject_id=subject or stand.id,
        trigger=trigger,
        source=source,
        target=target,
        seat_id=None,
        outcome="automatic",
        cycle=1,
        at=NOW,
    )


def holds(stand: Stand, guard: str) -> bool:
    return guards.of_table(stand.ctx, stand.table)(guard) is None


def accept_map(stand: Stand) -> None:
    log(stand, "table", "accept_map", "mapping", "structuring")


def change_seats(stand: Stand) -> None:
    log(stand, "trust", "membership_changed", "forming", "forming")


def test_seats_that_changed_before_the_map_was_accepted_are_no_reason(stand: Stand) -> None:
    change_seats(stand)
    accept_map(stand)
    assert not holds(stand, "seats_changed_or_new_gap")
    log(stand, "table", "pause", "structuring", "paused")
    log(stand, "table", "resume", "paused", "structuring")
    assert not holds(stand, "seats_changed_or_new_gap")
    change_seats(stand)
    assert holds(stand, "seats_changed_or_new_gap")
    log(stand, "table", "reopen_map", "structuring", "mapping")
    accept_map(stand)
    assert not holds(stand, "seats_changed_or_new_gap")


@pytest.mark.parametrize(
    ("owner", "cycle", "severity", "new"),
    [
        ("Lena", 1, "must", False),
        (None, 1, "must", True),
        ("Lena", 2, "must", True),
        (None, 2, "warn", False),
    ],
)
def test_a_gap_found_since_is_a_reason(
    stand: Stand, owner: str | None, cycle: int, severity: str, *, new: bool
) -> None:
    accept_map(stand)
    stand.gap(owner=owner, found_cycle=cycle, severity=severity)
    assert holds(stand, "seats_changed_or_new_gap") is new


@pytest.mark.parametrize("trigger", ["reopen_map", "reopen_result"])
def test_after_going_back_the_map_is_accepted_anew(stand: Stand, trigger: str) -> None:
    before = stand.opened("map", "ratified")
    log(stand, "round", "accept_unopposed", "proposed", "ratified", before.id)
    assert holds(stand, "map_unopposed")
    log(stand, "table", trigger, "working", "mapping")
    assert not holds(stand, "map_unopposed")
    after = stand.opened("map", "ratified")
    log(stand, "round", "accept_unopposed", "proposed", "ratified", after.id)
    assert holds(stand, "map_unopposed")


def test_a_document_is_ratified_anew_after_its_review(stand: Stand) -> None:
    stand.ratify("document")
    assert holds(stand, "document_ratified")
    log(stand, "table", "reopen_structure", "working", "structuring")
    assert not holds(stand, "document_ratified")


def test_a_vote_to_reopen_is_used_once(stand: Stand) -> None:
    vote = stand.opened("reopening", "ratified", subject="result")
    log(stand, "round", "close_vote", "voting", "ratified", vote.id)
    assert holds(stand, "reopening_voted")
    log(stand, "table", "reopen_result", "working", "naming_result")
    assert not holds(stand, "reopening_voted")


def test_a_vote_from_before_the_standing_result_reopens_nothing(stand: Stand) -> None:
    vote = stand.opened("reopening", "ratified", subject="result")
    log(stand, "round", "close_vote", "voting", "ratified", vote.id)
    log(stand, "round", "close_vote", "voting", "ratified", stand.introductions.id)
    stand.result()
    assert not holds(stand, "reopening_voted")


@pytest.mark.parametrize(("stage", "after"), [("performing", "storming"), ("forming", "forming")])
def test_a_table_whose_result_is_withdrawn_speaks_about_its_aim_again(
    stand: Stand, stage: str, after: str
) -> None:
    stand.change_table(trust_stage=stage)
    stand.result(withdrawn=True)
    advancing.result_withdrawn(stand.ctx, stand.table)
    assert stand.table.trust_stage == after
    reasons = [r.reasons for r in stand.repository.find(Request, machine="trust")]
    assert reasons == ([("result_withdrawn",)] if stage == "performing" else [])
