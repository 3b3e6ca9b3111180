"""Options of the whole suite."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.support.postgres import empty, migrated_database, running_server


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes golden files anew; their difference is then to be read and reviewed."""
    parser.addoption("--update", action="store_true", help="write golden transcripts and generated docs anew")


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A real PostgreSQL, started by the first test that asks for it."""
    # Not in pytest's folder: each run closes that to other users again, and the server is one.
    with (
        tempfile.TemporaryDirectory(prefix="postgres-") as folder,
        running_server(Path(folder), durable=False) as address,
    ):
        yield address


@pytest.fixture(scope="session")
def _one_database(postgres: URL) -> Iterator[str]:
    with migrated_database(postgres) as url:
        yield url


@pytest.fixture
def postgres_url(_one_database: str) -> str:
    """A PostgreSQL database at the newest revision with nothing in it."""
    empty(_one_database)
    return _one_database
