"""Seen marks, due timers and parked updates."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from dialogues.model import Table, Timer
from storage import parked, seen, timers
from storage.repository import SqlRepository
from tests.storage.conftest import NOW


def test_an_update_is_new_once_whatever_its_number(connection: Connection) -> None:
    marks = [seen.mark(connection, number, NOW) for number in (10, 3, 10, 2**53, 3)]
    new, again = seen.Mark.NEW, seen.Mark.REPEATED
    assert marks == [new, new, again, new, again]


def test_marks_are_kept_for_a_week(connection: Connection) -> None:
    seen.mark(connection, 1, NOW - timedelta(days=8))
    seen.mark(connection, 2, NOW - timedelta(days=6))
    assert seen.prune(connection, NOW) == 1
    assert seen.mark(connection, 2, NOW) is seen.Mark.REPEATED


def test_due_timers_come_earliest_first(connection: Connection) -> None:
    repository = SqlRepository(connection)
    table = repository.add(Table(name="Work", chat_id=-1))
    assert timers.next_due(connection) is None
    for subject, hours in ((1, 2), (2, 1), (3, 9)):
        due = NOW + timedelta(hours=hours)
        repository.add(Timer(table_id=table.id, kind="deadline", subject_id=subject, due=due))
    assert timers.next_due(connection) == NOW + timedelta(hours=1)
    due_now = timers.due(connection, NOW + timedelta(hours=3))
    assert [timer.subject_id for timer in due_now] == [2, 1]
    assert timers.due(connection, NOW) == []


def test_a_timer_that_was_set_anew_is_not_deleted(connection: Connection) -> None:
    repository = SqlRepository(connection)
    table = repository.add(Table(name="Work", chat_id=-1))
    timer = repository.add(Timer(table_id=table.id, kind="deadline", subject_id=1, due=NOW))
    due = timers.due_one(connection, timer.id, NOW)
    assert due is not None
    import dataclasses

    repository.put(dataclasses.replace(timer, due=NOW + timedelta(days=1)))
    timers.finish(connection, due)
    assert timers.next_due(connection) == NOW + timedelta(days=1)
    assert timers.due_one(connection, timer.id, NOW) is None


def test_parked_updates_are_listed_newest_first(connection: Connection) -> None:
    for number in (1, None, 3):
        parked.park(connection, update_id=number, payload="{}", error=f"error {number}", at=NOW, attempts=2)
    assert [one.update_id for one in parked.newest(connection)] == [3, None, 1]
    assert parked.count(connection) == 3


def test_parked_ones_are_claimed_once_for_each_time_they_are_asked_for(connection: Connection) -> None:
    for number in (5, 2, 9):
        payload = f'{{"update_id": {number}, "message": {{"text": "private"}}}}'
        parked.park(connection, update_id=number, payload=payload, error="e", at=NOW, attempts=2)
    parked.ask_again(connection, [3, 1], NOW)
    assert parked.asked_again(connection) == [1, 3]
    assert parked.claim_again(connection, 2) is None
    held = parked.claim_again(connection, 1)
    assert held is not None
    assert held["update_id"] == 5
    parked.keep_again(connection, 1, error="newer", at=NOW, attempts=2)
    parked.forget(connection, [3])
    assert parked.asked_again(connection) == []
    assert parked.claim_again(connection, 1) is None
    first, second = parked.some(connection)
    assert (first.error, first.attempts, first.what, first.repeatable) == ("newer", 4, "message", True)
    assert second.id == 2
    assert [one.id for one in parked.some(connection, [2])] == [2]


def test_a_timer_is_set_again_unless_it_is_set_already(connection: Connection) -> None:
    table = SqlRepository(connection).add(Table(name="Work", chat_id=-1))
    for hours in (1, 2):
        timers.set_again(
            connection, table_id=table.id, kind="deadline", subject_id=4, due=NOW + timedelta(hours=hours)
        )
    (timer,) = timers.due(connection, NOW + timedelta(hours=3))
    assert (timer.due, timer.table_id) == (NOW + timedelta(hours=1), table.id)
