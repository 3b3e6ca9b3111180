"""Options of the whole suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes golden files anew; their difference is then to be read and reviewed."""
    parser.addoption("--update", action="store_true", help="write golden transcripts and generated docs anew")
