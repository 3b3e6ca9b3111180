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
    "cryptography",
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


SEALED_LATER = """
import bot, sys, telegram
from bot.seal import Seal
seal = Seal("a token")
print(seal.open("here", seal.close("here", b"a choice")).decode(), "cryptography" in sys.modules)
"""


def test_what_is_kept_out_of_the_start_is_there_when_something_is_sealed() -> None:
    ended = subprocess.run([sys.executable, "-c", SEALED_LATER], capture_output=True, text=True, check=True)  # noqa: S603
    assert ended.stdout == "a choice True\n"
