"""The command line, as a person meets it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from email.utils import formatdate
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.findings import Mark
from bot.health import examine
from bot.settings import Settings, read_settings
from dialogues.model import Table
from storage.database import open_migrated
from storage.repository import SqlRepository
from tests.bot.conftest import Room


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def called(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def test_help_lists_what_exists() -> None:
    shown = called("--help").output
    assert set(main.commands) >= {"run", "rehearse", "migrate", "export", "doctor", "backup", "restore"}
    for command in main.commands:
        assert f"\n  {command}" in shown
        assert called(command, "--help").exit_code == 0


@pytest.mark.parametrize("command", [[], ["run"], ["doctor"], ["migrate"], ["rehearse"]])
def test_a_wrong_setting_stops_everything_before_it_starts(command: list[str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=hush\nREHEARSAL_PORT=x\n")
    result = called(*command)
    assert result.exit_code == 2
    lines = result.stderr.strip().splitlines()
    assert [line.split()[1] for line in lines] == ["TELEGRAM_BOT_TOKEN", "REHEARSAL_PORT"]
    assert "hush" not in result.output
    assert {one.name for one in tmp_path.iterdir()} == {".env"}


def test_serve_without_a_webhook_says_what_to_set() -> None:
    result = called("serve")
    assert result.exit_code == 2
    assert "TELEGRAM_WEBHOOK_URL" in result.stderr


def test_run_without_a_token_says_where_to_get_one() -> None:
    result = called("run")
    assert result.exit_code == 2
    assert "@BotFather" in result.stderr


def test_migrate_tells_each_step_and_then_nothing_to_do() -> None:
    first = called("migrate")
    assert "0001 done" in first.output
    assert first.exit_code == 0
    assert "at the newest revision" in called("migrate").output


@pytest.mark.parametrize("url", ["sqlite:////proc/nowhere/a.db", "postgresql+psycopg://x@127.0.0.1:9/x"])
def test_migrate_of_a_database_that_cannot_be_opened_says_what_to_check(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    result = called("migrate")
    assert result.exit_code == 1
    assert "Check DATABASE_URL" in result.stderr
    assert "Traceback" not in result.output


def test_export_of_an_unknown_table_lists_what_there_is(tmp_path: Path) -> None:
    engine = open_migrated(f"sqlite:///{tmp_path / 'tablekeeper.db'}")
    with engine.begin() as connection:
        SqlRepository(connection).add(Table(name="Work for all", chat_id=-1))
    engine.dispose()
    result = called("export", "No such", "--out", "record.json")
    assert result.exit_code == 1
    assert "1  Work for all" in result.stderr
    assert not (tmp_path / "record.json").exists()


def test_doctor_without_a_token_looks_at_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    called("migrate")
    result = called("doctor")
    assert result.exit_code == 0
    assert "token: none is set" in result.output
    assert "database: sqlite, revision" in result.output
    assert "parked updates: none" in result.output


async def test_doctor_against_a_bot(room: Room) -> None:
    async with room.bot() as bot:
        await bot.settle()
    found = {one.subject: one async for one in examine(room.settings())}
    assert found["token"].said == "belongs to @tablekeeper_bot"
    assert "none is set" in found["webhook"].said
    assert found["privacy mode"].mark is Mark.WELL
    await bot.bot.initialize()
    await bot.bot.set_webhook("http://127.0.0.1:9/hook", allowed_updates=["message"])
    found = {one.subject: one async for one in examine(room.settings())}
    assert found["webhook"].mark is Mark.ILL
    assert "--remove-webhook" in found["webhook"].remedy
    found = {one.subject: one async for one in examine(room.settings(), remove_webhook=True)}
    assert found["webhook"].mark is Mark.WELL
    await bot.bot.shutdown()


@pytest.mark.parametrize(("ahead", "mark"), [(0, "ok"), (3600, "PROBLEM")])
async def test_doctor_compares_the_clock(ahead: int, mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        told = formatdate(time.time() + ahead, usegmt=True)
        writer.write(f"HTTP/1.1 200 OK\r\nDate: {told}\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        monkeypatch.setenv("TELEGRAM_API_URL", f"http://127.0.0.1:{port}")
        found = {one.subject: one async for one in examine(read_settings(None))}
    assert found["clock"].mark.value == mark


def test_check_result_of_one_statement() -> None:
    result = called(
        "check-result", "--as-of", "2026-11-22", "By 2031, 80 % of young people in Redwood have work"
    )
    assert result.exit_code == 0
    assert "deadline" in result.output
    assert called("check-result").exit_code == 2
    unknown = called("check-result", "--lang", "xx", "words")
    assert (unknown.exit_code, "Traceback" in unknown.output) == (1, False)


def test_check_result_of_many_lines() -> None:
    line = json.dumps({"id": "a", "text": "We meet more often", "lang": "en", "as_of": "2026-11-22"})
    result = called("check-result", "--jsonl", given=f"{line}\nno json\n")
    answers = [json.loads(one) for one in result.stdout.splitlines()]
    assert [one["id"] for one in answers] == ["a", None]
    assert result.exit_code == 1


def test_the_module_does_what_the_command_does() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True
    )
    assert "rehearse" in shown.stdout
