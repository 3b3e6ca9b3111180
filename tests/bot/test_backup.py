"""Backups: whole and checked while the bot writes; put back with care, and never under a running bot."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.backup import CannotCopy, PostgresqlHasItsOwn, backup, restore
from bot.settings import Settings
from dialogues.model import Answer, Person
from storage.backup import CopyUnusable, DatabaseInUse
from storage.database import known_revisions, open_migrated
from storage.repository import SqlRepository
from tests.bot.conftest import Room, reading, stored

PEOPLE = 8
WORDS = 40


def settings_of(database: Path) -> Settings:
    return Settings(_env_file=None, database_url=SecretStr(f"sqlite:///{database}"))  # type: ignore[call-arg]


def with_people(database: Path, *names: str) -> Settings:
    """A database that knows these people."""
    engine = open_migrated(f"sqlite:///{database}")
    with engine.begin() as connection:
        repository = SqlRepository(connection)
        for number, name in enumerate(names, start=1):
            repository.add(Person(telegram_id=number, name=name, language="en"))
    engine.dispose()
    return settings_of(database)


def names_in(database: Path) -> list[str]:
    return [str(name) for (name,) in asked(database, "SELECT name FROM person ORDER BY id")]


def asked(database: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def quiet(_line: str) -> None:
    """Hears nothing."""


async def test_a_backup_amid_heavy_writing_is_one_state_of_the_database(room: Room, tmp_path: Path) -> None:
    """Each copy holds whole updates only, and of each person's words the first ones without a hole."""
    people = [room.person(f"Person {number}") for number in range(PEOPLE)]
    for person in people:
        room.world.start(person)
    for number in range(WORDS):
        for person in people:
            room.world.say(person, person, f"answer {number}")
    everything = PEOPLE * (WORDS + 1)
    async with room.bot() as bot:
        copies: list[Path] = []
        while room.world.pending_updates() or not copies:
            copies.append(tmp_path / f"copy {len(copies)}.db")
            await asyncio.to_thread(backup, room.settings(), copies[-1], force=False)
        await bot.settle()
        assert len(stored(bot, Answer)) == PEOPLE * WORDS
    amid = 0
    for copy in copies:
        ((seen,),) = asked(copy, "SELECT count(*) FROM seen_update")
        ((answers,),) = asked(copy, "SELECT count(*) FROM answer")
        ((greeted,),) = asked(copy, "SELECT count(*) FROM person WHERE reachable")
        assert seen == answers + greeted  # type: ignore[operator]
        amid += 0 < int(str(seen)) < everything
        for person in people:
            of_person = "SELECT a.text FROM answer a JOIN seat s ON s.id = a.seat_id JOIN person p"
            said = asked(
                copy, f"{of_person} ON p.id = s.person_id WHERE p.telegram_id = {person.id} ORDER BY a.id"
            )
            assert [words for (words,) in said] == [f"answer {number}" for number in range(len(said))]
    assert amid > 0


def test_a_backup_is_private_checked_and_one_file(tmp_path: Path) -> None:
    settings = with_people(tmp_path / "t.db", "Anna", "Ben")
    copy = tmp_path / "copy.db"
    said = backup(settings, copy, force=False)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert names_in(copy) == ["Anna", "Ben"]
    assert "2 people" in said
    assert known_revisions()[-1] in said
    assert {one.name for one in tmp_path.iterdir()} <= {"t.db", "t.db-wal", "t.db-shm", "copy.db"}


def test_a_backup_overwrites_only_when_told_to(tmp_path: Path) -> None:
    settings = with_people(tmp_path / "t.db", "Anna")
    copy = tmp_path / "copy.db"
    copy.write_text("something dear")
    with pytest.raises(CannotCopy, match="--force"):
        backup(settings, copy, force=False)
    assert copy.read_text() == "something dear"
    backup(settings, copy, force=True)
    assert names_in(copy) == ["Anna"]


@pytest.mark.parametrize("name", ["t.db", "t.db-wal", "link.db"])
def test_the_database_itself_is_never_overwritten(tmp_path: Path, name: str) -> None:
    settings = with_people(tmp_path / "t.db", "Anna")
    (tmp_path / "link.db").symlink_to(tmp_path / "t.db")
    with pytest.raises(CannotCopy, match="the database itself"):
        backup(settings, tmp_path / name, force=True)
    assert names_in(tmp_path / "t.db") == ["Anna"]


