"""What the one writer remembers is what the database would say, whatever was written in between."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from markupsafe import Markup
from sqlalchemy import Connection

from dialogues.model import Focus, Person, Table
from storage import remembered
from storage.database import open_migrated
from storage.remembered import forget_for_good, remember
from storage.repository import SqlRepository
from storage.sqlite_writer import SqliteWriter
from tests.support.statements import driver_of, told

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STEPS = some.lists(
    some.tuples(
        some.sampled_from(["add", "rename", "speak", "remove", "first", "find", "one of", "reach", "count"]),
        some.integers(1, 4),
        some.sampled_from(["Anna", "Ben", Markup("<b>")]),
        some.sampled_from(["en", "es"]),
    ),
    max_size=25,
)


def act(repository: SqlRepository, kind: str, number: int, name: str, language: str) -> object:
    """One step; gives what the repository said, for those that ask."""
    person = repository.first(Person, telegram_id=number)
    match kind:
        case "add" if person is None:
            return repository.add(Person(telegram_id=number, name=name, language=language))
        case "rename" if person is not None:
            return repository.put(dataclasses.replace(person, name=name))
        case "speak" if person is not None:
            return repository.put(dataclasses.replace(person, language=language, own_language=None))
        case "reach" if person is not None:
            return repository.put(dataclasses.replace(person, own_language=language))
        case "remove":
            return repository.remove(Person, telegram_id=number)
        case "find":
            return repository.find(Person, language=language, own_language=None)
        case "one of":
            return repository.find(Person, telegram_id=(number, number + 1), name=str(name))
        case "count":
            return repository.count(Person, language=language)
        case _:
            return repository.first(Person, name=str(name))


def everything(connection: Connection) -> list[object]:
    repository = SqlRepository(connection)
    return [repository.find(Person, language=language) for language in ("en", "es")] + [
        repository.first(Person, telegram_id=number) for number in range(1, 5)
    ]


@pytest.mark.parametrize("most", [remembered.MOST_VALUES, 8], ids=["with room", "always full"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_it_says_what_the_database_says(
    tmp_path: Path, most: int, steps: list[tuple[str, int, str, str]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembered, "MOST_VALUES", most)
        play_and_compare(tmp_path, steps)


def play_and_compare(tmp_path: Path, steps: list[tuple[str, int, str, str]]) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'remembered.db'}")
    with engine.connect() as connection, connection.begin() as transaction:
        remember(connection)
        for step in steps:
            act(SqlRepository(connection), *step)
            known = everything(connection)
            forget_for_good(connection)
            assert known == everything(connection)
            remember(connection)
            everything(connection)
        transaction.rollback()
        forget_for_good(connection)
    engine.dispose()


async def test_an_undone_piece_of_work_is_forgotten(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'remembered.db'}")
    writer = SqliteWriter(engine)

    def fail(connection: Connection) -> None:
        repository = SqlRepository(connection)
        assert repository.find(Person, language="en") == []
        repository.add(Person(telegram_id=1, name="Anna", language="en"))
        raise RuntimeError("undone")

    with pytest.raises(RuntimeError, match="undone"):
        await writer.run(fail)
    assert await writer.run(lambda c: SqlRepository(c).find(Person, language="en")) == []
    await writer.end()
    engine.dispose()


async def test_what_another_connection_wrote_is_seen(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'remembered.db'}")
    writer = SqliteWriter(engine)
    assert await writer.run(lambda c: SqlRepository(c).first(Person, telegram_id=1)) is None
    with engine.begin() as other:
        SqlRepository(other).add(Person(telegram_id=1, name="Anna", language="en"))
    found = await writer.run(lambda c: SqlRepository(c).first(Person, telegram_id=1))
    assert found is not None
    await writer.end()
    engine.dispose()


async def test_a_question_asked_again_costs_no_statement(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'remembered.db'}")
    writer = SqliteWriter(engine)

    def seated(connection: Connection) -> Focus:
        repository = SqlRepository(connection)
        person = repository.add(Person(telegram_id=1, name="Anna", language="en"))
        table = repository.add(Table(name="Work", chat_id=-1))
        return repository.add(
            Focus(person_id=person.id, table_id=table.id, form="guide", step="R1", values={}, asked_at=NOW)
        )

    focus = await writer.run(seated)
    statements: list[str] = []

    def ask(connection: Connection) -> Focus | None:
        SqlRepository(connection).first(Focus, person_id=focus.person_id)
        with told(driver_of(connection), statements.append):
            return SqlRepository(connection).first(Focus, person_id=focus.person_id)

    assert await writer.run(ask) == focus
    assert statements == []
    await writer.end()
    engine.dispose()


async def test_when_it_is_full_the_older_half_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'remembered.db'}")
    writer = SqliteWriter(engine)
    numbers = range(1, 9)

    def asked(connection: Connection) -> list[int]:
        """Which of the people a statement was needed for."""
        needed = []
        for number in reversed(numbers):
            before = len(statements)
            with told(driver_of(connection), statements.append):
                assert SqlRepository(connection).first(Person, telegram_id=number) is not None
            if len(statements) > before:
                needed.append(number)
        return sorted(needed)

    def read(connection: Connection) -> None:
        for number in numbers:
            SqlRepository(connection).first(Person, telegram_id=number)

    statements: list[str] = []
    monkeypatch.setattr(remembered, "MOST_VALUES", 2 * len(numbers) - 1)
    with engine.begin() as other:
        for number in numbers:
            SqlRepository(other).add(Person(telegram_id=number, name="Anna", language="en"))
    await writer.run(read)
    assert await writer.run(asked) == [1, 2, 3, 4]
    await writer.end()
    engine.dispose()
