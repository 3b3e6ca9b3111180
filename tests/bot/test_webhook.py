"""The webhook: refused before it is read, answered after the commit, and nothing said about anybody."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.ingress.webhook import MOST_BYTES, CannotListen, Doorplate, WebhookRefused
from bot.settings import Settings
from bot.wiring import Tablekeeper
from dialogues.checks.privacy import Sealed
from dialogues.model import Answer
from storage import parked
from storage.file_lock import DatabaseTaken
from tests.bot.conftest import TOKEN, Room, reading, stored
from tests.bot.small_method import BREAKS
from tests.support.statements import commits_refused, driver_of_writer, told

HEADER = "X-Telegram-Bot-Api-Secret-Token"
JSON = {"Content-Type": "application/json"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Served:
    """A bot behind its webhook, and a stranger's client."""

    def __init__(self, bot: Tablekeeper, settings: Settings, client: aiohttp.ClientSession) -> None:
        self.bot = bot
        self.plate = Doorplate.of(settings, TOKEN)
        self.base = str(settings.telegram_webhook_url)
        self.client = client

    async def post(self, update: Any, *, path: str | None = None, **headers: str) -> int:
        given = JSON | {HEADER: self.plate.secret} | headers
        data = update if isinstance(update, bytes) else json.dumps(update).encode()
        async with self.client.post(
            f"{self.base}/{path or self.plate.path}", data=data, headers=given
        ) as answer:
            return answer.status

    async def page(self, path: str) -> tuple[int, str]:
        async with self.client.get(f"{self.base}{path}") as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def serving(room: Room, **others: Any) -> AsyncIterator[Served]:
    port = free_port()
    settings = room.settings(
        telegram_webhook_url=f"http://127.0.0.1:{port}", telegram_webhook_port=port, **others
    )
    async with aiohttp.ClientSession() as client, room.bot(settings=settings, webhook=True) as bot:
        yield Served(bot, settings, client)


def message(update_id: int, text: str, person: int = 5_000_000_001) -> dict[str, Any]:
    who = {"id": person, "is_bot": False, "first_name": "Anna", "language_code": "en"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id % 100_000,
            "date": 1_795_424_400,
            "chat": {"id": person, "type": "private", "first_name": "Anna"},
            "from": who,
            "text": text,
        },
    }