def test_what_cannot_be_copied_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(CannotCopy, match="no database"):
        backup(settings_of(tmp_path / "t.db"), tmp_path / "copy.db", force=False)
    (tmp_path / "t.db").write_bytes(b"no database " * 1000)
    with pytest.raises(CannotCopy, match="not a database"):
        backup(settings_of(tmp_path / "t.db"), tmp_path / "copy.db", force=False)
    with pytest.raises(CannotCopy, match="folder"):
        backup(settings_of(tmp_path / "t.db"), tmp_path, force=True)
    assert [one.name for one in tmp_path.iterdir()] == ["t.db"]


def test_a_backup_is_put_back_and_what_was_there_is_kept(tmp_path: Path) -> None:
    settings = with_people(tmp_path / "t.db", "Anna")
    backup(settings, tmp_path / "copy.db", force=False)
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        connection.execute("UPDATE person SET name = 'Zoe'")
        connection.commit()
    said: list[str] = []
    last = restore(settings, tmp_path / "copy.db", only_look=False, tell=said.append)
    assert "1 people" in said[0]
    assert names_in(tmp_path / "t.db") == ["Anna"]
    (aside,) = tmp_path.glob("t.db.before-restore-*")
    assert names_in(aside) == ["Zoe"]
    assert aside.name in last
    assert {stat.S_IMODE((tmp_path / one).stat().st_mode) for one in ("t.db", aside.name)} == {0o600}
    assert names_in(tmp_path / "copy.db") == ["Anna"]
    assert not list(tmp_path.glob("*restoring*"))


def test_looking_changes_nothing(tmp_path: Path) -> None:
    settings = with_people(tmp_path / "t.db", "Anna")
    backup(settings, tmp_path / "copy.db", force=False)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert restore(settings, tmp_path / "copy.db", only_look=True, tell=quiet) == "Nothing was changed."
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_backup_is_put_where_nothing_was(tmp_path: Path) -> None:
    backup(with_people(tmp_path / "t.db", "Anna"), tmp_path / "copy.db", force=False)
    elsewhere = tmp_path / "new machine" / "t.db"
    last = restore(settings_of(elsewhere), tmp_path / "copy.db", only_look=False, tell=quiet)
    assert names_in(elsewhere) == ["Anna"]
    assert "before" not in last
    assert {one.name for one in elsewhere.parent.iterdir()} == {"t.db", "t.db-lock"}


def test_a_ruined_database_is_kept_as_it_is_and_replaced(tmp_path: Path) -> None:
    settings = with_people(tmp_path / "t.db", "Anna")
    backup(settings, tmp_path / "copy.db", force=False)
    (tmp_path / "t.db").write_bytes(b"ruined" * 1000)
    (tmp_path / "t.db-wal").write_bytes(b"of the ruined one")
    restore(settings, tmp_path / "copy.db", only_look=False, tell=quiet)
    assert names_in(tmp_path / "t.db") == ["Anna"]
    (aside,) = tmp_path.glob("t.db.before-restore-*[0-9]")
    assert aside.read_bytes() == b"ruined" * 1000


def _not_a_database(copy: Path) -> None:
    copy.write_bytes(b"words" * 2000)


