"""An empty database, once on SQLite and once on a real PostgreSQL; import the fixture to use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import migrate, open_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database at the newest revision."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url
