"""Outbox rows: written with the decision, merged, taken with care, gone once delivered."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from dialogues.model import Person, Round, Said, Table
from storage import letters, outbox
from storage.addresses import UnknownSubject
from storage.letters import Arrival, Letter, NothingToSend
from storage.outbox import Draft, State
from storage.repository import SqlRepository
from tests.storage.conftest import NOW


@pytest.fixture
def person(connection: Connection) -> Person:
    return SqlRepository(connection).add(Person(telegram_id=77, name="Anna", language="es"))


@pytest.fixture
def table(connection: Connection) -> Table:
    return SqlRepository(connection).add(
        Table(name="Work", chat_id=-100, thread_id=5, languages=("de", "en"))
    )


def write(connection: Connection, *drafts: Draft) -> list[int]:
    outbox.write(connection, drafts, NOW)
    return [header.id for header in outbox.headers_after(connection, 0)]


def take(connection: Connection, id: int) -> Letter:
    (taken,) = letters.take(connection, [id])
    assert isinstance(taken, Letter)
    return taken


def rows(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text("SELECT text, state FROM outbox ORDER BY id"))]


def test_addresses_are_looked_up_when_sent(connection: Connection, person: Person, table: Table) -> None:
    to_person, to_table, to_chat = write(
        connection, Draft(to_person_id=person.id), Draft(to_table_id=table.id), Draft(to_chat_id=-5)
    )
    SqlRepository(connection).put(dataclasses.replace(table, chat_id=-200))
    assert (take(connection, to_person).address.chat_id, take(connection, to_chat).address.chat_id) == (
        77,
        -5,
    )
    address = take(connection, to_table).address
    assert (address.chat_id, address.thread_id, address.language) == (-200, 5, "de")


def test_edits_of_one_key_that_wait_become_the_newest(connection: Connection, table: Table) -> None:
    live = Draft(to_table_id=table.id, key="live:1", text="1 of 5")
    other = Draft(to_table_id=table.id, text="between")
    ids = write(
        connection,
        live,
        other,
        dataclasses.replace(live, text="2 of 5"),
        dataclasses.replace(live, text="3 of 5", buttons=[[{"label": "x", "data": "y"}]]),
    )
    assert len(ids) == 2
    letter = take(connection, ids[0])
    assert (letter.text, letter.buttons) == ("3 of 5", [[{"label": "x", "data": "y"}]])


def test_an_edit_is_not_merged_into_one_that_is_being_sent(connection: Connection, table: Table) -> None:
    live = Draft(to_table_id=table.id, key="live:1", text="1")
    (first,) = write(connection, live)
    letter = take(connection, first)
    (second,) = write(connection, dataclasses.replace(live, text="2"))
    assert second > first
    letters.delivered(connection, [Arrival(letter, 900, NOW)])
    edit = take(connection, second)
    assert (edit.message_id, edit.text) == (900, "2")


def test_anew_takes_the_place_of_what_waits_and_posts(connection: Connection, table: Table) -> None:
    SqlRepository(connection).add(
        Said(key="live:1", table_id=table.id, person_id=None, message_id=900, said_at=NOW)
    )
    live = Draft(to_table_id=table.id, key="live:1", text="old")
    (only,) = write(connection, live, dataclasses.replace(live, text="new", anew=True))
    letter = take(connection, only)
    assert (letter.text, letter.message_id) == ("new", None)


def test_delivery_keeps_the_message_id_and_removes_the_words(connection: Connection, table: Table) -> None:
    (id,) = write(connection, Draft(to_table_id=table.id, key="live:1", text="private words"))
    letters.delivered(connection, [Arrival(take(connection, id), 900, NOW)])
    assert rows(connection) == []
    said = SqlRepository(connection).first(Said, key="live:1")
    assert said is not None
    assert (said.message_id, said.table_id, said.person_id) == (900, table.id, None)
    (again,) = write(connection, Draft(to_table_id=table.id, key="live:1", text="x", anew=True))
    letters.delivered(connection, [Arrival(take(connection, again), 901, NOW + timedelta(hours=1))])
    moved = SqlRepository(connection).find(Said)
    assert [(one.id, one.message_id) for one in moved] == [(said.id, 901)]


@pytest.mark.parametrize(
    ("changes", "ended"),
    [
        ({"state": "voting"}, False),
        ({"state": "ratified"}, True),
        ({"state": "superseded"}, True),
        ({"closed_at": NOW}, True),
    ],
)
def test_what_belongs_to_an_ended_round_is_dropped(
    connection: Connection, table: Table, changes: dict[str, object], ended: bool
) -> None:
    repository = SqlRepository(connection)
    round = repository.add(Round(table_id=table.id, topic="result", cycle=1, opened_at=NOW))
    (id,) = write(connection, Draft(to_table_id=table.id, text="vote!", stale_after=f"round:{round.id}"))
    repository.put(dataclasses.replace(round, **changes))  # type: ignore[arg-type]
    (taken,) = letters.take(connection, [id])
    assert isinstance(taken, NothingToSend) is ended
    assert (rows(connection) == []) is ended


def test_a_wrong_subject_is_a_mistake_to_be_seen(connection: Connection, table: Table) -> None:
    (id,) = write(connection, Draft(to_table_id=table.id, stale_after="table:1"))
    with pytest.raises(UnknownSubject):
        letters.take(connection, [id])


def test_a_row_is_taken_once(connection: Connection, person: Person) -> None:
    (id,) = write(connection, Draft(to_person_id=person.id))
    take(connection, id)
    assert isinstance(letters.take(connection, [id])[0], NothingToSend)


def test_a_row_that_is_asked_for_twice_is_one_letter(connection: Connection, person: Person) -> None:
    (id,) = write(connection, Draft(to_person_id=person.id))
    letter, again = letters.take(connection, [id, id])
    assert isinstance(letter, Letter)
    assert again == NothingToSend("merged")


def test_nobody_there_nothing_sent(connection: Connection) -> None:
    first, second = write(connection, Draft(to_person_id=4711), Draft(to_table_id=4711))
    nobody = [NothingToSend("no such person"), NothingToSend("no such table")]
    assert letters.take(connection, [first, second]) == nobody
    assert rows(connection) == []


def test_after_a_crash_edits_go_again_and_posts_are_in_doubt(connection: Connection, table: Table) -> None:
    SqlRepository(connection).add(
        Said(key="live:1", table_id=table.id, person_id=None, message_id=900, said_at=NOW)
    )
    edit, post, waiting = write(
        connection,
        Draft(to_table_id=table.id, key="live:1", text="edit"),
        Draft(to_table_id=table.id, text="post"),
        Draft(to_table_id=table.id, text="not yet tried"),
    )
    take(connection, edit)
    take(connection, post)
    assert letters.recover(connection, repeats=1) == 1
    assert [header.id for header in outbox.headers_after(connection, 0)] == [edit, post, waiting]
    assert take(connection, edit).unsure == 0
    assert take(connection, post).unsure == 1
    assert take(connection, waiting).unsure == 0


def test_without_repeats_a_post_in_doubt_is_held_back_without_its_words(
    connection: Connection, table: Table
) -> None:
    (id,) = write(connection, Draft(to_table_id=table.id, text="private"))
    take(connection, id)
    letters.recover(connection, repeats=0)
    assert outbox.headers_after(connection, 0) == []
    assert rows(connection) == [("", "unsure")]
    assert outbox.counts(connection)[State.UNSURE] == 1


def test_what_telegram_refuses_is_kept_without_its_words(connection: Connection, table: Table) -> None:
    (id,) = write(connection, Draft(to_table_id=table.id, text="private"))
    take(connection, id)
    letters.refuse(connection, id)
    assert rows(connection) == [("", "refused")]
