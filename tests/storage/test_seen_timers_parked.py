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
