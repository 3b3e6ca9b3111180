"""The contract of `dialogues.repository.Repository`, held by every database."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from dialogues.checks.privacy import Sealed
from dialogues.model import Answer, Organisation, Person, Round, Seat, Table, Tier, Timer
from dialogues.repository import AlreadyMoved, NotStored, Repository
from storage.repository import SqlRepository, UnknownField
from tests.storage.conftest import NOW
from tests.support.statements import hearing


@pytest.fixture
def repository(connection: Connection) -> Repository:
    return SqlRepository(connection)


@pytest.fixture
def table(repository: Repository) -> Table:
    return repository.add(Table(name="Work", chat_id=-100))


def people(repository: Repository, *names: str) -> list[Person]:
    return [
        repository.add(Person(telegram_id=place, name=name, language="en"))
        for place, name in enumerate(names, start=1)
    ]


def test_what_was_added_is_there_at_once(repository: Repository) -> None:
    (anna,) = people(repository, "Anna")
    assert repository.get(Person, anna.id) == anna
    assert repository.first(Person, telegram_id=1) == anna


def test_an_id_that_nothing_has_is_not_stored(repository: Repository) -> None:
    with pytest.raises(NotStored):
        repository.get(Person, 4711)


def test_first_gives_none_or_the_lowest_id(repository: Repository) -> None:
    assert repository.first(Person, name="Anna") is None
    first, _ = people(repository, "Anna", "Anna")
    assert repository.first(Person, name="Anna") == first


def test_find_gives_all_in_the_order_of_ids(repository: Repository) -> None:
    anna, ben, cleo = people(repository, "Anna", "Ben", "Cleo")
    repository.put(dataclasses.replace(anna, name="Zoe"))
    assert [person.id for person in repository.find(Person)] == [anna.id, ben.id, cleo.id]


def test_find_by_several_fields_one_of_and_none(repository: Repository, table: Table) -> None:
    anna, ben, cleo = people(repository, "Anna", "Ben", "Cleo")
    link = repository.add(Organisation(table_id=table.id, name="L", name_key="l", sector="public"))
    seats = [
        repository.add(Seat(table_id=table.id, person_id=anna.id, organisation_id=link.id, joined_at=NOW)),
        repository.add(Seat(table_id=table.id, person_id=ben.id, joined_at=NOW)),
        repository.add(Seat(table_id=table.id, person_id=cleo.id, joined_at=NOW, present=False)),
    ]
    assert repository.find(Seat, table_id=table.id, present=True) == seats[:2]
    assert repository.find(Seat, organisation_id=None) == seats[1:]
    assert repository.find(Seat, organisation_id=(link.id, None), present=True) == seats[:2]
    assert repository.find(Seat, person_id=[anna.id, cleo.id]) == [seats[0], seats[2]]
    assert repository.find(Seat, person_id=()) == []
    assert repository.first(Seat, person_id=()) is None
    assert repository.count(Seat, organisation_id=None) == 2
    assert repository.count(Seat, person_id=()) == 0


def test_names_are_compared_letter_for_letter(repository: Repository) -> None:
    people(repository, "Anna", "_%", "ANNA", "a'; DROP TABLE person; --")
    assert repository.count(Person, name="_%") == 1
    assert repository.count(Person, name="anna") == 0
    assert repository.count(Person, name="a'; DROP TABLE person; --") == 1


def test_values_are_found_by_tier_instant_and_sealed_text(repository: Repository, table: Table) -> None:
    (anna,) = people(repository, "Anna")
    seat = repository.add(Seat(table_id=table.id, person_id=anna.id, joined_at=NOW))
    round = repository.add(Round(table_id=table.id, topic="result", cycle=0, opened_at=NOW))
    answer = repository.add(
        Answer(
            table_id=table.id,
            round_id=round.id,
            seat_id=seat.id,
            prompt="R1",
            tier=Tier.UNNAMED,
            text=Sealed("jobs"),
            answered_at=NOW,
        )
    )
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))
    assert repository.find(Answer, tier=Tier.UNNAMED, answered_at=elsewhere) == [answer]
    assert repository.find(Answer, tier=(Tier.PRIVATE, Tier.NAMED)) == []
    assert repository.find(Answer, text=Sealed("jobs")) == [answer]


def test_instants_come_back_as_aware_utc(repository: Repository, table: Table) -> None:
    due = datetime(2026, 11, 23, 20, 0, tzinfo=timezone(timedelta(hours=-5)))
    timer = repository.add(Timer(table_id=table.id, kind="deadline", subject_id=1, due=due))
    assert SqlRepository(repository._connection).get(Timer, timer.id).due.tzinfo is UTC  # type: ignore[attr-defined]
    assert repository.get(Timer, timer.id).due == due


def test_put_writes_only_what_changed(connection: Connection, engine: Engine) -> None:
    repository = SqlRepository(connection)
    (anna,) = people(repository, "Anna")
    statements: list[str] = []
    with hearing(connection, statements.append):
        repository.put(dataclasses.replace(anna, name="Ann"))
        repository.put(dataclasses.replace(anna, name="Ann"))
    (changed,) = [one.partition(" WHERE")[0] for one in statements]
    assert changed.startswith("UPDATE person SET name=")
    assert "," not in changed


def test_get_asks_the_database_once(connection: Connection, engine: Engine) -> None:
    repository = SqlRepository(connection)
    (anna,) = people(repository, "Anna")
    statements: list[str] = []
    with hearing(connection, statements.append):
        assert repository.get(Person, anna.id) is repository.get(Person, anna.id)
    assert statements == []


def test_put_without_loading_first(connection: Connection) -> None:
    (anna,) = people(SqlRepository(connection), "Anna")
    SqlRepository(connection).put(dataclasses.replace(anna, name="Ann"))
    assert SqlRepository(connection).get(Person, anna.id).name == "Ann"


def test_put_raises_the_version_by_one(repository: Repository, table: Table) -> None:
    assert table.version == 0
    moved = repository.put(dataclasses.replace(table, lifecycle="convening"))
    assert moved.version == 1
    assert repository.get(Table, table.id) == moved


def test_a_value_that_was_moved_meanwhile_is_not_put(connection: Connection, table: Table) -> None:
    SqlRepository(connection).put(dataclasses.replace(table, lifecycle="convening"))
    late = SqlRepository(connection)
    with pytest.raises(AlreadyMoved):
        late.put(dataclasses.replace(table, lifecycle="adjourned"))
    assert late.get(Table, table.id).lifecycle == "convening"


def test_putting_the_same_version_twice_is_refused(repository: Repository, table: Table) -> None:
    repository.put(dataclasses.replace(table, lifecycle="convening"))
    with pytest.raises(AlreadyMoved):
        repository.put(dataclasses.replace(table, lifecycle="convening"))


def test_putting_what_is_not_stored(repository: Repository, table: Table) -> None:
    with pytest.raises(NotStored):
        repository.put(Person(id=4711, telegram_id=1, name="Anna", language="en"))
    with pytest.raises(NotStored):
        repository.put(dataclasses.replace(table, id=4711))


def test_adding_what_has_an_id_is_a_mistake(repository: Repository) -> None:
    with pytest.raises(ValueError, match="put"):
        repository.add(Person(id=3, telegram_id=1, name="Anna", language="en"))


def test_remove_gives_how_many_there_were(repository: Repository) -> None:
    anna, ben = people(repository, "Anna", "Ben")
    assert repository.remove(Person, id=(anna.id,)) == 1
    assert repository.remove(Person, name="Nobody") == 0
    assert repository.remove(Person, id=[]) == 0
    assert repository.find(Person) == [ben]
    with pytest.raises(NotStored):
        repository.get(Person, anna.id)


def test_what_was_removed_comes_back_under_its_id_and_the_next_is_another(repository: Repository) -> None:
    anna, ben = people(repository, "Anna", "Ben")
    assert repository.find(Person) == [anna, ben]
    repository.remove(Person, id=anna.id)
    assert repository.bring_back(anna) == anna
    assert repository.find(Person) == [anna, ben]
    assert repository.get(Person, anna.id) == anna
    cleo = repository.add(Person(telegram_id=3, name="Cleo", language="en"))
    assert cleo.id not in (anna.id, ben.id)


def test_what_is_still_there_cannot_come_back(repository: Repository) -> None:
    (anna,) = people(repository, "Anna")
    with pytest.raises(IntegrityError):
        repository.bring_back(anna)


def test_ids_are_never_used_again(repository: Repository) -> None:
    (anna,) = people(repository, "Anna")
    repository.remove(Person, id=anna.id)
    (again,) = people(repository, "Anna")
    assert again.id > anna.id


@pytest.mark.parametrize("field", ["roles", "telegram", "table"])
def test_a_field_that_cannot_be_asked_for_is_named(repository: Repository, field: str) -> None:
    with pytest.raises(UnknownField, match=field):
        repository.find(Seat, **{field: ("member",)})


def test_unique_rules_hold(repository: Repository, table: Table) -> None:
    people(repository, "Anna")
    with pytest.raises(IntegrityError):
        people(repository, "Other with the same telegram_id")


def test_references_hold(repository: Repository) -> None:
    with pytest.raises(IntegrityError):
        repository.add(Timer(table_id=4711, kind="deadline", subject_id=1, due=NOW))
