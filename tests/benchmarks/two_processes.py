"""One process against two on one PostgreSQL: throughput, order, and how soon a killed sender is replaced.

`uv run python -m tests.benchmarks two_processes [--tables 200] [--each 25] [--json FILE]`. Every table
sends its updates one after the other, as Telegram does, each to a process by turns; up to 40 at a time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import aiohttp
import orjson
from sqlalchemy import URL

from bot.ingress.webhook import Doorplate
from bot.settings import Settings
from tests.benchmarks.sides.bot_api import BotApi
from tests.benchmarks.sides.http import Respond
from tests.bot.conftest import TOKEN
from tests.support.many_processes import Server, start_server
from tests.support.postgres import migrated_database, running_server

AT_ONCE = 40
PUBLIC_URL = "http://127.0.0.1:1"
LONGEST_SECONDS = 300.0


class Listening(BotApi):
    """Keeps what was said in each chat, in order."""

    def __init__(self) -> None:
        self.changed = changed = asyncio.Event()
        super().__init__(posted=lambda _chat_id, _id: changed.set(), edited=lambda _chat_id, _id: None)
        self.said: dict[int, list[str]] = defaultdict(list)

    def _handle(self, path: bytes, body: bytes, respond: Respond) -> None:
        if path.lower().endswith(b"/sendmessage"):
            message = orjson.loads(body)
            self.said[int(message["chat_id"])].append(message["text"])
        super()._handle(path, body, respond)

    async def until(self, messages: int) -> None:
        """Returns when so many messages were posted."""
        async with asyncio.timeout(LONGEST_SECONDS):
            while sum(map(len, self.said.values())) < messages:
                self.changed.clear()
                await self.changed.wait()


@dataclass(frozen=True, slots=True)
class Round:
    """What one run gave. `in_order`: every table heard each of its answers once, in order."""

    processes: int
    committed_per_second: float
    said_per_second: float
    in_order: bool


def _update(number: int, table: int, place: int) -> dict[str, Any]:
    who = {"id": 6_000_000_000 + table * 10 + place % 5, "is_bot": False, "first_name": f"Person {place % 5}"}
    chat = {"id": -1_000_000_000_000 - table, "type": "supergroup", "title": f"Table {table}"}
    words = f"/n{place}"
    message = {"message_id": place + 1, "date": 1_795_424_400, "chat": chat, "from": who, "text": words}
    command = {"type": "bot_command", "offset": 0, "length": len(words)}
    return {"update_id": number, "message": message | {"entities": [command]}}


async def _bring_all(servers: list[Server], tables: int, each: int, first: int) -> None:
    plate = Doorplate.of(
        Settings(_env_file=None, telegram_webhook_url=PUBLIC_URL),  # type: ignore[call-arg]
        TOKEN,
    )
    headers = {"X-Telegram-Bot-Api-Secret-Token": plate.secret, "Content-Type": "application/json"}
    room = asyncio.Semaphore(AT_ONCE)
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    async with aiohttp.ClientSession(connector=connector) as client:

        async def one_table(table: int) -> None:
            chance = random.Random(table)
            for place in range(each):
                body = orjson.dumps(_update(first + table * each + place, table, place))
                while True:
                    url = f"{chance.choice(servers).address}/{plate.path}"
                    async with room, client.post(url, data=body, headers=headers) as answer:
                        if answer.status == 200:
                            break

        await asyncio.gather(*(one_table(table) for table in range(tables)))


async def _round(server: URL, processes: int, tables: int, each: int) -> tuple[Round, float | None]:
    with migrated_database(server) as database:
        api = Listening()
        url = await api.start()
        servers = [await start_server(url, database, PUBLIC_URL) for _ in range(processes)]
        try:
            began = time.perf_counter()
            await _bring_all(servers, tables, each, 1)
            committed = time.perf_counter() - began
            await api.until(tables * each)
            said = time.perf_counter() - began
            expected = [f"Heard n{place}" for place in range(each)]
            in_order = len(api.said) == tables and all(one == expected for one in api.said.values())
            many = tables * each
            measured = Round(processes, many / committed, many / said, in_order)
            replaced = await _replaced_after(servers, api, many) if processes > 1 else None
            return measured, replaced
        finally:
            for one in servers:
                await one.end()
            await api.stop()


async def _replaced_after(servers: list[Server], api: Listening, said: int) -> float:
    """Kills the sender; the seconds until another has said something new."""
    async with aiohttp.ClientSession() as client:
        (sender,) = [server for server in servers if await server.sends(client)]
    await sender.kill()
    began = time.perf_counter()
    servers.remove(sender)
    await _bring_all(servers, 1, 1, 10**9)
    await api.until(said + 1)
    return time.perf_counter() - began


async def _measure(tables: int, each: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="two-") as folder, running_server(Path(folder)) as server:
        one, _ = await _round(server, 1, tables, each)
        two, replaced = await _round(server, 2, tables, each)
    return {
        "one": asdict(one),
        "two": asdict(two),
        "two_to_one": two.committed_per_second / one.committed_per_second,
        "replaced_seconds": replaced,
    }


def main() -> int:
    """Prints the figures; fails where order was lost or nobody took over in 5 seconds."""
    parser = argparse.ArgumentParser(prog="two_processes", description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures = asyncio.run(_measure(asked.tables, asked.each))
    for name in ("one", "two"):
        one = figures[name]
        print(
            f"{name:3} process{'es' if name == 'two' else '  '}: {one['committed_per_second']:7.0f} updates/s"
            f" committed, {one['said_per_second']:7.0f} messages/s said,"
            f" order {'intact' if one['in_order'] else 'LOST'}"
        )
    print(f"two to one: {figures['two_to_one']:.2f}; a killed sender replaced after"
          f" {figures['replaced_seconds']:.2f} s")  # fmt: skip
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=2))
    well = figures["one"]["in_order"] and figures["two"]["in_order"] and figures["replaced_seconds"] <= 5.0
    return 0 if well else 1
