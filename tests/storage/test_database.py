"""Opening, migrating and the pragmas that keep what was committed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from dialogues.model import Person
from storage.database import DatabaseUnusable, migrate, open_engine, open_migrated, revisions
from storage.repository import SqlRepository


def test_revisions_from_empty_give_exactly_the_declared_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_constraint_has_a_name() -> None:
    for table in SQLModel.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints), table.name


def test_opening_again_changes_nothing_and_says_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    said: list[str] = []
    open_migrated(url, said.append).dispose()
    assert len(said) >= 1
    said.clear()
    again = open_migrated(url, said.append)
    assert said == []
    assert len(set(revisions(again))) == 1
    again.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")

    def stop(line: str) -> None:
        if "0003" in line:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        migrate(engine, stop)
    assert revisions(engine)[0] is None
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    migrate(engine)
    engine.dispose()


def test_what_is_committed_is_on_disk_and_references_hold(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.db"
    engine = open_migrated(f"sqlite:///{path}")
    with engine.begin() as connection:
        SqlRepository(connection).add(Person(telegram_id=1, name="Anna", language="en"))
        assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}
    engine.dispose()


def test_errors_of_the_database_hold_no_words_of_people(engine: Engine) -> None:
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        repository.add(Person(telegram_id=1, name="first", language="en"))
        with pytest.raises(IntegrityError) as caught:
            repository.add(Person(telegram_id=1, name="a private name", language="en"))
    assert "a private name" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite:////proc/nowhere/a.db", "nosuchthing://x/y"])
def test_an_unusable_database_is_named_with_its_remedy(url: str) -> None:
    with pytest.raises(DatabaseUnusable, match="DATABASE_URL"):
        open_migrated(url)
