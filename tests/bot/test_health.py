"""Each thing that may be wrong is found by `tablekeeper doctor`, with what to do about it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import SecretStr

from bot.findings import Finding, Mark
from bot.health import examine
from bot.health_of_database import MOST_SHOWN, database_findings, network_file_system
from bot.rehearsal.faults import FaultRule
from bot.settings import Settings
from storage import letters, outbox, parked
from storage.database import migrate, open_engine, open_migrated
from storage.outbox import Draft, State
from tests.bot.conftest import TOKEN, Room
from tests.bot.test_webhook import free_port, serving
from tests.support.postgres import fresh_database, running_server

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def settings_of(database: Path) -> Settings:
    return Settings(_env_file=None, database_url=SecretStr(f"sqlite:///{database}"))  # type: ignore[call-arg]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    open_migrated(f"sqlite:///{tmp_path / 't.db'}").dispose()
    return tmp_path / "t.db"


def open_to_all(database: Path) -> None:
    database.chmod(0o644)


def by_subject(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.subject: finding for finding in findings}


async def looked(settings: Settings, **options: Any) -> dict[str, Finding]:
    return by_subject([finding async for finding in examine(settings, **options)])


def in_database(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def test_a_sound_bot_has_nothing_ill(room: Room) -> None:
    async with room.bot() as bot:
        await bot.settle()
        found = await looked(room.settings())
    assert [one for one in found.values() if one.mark is Mark.ILL] == []
    assert found.keys() >= {
        "token", "privacy mode", "webhook", "waiting updates", "clock", "guides", "kept guides", "database",
        "database file", "outbox", "parked updates", "disk",
    }  # fmt: skip
    assert found["database file"].said == "every page is sound"


async def test_every_ill_or_noted_finding_has_a_remedy(room: Room, database: Path) -> None:
    open_to_all(database)
    in_database(database, "UPDATE alembic_version SET version_num = '9999'")
    room.world.settings["can_read_all_group_messages"] = True
    room.faults.add(FaultRule(kind="server_error", method="getWebhookInfo"))
    settings = room.settings(database_url=SecretStr(f"sqlite:///{database}"))
    found = await looked(settings)
    assert {one.subject for one in found.values() if one.mark is Mark.ILL} >= {
        "network", "database", "database rights",
    }  # fmt: skip
    assert found["privacy mode"].mark is Mark.NOTE
    assert [one.subject for one in found.values() if one.mark is not Mark.WELL and not one.remedy] == [
        "clock"
    ]


async def test_a_token_telegram_does_not_know_and_a_network_that_is_down(room: Room) -> None:
    strange = SecretStr("123456:nobody-knows-this-one")
    found = await looked(room.settings(telegram_bot_token=strange))
    assert (found["token"].mark, "BotFather" in found["token"].remedy) == (Mark.ILL, True)
    found = await looked(room.settings(telegram_api_url="http://127.0.0.1:9"))
    assert (found["network"].mark, "TELEGRAM_API_URL" in found["network"].remedy) == (Mark.ILL, True)


@asynccontextmanager
async def webhook_set(room: Room, url: str, **options: Any) -> AsyncIterator[None]:
    async with room.bot() as bot:
        await bot.settle()
    await bot.bot.initialize()
    await bot.bot.set_webhook(url, **options)
    yield
    await bot.bot.delete_webhook()
    await bot.bot.shutdown()


async def test_a_webhook_in_the_way_of_polling_is_named_by_its_host_alone(room: Room) -> None:
    async with webhook_set(room, "http://127.0.0.1:9/secret-path"):
        found = await looked(room.settings())
        assert found["webhook"].mark is Mark.ILL
        assert "127.0.0.1" in found["webhook"].said
        assert not [one for one in found.values() if "secret-path" in f"{one}"]
        found = await looked(room.settings(), remove_webhook=True)
        assert found["webhook"].mark is Mark.WELL


async def test_who_serves_hears_whether_the_webhook_leads_here(room: Room) -> None:
    port = free_port()
    settings = room.settings(telegram_webhook_url=f"http://127.0.0.1:{port}", telegram_webhook_port=port)
    found = await looked(settings)
    assert (found["webhook"].mark, "tablekeeper serve" in found["webhook"].remedy) == (Mark.NOTE, True)
    async with room.bot(settings=settings, webhook=True) as bot:
        await bot.settle()
        found = await looked(settings)
        assert (found["webhook"].mark, found["webhook"].said) == (Mark.WELL, "leads to 127.0.0.1")
        assert "webhook error" not in found
        changed = settings.model_copy(update={"telegram_webhook_secret": SecretStr("s" * 20)})
        assert "old secret path" in (await looked(changed))["webhook"].said
        moved = settings.model_copy(update={"telegram_webhook_url": "https://bot.example.org"})
        assert "leads to 127.0.0.1, not to bot.example.org" in (await looked(moved))["webhook"].said
        url = (await bot.bot.get_webhook_info()).url
    async with webhook_set(room, url, allowed_updates=["message"]):
        assert "does not bring" in (await looked(settings))["webhook"].said


async def test_telegrams_last_failure_to_deliver_is_told(room: Room) -> None:
    room.clock.move_to(datetime.now(UTC))
    async with serving(room) as served:
        settings = room.settings(telegram_webhook_url=served.base)
        url = (await served.bot.bot.get_webhook_info()).url
    async with webhook_set(room, url):
        room.world.start(room.person())
        await room.world.wait_for(lambda: bool(room.world.pending_updates()))
        found = await looked(settings)
        while "webhook error" not in found:
            await room.world.wait_change()
            found = await looked(settings)
    assert found["webhook error"].mark is Mark.ILL
    assert "/readyz" in found["webhook error"].remedy


async def test_many_waiting_updates_ask_whether_the_bot_runs(room: Room) -> None:
    anna = room.person()
    for number in range(100):
        room.world.say(anna, anna, f"{number}")
    found = await looked(room.settings())
    assert (found["waiting updates"].said, found["waiting updates"].mark) == ("100", Mark.NOTE)


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = by_subject(database_findings(settings_of(tmp_path / "deep" / "t.db")))
    assert found["database"].mark is Mark.NOTE
    assert found["disk"].mark is Mark.WELL or found["disk"].remedy
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_none_can_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no folder").write_text("")
    found = by_subject(database_findings(settings_of(tmp_path / "no folder" / "t.db")))
    assert (found["database"].mark, "DATABASE_URL" in found["database"].remedy) == (Mark.ILL, True)

    monkeypatch.setattr(os, "access", lambda _folder, _mode: False)
    found = by_subject(database_findings(settings_of(tmp_path / "deep" / "t.db")))
    assert (found["database"].mark, str(tmp_path) in found["database"].said) == (Mark.ILL, True)


def test_a_database_behind_or_ahead(database: Path) -> None:
    in_database(database, "UPDATE alembic_version SET version_num = '0007'")
    found = by_subject(database_findings(settings_of(database)))
    assert (found["database"].mark, "tablekeeper migrate" in found["database"].remedy) == (Mark.NOTE, True)
    in_database(database, "UPDATE alembic_version SET version_num = '9999'")
    found = by_subject(database_findings(settings_of(database)))
    assert (found["database"].mark, "Update Tablekeeper" in found["database"].remedy) == (Mark.ILL, True)


def test_a_damaged_database_is_found(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'answer'").fetchone()
    data = bytearray(database.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    database.write_bytes(bytes(data))
    found = by_subject(database_findings(settings_of(database)))
    assert (found["database file"].mark, "restore" in found["database file"].remedy) == (Mark.ILL, True)
    database.write_bytes(b"no database at all" * 500)
    found = by_subject(database_findings(settings_of(database)))
    assert (found["database"].mark, "restore" in found["database"].remedy) == (Mark.ILL, True)


def test_a_file_that_others_may_read(database: Path) -> None:
    assert "database rights" not in by_subject(database_findings(settings_of(database)))
    database.chmod(0o640)
    found = by_subject(database_findings(settings_of(database)))
    assert (found["database rights"].mark, "chmod 600" in found["database rights"].remedy) == (Mark.ILL, True)


class Usage(NamedTuple):
    """As shutil.disk_usage gives it."""

    total: int
    used: int
    free: int


@pytest.mark.parametrize(("free", "mark"), [(50, Mark.ILL), (500, Mark.NOTE), (5000, Mark.WELL)])
def test_the_space_left(database: Path, monkeypatch: pytest.MonkeyPatch, free: int, mark: Mark) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(0, 0, free * 1024**2))
    found = by_subject(database_findings(settings_of(database)))
    assert (found["disk"].mark, found["disk"].said) == (mark, f"{free:,} MB free")


def test_a_network_file_system(database: Path, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    here = str(database.parent.resolve()).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {here} nfs4 rw 0 0\ntmpfs /run tmpfs rw 0 0\n")
    found = by_subject(database_findings(settings_of(database), mounts))
    assert (found["database place"].mark, "nfs4" in found["database place"].said) == (Mark.ILL, True)
    mounts.write_text(f"server:/x / nfs rw 0 0\n/dev/sda {here} ext4 rw 0 0\n")
    assert network_file_system(database, mounts) is None
    assert network_file_system(database, tmp_path / "none") is None


def test_what_is_stuck_on_its_way_out(database: Path) -> None:
    engine = open_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        for number in range(4):
            outbox.write(connection, [Draft(to_chat_id=-number - 1, text="private words")], NOW)
        letters.refuse(connection, 1)
        letters.mark_unsure(connection, 2, 0)
        assert outbox.oldest(connection).keys() == {State.WAITING, State.REFUSED, State.UNSURE}
    engine.dispose()
    found = by_subject(database_findings(settings_of(database)))
    assert "2 waiting" in found["outbox"].said
    assert "Is the bot running" in found["outbox"].remedy
    for subject in ("refused messages", "unsure messages"):
        assert (found[subject].mark, "2026-11-23 09:00 UTC" in found[subject].said) == (Mark.NOTE, True)
        assert found[subject].remedy
    assert "private words" not in f"{found}"


def test_what_is_parked_is_listed_by_number_and_place(database: Path) -> None:
    engine = open_engine(f"sqlite:///{database}")
    held = '{"update_id": 7, "message": {"text": "private words"}}'
    with engine.begin() as connection:
        for number in range(MOST_SHOWN + 2):
            error = f"builtins.ValueError at bot/x.py:{number} f"
            parked.park(connection, update_id=number, payload=held, error=error, at=NOW, attempts=2)
    engine.dispose()
    (found,) = [one for one in database_findings(settings_of(database)) if one.subject == "parked updates"]
    assert found.mark is Mark.ILL
    assert "tablekeeper replay" in found.remedy
    assert f"{MOST_SHOWN + 2}, the newest {MOST_SHOWN}" in found.said
    assert "12  2026-11-23 09:00 UTC  message of update 11, 2 tries: builtins.ValueError" in found.said
    assert "private words" not in found.said


def test_postgresql_is_looked_at_too(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, fresh_database(server) as url:
        settings = Settings(_env_file=None, database_url=SecretStr(url))  # type: ignore[call-arg]
        assert "tablekeeper migrate" in by_subject(database_findings(settings))["database"].remedy
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        found = by_subject(database_findings(settings))
        assert "postgresql, revision" in found["database"].said
        assert found.keys() == {"database", "kept guides", "outbox", "parked updates"}
    found = by_subject(database_findings(settings))
    assert (found["database"].mark, "DATABASE_URL" in found["database"].remedy) == (Mark.ILL, True)


async def test_no_finding_shows_the_token(room: Room) -> None:
    found = await looked(room.settings())
    assert TOKEN not in f"{found}"
