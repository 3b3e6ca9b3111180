"""The transport against the local Bot API: answers, files, and which error means what."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.rehearsal.faults import FaultRule
from bot.rehearsal.records import User
from bot.transport import MOST_CONNECTIONS, AiohttpRequest, AnswerLost, NeverSent, NeverSentInTime
from tests.bot.conftest import TOKEN, Room


@pytest.fixture
async def bot(room: Room) -> AsyncIterator[Bot]:
    opened = on(room.url, read_timeout=5.0)
    async with opened:
        yield opened


@pytest.fixture
def anna(room: Room) -> User:
    person = room.person("Anna")
    room.world.start(person)
    return person


def on(url: str, *, token: str = TOKEN, **seconds: Any) -> Bot:
    return Bot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=AiohttpRequest(**seconds),
        get_updates_request=AiohttpRequest(**seconds),
    )


async def test_a_message_goes_out_letter_for_letter(bot: Bot, room: Room, anna: User) -> None:
    words = 'l\'été "x" 👩‍🚀 & co\nnext'
    message = await bot.send_message(anna.id, words)
    assert message.text == words
    assert room.texts(anna) == [words]


async def test_files_go_out_whole(bot: Bot, room: Room, anna: User) -> None:
    content = bytes(range(256)) * 40
    await bot.send_document(anna.id, InputFile(content, filename="record.json"), caption="The record")
    document = room.said(anna)[0].content["document"]
    assert (document["file_name"], document["file_size"]) == ("record.json", len(content))


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        (FaultRule(kind="too_many_requests", retry_after=7), RetryAfter),
        (FaultRule(kind="forbidden"), Forbidden),
        (FaultRule(kind="server_error"), NetworkError),
        (FaultRule(kind="reset_before"), AnswerLost),
        (FaultRule(kind="reset_after"), AnswerLost),
    ],
)
async def test_errors_are_those_of_telegram(
    bot: Bot, room: Room, anna: User, rule: FaultRule, error: type[TelegramError]
) -> None:
    room.faults.add(rule)
    with pytest.raises(error) as caught:
        await bot.send_message(anna.id, "hello")
    assert type(caught.value) is error
    assert TOKEN not in repr(caught.value)


async def test_a_wrong_chat_is_a_bad_request(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(4711, "hello")


async def test_a_group_that_moved_tells_where(bot: Bot, room: Room, anna: User) -> None:
    group = room.group("Work", anna)
    larger = room.world.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "hello")
    assert caught.value.new_chat_id == larger.id


@pytest.mark.parametrize("kind", ["timeout_before", "timeout_after"])
async def test_an_answer_that_does_not_come_is_in_doubt(room: Room, anna: User, kind: str) -> None:
    room.faults.add(FaultRule(kind=kind, method="sendMessage"))  # type: ignore[arg-type]
    async with on(room.url, read_timeout=0.2) as bot:
        with pytest.raises(TimedOut) as caught:
            await bot.send_message(anna.id, "hello")
    assert not isinstance(caught.value, NeverSent)


async def test_a_refused_connection_was_never_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    request = AiohttpRequest()
    await request.initialize()
    with pytest.raises(NeverSent) as caught:
        await request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r}"
    await request.shutdown()


async def test_an_unknown_host_was_never_sent() -> None:
    request = AiohttpRequest(connect_timeout=2.0)
    await request.initialize()
    with pytest.raises(NeverSent):
        await request.post("http://no-such-host.invalid/getMe")
    await request.shutdown()


async def test_no_free_connection_was_never_sent(room: Room) -> None:
    """The pool is full of calls that wait: the next one never leaves."""
    room.faults.add(FaultRule(kind="timeout_before", method="getMe", count=1000, hold=30.0))
    request = AiohttpRequest(connect_timeout=2.0, pool_timeout=0.1, read_timeout=20.0)
    await request.initialize()
    url = f"{room.url}/bot{TOKEN}/getMe"
    held = [asyncio.ensure_future(request.post(url)) for _ in range(MOST_CONNECTIONS)]
    for _ in range(20_000):
        await asyncio.sleep(0)
    with pytest.raises(NeverSentInTime):
        await request.post(url)
    for call in held:
        call.cancel()
    await asyncio.gather(*held, return_exceptions=True)
    await request.shutdown()


async def test_a_token_nobody_knows(room: Room) -> None:
    stranger = on(room.url, token="123456:nobody-knows-this-one")  # noqa: S106
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_proxy_is_used_and_told_apart_when_it_is_down(room: Room) -> None:
    asked: list[str] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).decode())
        while (await reader.readline()).strip():
            pass
        body = json.dumps({"ok": True, "result": True}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    request = AiohttpRequest(proxy=f"http://127.0.0.1:{port}")
    await request.initialize()
    assert await request.post("http://telegram.invalid/logOut") is True
    assert asked == ["POST http://telegram.invalid/logOut HTTP/1.1\r\n"]
    server.close()
    await server.wait_closed()
    with pytest.raises(NeverSent):
        await request.post("http://telegram.invalid/logOut")
    await request.shutdown()


@pytest.mark.asks_wrongly
async def test_what_json_cannot_hold_is_refused_before_it_is_sent(room: Room) -> None:
    request = AiohttpRequest()
    await request.initialize()
    data = RequestData([RequestParameter.from_input("text", "half \udc00")])
    with pytest.raises(BadRequest):
        await request.post(f"{room.url}/bot{TOKEN}/sendMessage", data)
    await request.shutdown()


def test_half_a_character_in_an_answer_does_not_hide_the_rest() -> None:
    assert AiohttpRequest.parse_json_payload(b'{"a": "\\udc00", "b": 1}') == {"a": "\udc00", "b": 1}
    with pytest.raises(TelegramError):
        AiohttpRequest.parse_json_payload(b"<html>")


async def test_it_must_be_opened_first() -> None:
    with pytest.raises(NetworkError, match="Initialise"):
        await AiohttpRequest().post("http://127.0.0.1/x")
