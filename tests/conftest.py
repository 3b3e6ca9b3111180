"""Options of the whole suite, and what every test is held to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.requests_held import REQUESTS_HELD

ASKS_WRONGLY = "asks_wrongly"


def pytest_configure(config: pytest.Config) -> None:
    """From now on each request of the bot is looked at."""
    config.addinivalue_line("markers", f"{ASKS_WRONGLY}: sends on purpose what the Bot API does not take")
    REQUESTS_HELD.begin()


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
