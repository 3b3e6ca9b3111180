"""Options of the whole suite, and what every test is held to."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, event

from tests.support.postgres import empty, migrated_database, running_server
from tests.support.requests_held import REQUESTS_HELD

ASKS_WRONGLY = "asks_wrongly"
MOST_PROCESSES = 4
"""Each starts its own PostgreSQL and its own browser."""


def pytest_configure(config: pytest.Config) -> None:
    """From now on each request of the bot is looked at."""
    config.addinivalue_line("markers", f"{ASKS_WRONGLY}: sends on purpose what the Bot API does not take")
    REQUESTS_HELD.begin()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite uses the machine's cores; a file or a folder named by hand starts at once, in one."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return min(os.cpu_count() or 1, MOST_PROCESSES) if whole else 0


@event.listens_for(Engine, "connect")
def rows_lie_in_no_order(connection: object, _record: object) -> None:
    """Who does not ask for an order gets SQLite's usual one turned round: nobody may lean on it.

    PostgreSQL gives rows in another order after a change, and only now and then; here it is seen each time.
    """
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects=ON")


@pytest.fixture(autouse=True)
def requests_are_such_as_telegram_takes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test in which the bot asked for an unknown method, left out what is required, and the like."""
    REQUESTS_HELD.take()
    yield
    wrong = REQUESTS_HELD.take()
    assert not wrong or request.node.get_closest_marker(ASKS_WRONGLY), wrong


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
