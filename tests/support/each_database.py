"""An empty database, once on SQLite and once on a real PostgreSQL; import both fixtures to use them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from storage.database import migrate, open_engine
from tests.support.postgres import fresh_database, running_server


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """One server for all the tests of a run."""
    with running_server(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database at the newest revision."""
    if request.param == "sqlite":
        yield _migrated(f"sqlite:///{tmp_path / 'empty.db'}")
        return
    with fresh_database(request.getfixturevalue("postgres")) as url:
        yield _migrated(url)


def _migrated(url: str) -> str:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url
