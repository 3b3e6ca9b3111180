"""A database for the tests of the dialogues, migrated once; what a test wrote is rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from storage.database import open_migrated
from storage.repository import SqlRepository
from tests.dialogues import walking
from tests.dialogues.stand import Stand


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.cls is not None and issubclass(metafunc.cls, walking.Walk):
        walking.generate(metafunc, metafunc.cls.chart)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_migrated(f"sqlite:///{tmp_path_factory.mktemp('stand') / 'test.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def stand(migrated: Engine) -> Iterator[Stand]:
    with migrated.connect() as connection, connection.begin() as transaction:
        yield Stand(SqlRepository(connection))
        transaction.rollback()
