"""What a start does without: loaded modules cost time and memory, and come back unnoticed."""

from __future__ import annotations

import subprocess
import sys

import pytest

SERVED = "import bot.running, bot.method; bot.method.the_method()"
NOT_NEEDED = (
    "psycopg",
    "alembic",
    "aiohttp",
    "rich",
    "pygments",
    "typst",
    "docx",
    "icalendar",
    "jsonschema",
    "snowballstemmer",
    "numpy",
    "networkx",
)


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """The packages that are there when a bot on SQLite begins to serve."""
    asked = f"{SERVED}; import sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603
    return frozenset(ended.stdout.split())


@pytest.mark.parametrize("package", NOT_NEEDED)
def test_a_start_on_sqlite_does_without(loaded: frozenset[str], package: str) -> None:
    assert "sqlalchemy" in loaded
    assert package not in loaded
