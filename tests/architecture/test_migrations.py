"""The revisions of the database stand in one line, whoever added them."""

from __future__ import annotations

from alembic.script import ScriptDirectory

from storage.database import known_revisions, migration_config


def test_there_is_one_newest_revision() -> None:
    """Two revisions after the same one leave nobody knowing which is the newest: rebase the later."""
    heads = ScriptDirectory.from_config(migration_config(None)).get_heads()
    assert len(heads) == 1, f"these follow the same one: {heads}"


def test_files_begin_with_the_revision_they_hold() -> None:
    """Which revisions there are is read from the names alone, without loading Alembic."""
    walked = ScriptDirectory.from_config(migration_config(None)).walk_revisions()
    assert known_revisions() == [script.revision for script in walked][::-1]