def _with_a_broken_page(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    ((page,),) = asked(copy, "SELECT rootpage FROM sqlite_master WHERE name = 'person'")
    start = (int(str(page)) - 1) * 4096
    data[start : start + 4096] = b"\xff" * 4096
    copy.write_bytes(bytes(data))


def _of_another_program(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE notes (words)")


def _of_a_newer_version(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def _with_a_loose_end(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(
            "INSERT INTO timer (table_id, kind, subject_id, due) VALUES (77, 'x', 1, '2026-01-01')"
        )
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_not_a_database, "not a database"),
        (_with_a_broken_page, "damaged|malformed"),
        (_of_another_program, "no database of Tablekeeper"),
        (_of_a_newer_version, "update that first"),
        (_with_a_loose_end, "refers to what is not there"),
    ],
)
def test_a_bad_backup_is_refused_and_nothing_changes(tmp_path: Path, spoil: object, reason: str) -> None:
    settings = with_people(tmp_path / "t.db", "Anna")
    backup(settings, tmp_path / "copy.db", force=False)
    assert callable(spoil)
    spoil(tmp_path / "copy.db")
    with pytest.raises((CopyUnusable, CannotCopy), match=reason):
        restore(settings, tmp_path / "copy.db", only_look=False, tell=quiet)
    assert names_in(tmp_path / "t.db") == ["Anna"]
    assert not list(tmp_path.glob("*restor*"))


def test_restoring_the_database_over_itself_or_from_nowhere_is_refused(tmp_path: Path) -> None:
    settings = with_people(tmp_path / "t.db", "Anna")
    for file in (tmp_path / "t.db", tmp_path / "none.db"):
        with pytest.raises(CannotCopy, match="Name a backup"):
            restore(settings, file, only_look=False, tell=quiet)


async def test_under_a_running_bot_nothing_is_restored(room: Room, tmp_path: Path) -> None:
    anna = room.person()
    room.world.start(anna)
    async with room.bot() as bot:
        await bot.settle()
        await asyncio.to_thread(backup, room.settings(), tmp_path / "copy.db", force=False)
        with pytest.raises(DatabaseInUse, match="Stop it"):
            await asyncio.to_thread(
                restore, room.settings(), tmp_path / "copy.db", only_look=False, tell=quiet
            )
        elsewhere = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "restore", str(tmp_path / "copy.db"),
            env={"DATABASE_URL": f"sqlite:///{room.folder / 'tablekeeper.db'}"}, cwd=Path(__file__).parents[2],
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _out, error = await elsewhere.communicate()
        assert (elsewhere.returncode, b"Stop it" in error, b"Traceback" in error) == (1, True, False)
        room.world.say(anna, anna, "jobs")
        await bot.settle()
        assert len(stored(bot, Answer)) == 1
    last = restore(room.settings(), tmp_path / "copy.db", only_look=False, tell=quiet)
    assert "before-restore" in last
    async with room.bot() as bot:
        await bot.settle()
        assert stored(bot, Answer) == []


def test_while_anybody_has_the_database_open_nothing_is_restored(tmp_path: Path) -> None:
    """Also under a program that is no bot, and holds no lock of ours."""
    settings = with_people(tmp_path / "t.db", "Anna")
    backup(settings, tmp_path / "copy.db", force=False)
    with closing(sqlite3.connect(tmp_path / "t.db")) as other:
        assert other.execute("SELECT name FROM person").fetchall() == [("Anna",)]
        with pytest.raises(DatabaseInUse, match="Stop it"):
            restore(settings, tmp_path / "copy.db", only_look=False, tell=quiet)
    assert not list(tmp_path.glob("*before*"))


async def test_what_waited_in_a_backup_is_said_again_with_a_warning_only(room: Room, tmp_path: Path) -> None:
    """It was sent after the backup was made: nothing is said twice as if nothing had happened."""
    anna = room.person()
    async with room.bot() as bot:
        room.world.start(anna)
        await bot.settle()
        bot.desk._wake_courier = lambda: None
        room.world.say(anna, anna, "jobs")
        await room.world.wait_for(lambda: room.world.pending_updates() == 0)
        assert reading(bot, lambda c: c.execute(text("SELECT count(*) FROM outbox")).scalar()) == 1
        await asyncio.to_thread(backup, room.settings(), tmp_path / "copy.db", force=False)
        bot.courier.wake()
        await bot.settle()
    restore(room.settings(), tmp_path / "copy.db", only_look=False, tell=quiet)
    async with room.bot() as bot:
        await bot.settle()
    assert room.texts(anna) == [
        "Hello Anna",
        "Kept 1: jobs",
        "Perhaps you have this already (en):\n\nKept 1: jobs",
    ]


@pytest.mark.parametrize("host", ["keeper:hush@db.example:5433", "keeper:hush@"])
def test_postgresql_is_left_to_its_own_tools_without_the_password(tmp_path: Path, host: str) -> None:
    url = SecretStr(f"postgresql+psycopg://{host}/tables?password=hush&sslmode=require")
    settings = Settings(_env_file=None, database_url=url)  # type: ignore[call-arg]
    calls: list[tuple[Callable[[], str], str]] = [
        (lambda: backup(settings, tmp_path / "a file.dump", force=False), "pg_dump --format=custom"),
        (
            lambda: restore(settings, tmp_path / "a file.dump", only_look=False, tell=quiet),
            "pg_restore --clean",
        ),
    ]
    for call, tool in calls:
        with pytest.raises(PostgresqlHasItsOwn) as caught:
            call()
        said = str(caught.value)
        assert tool in said
        assert re.search(r"'[^']*a file.dump'", said)
        assert "/tables?sslmode=require" in said
        assert "hush" not in said