async def test_telegram_brings_updates_and_they_are_answered(room: Room) -> None:
    anna, ben = room.person("Anna"), room.person("Ben")
    room.world.start(anna)  # waits before anybody listens
    async with serving(room) as served:
        room.world.start(ben)
        for number in range(5):
            room.world.say(anna, anna, f"answer {number}")
            room.world.say(ben, ben, f"answer {number}")
        await served.bot.settle()
        for person in (anna, ben):
            assert [text.partition(": ")[2] for text in room.texts(person)][1:] == [
                f"answer {number}" for number in range(5)
            ]
        assert len(stored(served.bot, Answer)) == 10
        told = await served.bot.bot.get_webhook_info()
        assert told.url == served.plate.url
        assert set(told.allowed_updates or ()) >= {"message", "callback_query", "chat_member"}
        assert told.max_connections == 40


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({HEADER: "wrong"}, 403),
        ({HEADER: ""}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
async def test_strangers_are_refused(room: Room, headers: dict[str, str], status: int) -> None:
    async with serving(room) as served:
        assert await served.post(message(1, "let me in"), **headers) == status
        assert stored(served.bot, Answer) == []


async def test_another_path_or_method_finds_nothing(room: Room) -> None:
    async with serving(room) as served:
        assert await served.post(message(1, "x"), path="elsewhere") == 404
        assert await served.page(f"/{served.plate.path}") == (405, "")
        assert (await served.page("/"))[0] == 404


async def raw_answer(served: Served, *headers: str, body: bytes = b"") -> bytes:
    """What comes back until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(served.base.rpartition(":")[2]))
    head = [f"POST /{served.plate.path} HTTP/1.1", "Host: x", "Content-Type: application/json", *headers]
    writer.write("\r\n".join([*head, "", ""]).encode() + body)
    async with asyncio.timeout(60):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_a_wrong_secret_is_refused_before_a_byte_of_the_body(room: Room) -> None:
    async with serving(room) as served:
        answer = await raw_answer(served, "Content-Length: 1000", f"{HEADER}: wrong")
        assert answer.startswith(b"HTTP/1.1 403 ")


async def test_what_is_too_long_is_refused_by_its_length_or_as_soon_as_it_is(room: Room) -> None:
    async with serving(room) as served:
        secret = f"{HEADER}: {served.plate.secret}"
        answer = await raw_answer(served, secret, f"Content-Length: {MOST_BYTES + 1}")
        assert answer.startswith(b"HTTP/1.1 413 ")
        chunk = f"{MOST_BYTES + 1:x}\r\n".encode() + b" " * (MOST_BYTES + 1)
        answer = await raw_answer(served, secret, "Transfer-Encoding: chunked", body=chunk)
        assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'{"update_id":"7"}', b'{"update_id":true}', b"[" * 9999]
)
async def test_what_is_no_update_is_a_bad_request(room: Room, body: bytes) -> None:
    async with serving(room) as served:
        assert await served.post(body) == 400


async def test_a_repeated_update_changes_nothing(room: Room) -> None:
    async with serving(room) as served:
        ends = await asyncio.gather(*(served.post(message(77, "once")) for _ in range(8)))
        assert ends == [200] * 8
        assert [answer.text for answer in stored(served.bot, Answer)] == [Sealed("once")]


@pytest.mark.parametrize("text", [BREAKS, "half a \ud83d character", "nul \x00 inside"])
async def test_a_poisonous_update_is_answered_and_the_next_goes_on(room: Room, text: str) -> None:
    async with serving(room) as served:
        assert await served.post(message(1, text)) == 200
        assert await served.post({"update_id": 2, "message": {"message_id": "?"}}) == 200
        assert await served.post(message(3, "next")) == 200
        assert Sealed("next") in [answer.text for answer in stored(served.bot, Answer)]
        assert reading(served.bot, parked.count) >= 1


async def test_what_was_not_committed_is_not_confirmed(room: Room) -> None:
    anna = room.person("Anna")
    async with serving(room) as served:
        with commits_refused(driver_of_writer(served.bot.writer)):
            assert await served.post(message(1, "kept at last", anna.id)) == 503
        assert await served.post(message(1, "kept at last", anna.id)) == 200
        assert [answer.text for answer in stored(served.bot, Answer)] == [Sealed("kept at last")]


async def test_the_answer_comes_after_the_commit(room: Room) -> None:
    async with serving(room) as served:
        seen_at_commit: list[bool] = []
        done = asyncio.Event()

        async def post() -> None:
            assert await served.post(message(1, "x")) == 200
            done.set()

        def hear(statement: str) -> None:
            if statement == "COMMIT":
                seen_at_commit.append(done.is_set())

        with told(driver_of_writer(served.bot.writer), hear):
            await post()
        assert seen_at_commit[:1] == [False]


async def test_the_operators_pages(room: Room) -> None:
    anna = room.person("Anna Secretname")
    async with serving(room) as served:
        room.world.start(anna)
        room.world.say(anna, anna, "private words")
        await served.bot.settle()
        assert await served.page("/healthz") == (200, "alive\n")
        status, ready = await served.page("/readyz")
        assert (status, json.loads(ready)) == (200, {"ready": True, "missing": []})
        status, metrics = await served.page("/metrics")
        assert status == 200
        assert 'tablekeeper_updates_total{end="decided"} 2.0' in metrics
        assert 'tablekeeper_sent_total{outcome="delivered"} 2.0' in metrics
        assert 'tablekeeper_outbox{state="waiting"} 0.0' in metrics
        assert 'tablekeeper_duty{duty="courier"} 1.0' in metrics
        assert "tablekeeper_update_seconds_count 2.0" in metrics
        assert "tablekeeper_parked 0.0" in metrics
        for hidden in ("Secretname", str(anna.id), "private words", TOKEN, served.plate.path):
            assert hidden not in metrics


async def test_not_ready_says_why(room: Room) -> None:
    async with serving(room) as served:
        await served.bot.courier.stop()
        status, ready = await served.page("/readyz")
        assert (status, json.loads(ready)["missing"]) == (503, ["no process sends messages"])


async def test_neither_path_nor_secret_nor_token_is_logged(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with serving(room) as served:
            await served.post(message(1, BREAKS))
            await served.post(message(2, "x"), **{HEADER: "wrong"})
    assert "started" in caplog.text
    for hidden in (TOKEN, served.plate.path, served.plate.secret, "secret words"):
        assert not [record for record in caplog.records if hidden in record.getMessage() and _ours(record)]


def _ours(record: logging.LogRecord) -> bool:
    """What the root logger writes by default; the libraries' talk is silenced by set_up_logging."""
    return record.name.startswith(("bot", "uvicorn"))


def test_every_process_derives_the_same_plate_and_another_secret_another_path(room: Room) -> None:
    plain = room.settings(telegram_webhook_url="https://bot.example.org/x/")
    given = room.settings(
        telegram_webhook_url="https://bot.example.org/x", telegram_webhook_secret=SecretStr("s" * 20)
    )
    first, second = Doorplate.of(plain, TOKEN), Doorplate.of(given, TOKEN)
    assert first == Doorplate.of(plain, TOKEN)
    assert first.url == f"https://bot.example.org/x/{first.path}"
    assert second.secret == "s" * 20
    assert len({first.path, second.path, first.secret, second.secret}) == 4
    assert not any(part in TOKEN for part in (first.path, first.secret))


async def test_telegrams_refusal_is_told_with_its_remedy_and_nothing_stays_open(room: Room) -> None:
    settings = room.settings(telegram_webhook_url="https://bot.example.org", telegram_webhook_port=0)
    with pytest.raises(WebhookRefused, match="TELEGRAM_WEBHOOK_URL"):
        async with room.bot(settings=settings, webhook=True):
            pass
    async with serving(room) as served:
        assert (await served.page("/healthz"))[0] == 200


async def test_a_taken_port_is_told_with_its_remedy(room: Room) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        settings = room.settings(telegram_webhook_url="http://127.0.0.1", telegram_webhook_port=port)
        with pytest.raises(CannotListen, match="TELEGRAM_WEBHOOK_PORT"):
            async with room.bot(settings=settings, webhook=True):
                pass


async def test_a_second_process_on_one_sqlite_file_is_refused(room: Room) -> None:
    async with serving(room):
        with pytest.raises(DatabaseTaken, match="PostgreSQL"):
            async with room.bot():
                pass
    async with room.bot():
        pass


async def test_stopped_under_load_it_answers_what_it_took_and_loses_nothing(room: Room) -> None:
    async with serving(room) as served:
        posts = [
            asyncio.create_task(served.post(message(number, f"n {number}", 5_000_000_000 + number % 7)))
            for number in range(1, 60)
        ]
        await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED)
        await served.bot.stop()
        ends = await asyncio.gather(*posts, return_exceptions=True)
    taken = {Sealed(f"n {number}") for number, end in enumerate(ends, start=1) if end == 200}
    async with room.bot() as bot:
        assert taken
        assert taken <= {answer.text for answer in stored(bot, Answer)}


async def test_serve_stops_by_a_signal(room: Room, tmp_path: Path) -> None:
    port = free_port()
    told = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": room.url,
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "TELEGRAM_WEBHOOK_PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'served.db'}",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve",
        env=os.environ | told, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(60):
        said = await process.stdout.readuntil(b"Ctrl+C stops.\n")
        process.send_signal(signal.SIGTERM)
        said += await process.stdout.read()
        assert await process.wait() == 0
    assert b"Serving the webhook" in said
    assert TOKEN.encode() not in said
