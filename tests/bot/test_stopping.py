"""SIGTERM in the middle of work: what is under way is finished, nothing is lost, the status is 0."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from telegram import Bot

from bot.rehearsal.faults import FaultRule
from bot.rehearsal.records import User
from dialogues.model import Answer
from tests.bot.conftest import TOKEN, Room, stored
from tests.bot.test_webhook import free_port

ROOT = Path(__file__).parents[2]
PEOPLE = 6
WORDS = 25
# Enough for what is under way at the local server, far below what a service manager waits.
SOON_SECONDS = 10.0


class Command(NamedTuple):
    """A running command and where its messages go."""

    process: asyncio.subprocess.Process
    errors: Path

    async def ended(self) -> int:
        async with asyncio.timeout(60):
            return await self.process.wait()

    def stop(self) -> float:
        """Asks it to stop; gives the instant."""
        self.process.send_signal(signal.SIGTERM)
        return time.monotonic()


@asynccontextmanager
async def command(room: Room, *arguments: str, module: str = "bot", **others: str) -> AsyncIterator[Command]:
    """`tablekeeper …` in a process of its own, at the local Bot API."""
    environment = os.environ | {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": room.url,
        "DATABASE_URL": f"sqlite:///{room.folder / 'tablekeeper.db'}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    } | others  # fmt: skip
    errors = room.folder / f"errors {time.monotonic_ns()}"
    with errors.open("w") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *arguments,
            env=environment, cwd=room.folder, stdout=asyncio.subprocess.PIPE, stderr=file,
        )  # fmt: skip
    try:
        yield Command(process, errors)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def said(running: Command, words: str) -> str:
    """The line in which the command says this."""
    assert running.process.stdout is not None
    async with asyncio.timeout(60):
        while True:
            line = (await running.process.stdout.readline()).decode()
            if words in line:
                return line
            assert line, running.errors.read_text()


def busy(room: Room) -> list[User]:
    people = [room.person(f"Person {number}") for number in range(PEOPLE)]
    for person in people:
        room.world.start(person)
        for number in range(WORDS):
            room.world.say(person, person, f"answer {number}")
    return people


@pytest.mark.parametrize("how", ["run", "serve"])
async def test_stopped_while_busy_it_ends_soon_and_loses_nothing(room: Room, how: str) -> None:
    """What it had confirmed is kept; the next run takes the rest; nobody hears anything twice."""
    port = free_port()
    webhook = {"TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}", "TELEGRAM_WEBHOOK_PORT": str(port)}
    given = webhook if how == "serve" else {}
    async with command(room, how, module="tests.bot.one_stoppable", **given) as running:
        await said(running, "Ctrl+C stops")
        people = busy(room)
        everything = PEOPLE * (WORDS + 1)
        await room.world.wait_for(lambda: room.world.pending_updates() < everything, seconds=30.0)
        began = running.stop()
        assert await running.ended() == 0, running.errors.read_text()
        assert time.monotonic() - began < SOON_SECONDS
    assert "Traceback" not in running.errors.read_text()
    amid = room.world.pending_updates(), sum(len(room.texts(person)) for person in people)
    async with Bot(TOKEN, base_url=f"{room.url}/bot") as asked:
        await asked.delete_webhook()
    async with room.bot() as bot:
        await bot.settle()
        assert len(stored(bot, Answer)) == PEOPLE * WORDS
    for person in people:
        heard = [text.partition(": ")[2] for text in room.texts(person)]
        assert heard[1:] == [f"answer {number}" for number in range(WORDS)]
    assert amid != (0, everything), "it had done everything before it was stopped: make it busier"


async def test_the_command_itself_ends_with_status_0(room: Room) -> None:
    async with command(room, "run") as running:
        await said(running, "Ctrl+C stops")
        busy(room)
        began = running.stop()
        assert await running.ended() == 0, running.errors.read_text()
        assert time.monotonic() - began < SOON_SECONDS
    assert "Traceback" not in running.errors.read_text()


async def test_where_machines_read_the_log_every_line_is_json(room: Room) -> None:
    """What is told to the one who started it, too, and why it could not start."""
    async with command(room, "run", TABLEKEEPER_LOG_FORMAT="json", TABLEKEEPER_LOG_LEVEL="DEBUG") as running:
        busy(room)
        await room.world.wait_for(lambda: room.world.pending_updates() == 0, seconds=60.0)
        running.stop()
        assert await running.ended() == 0
        assert running.process.stdout is not None
        assert await running.process.stdout.read() == b""
    lines = [json.loads(line) for line in running.errors.read_text().splitlines()]
    assert {"told", "started", "stopped"} <= {line["event"] for line in lines}
    assert "answer 1" not in running.errors.read_text()
    strange = "123456:nobody-knows-this-one"
    async with command(room, "run", TABLEKEEPER_LOG_FORMAT="json", TELEGRAM_BOT_TOKEN=strange) as running:
        assert await running.ended() == 1
    (line,) = [json.loads(line) for line in running.errors.read_text().splitlines()]
    assert (line["event"], "BotFather" in line["said"]) == ("ended", True)


async def test_while_telegram_keeps_it_waiting_a_second_signal_ends_it_at_once(room: Room) -> None:
    anna = room.person()
    room.faults.add(FaultRule(kind="timeout_before", method="sendMessage", count=100, hold=60.0))
    async with command(room, "run", TELEGRAM_READ_SECONDS="60") as running:
        await said(running, "Ctrl+C stops")
        room.world.start(anna)
        await room.world.wait_for(lambda: room.world.pending_updates() == 0, seconds=30.0)
        running.stop()
        await said(running, "Once more stops at once")
        began = running.stop()
        assert await running.ended() == 130
        assert time.monotonic() - began < 5.0
    assert "Traceback" not in running.errors.read_text()


async def test_the_rehearsal_room_is_closed_in_the_same_way(room: Room) -> None:
    async with command(room, "rehearse", "--port", "0", "--dir", "rehearsal") as running:
        await said(running, "The rehearsal room is open")
        began = running.stop()
        assert await running.ended() == 0, running.errors.read_text()
        assert time.monotonic() - began < SOON_SECONDS
    assert not re.search("Traceback|Error", running.errors.read_text())
    async with command(room, "rehearse", "--port", "0", "--dir", "rehearsal") as running:
        await said(running, "The rehearsal room is open")
        running.stop()
        assert await running.ended() == 0
