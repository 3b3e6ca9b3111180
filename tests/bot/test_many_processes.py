"""Several processes on one PostgreSQL: order kept, nothing twice, and a killed one replaced."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import aiohttp
from sqlalchemy import text

from bot.ingress.webhook import Doorplate
from bot.rehearsal.records import Chat, User
from dialogues.model import Answer
from storage.database import open_migrated
from storage.repository import SqlRepository
from tests.bot.conftest import TOKEN, Room
from tests.support.many_processes import Balancer, Server, serving, start_server

NOTICE = "Perhaps you have this already (en):\n\n"
REPLACED_SECONDS = 5.0
HOLDERS = text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted")


async def until(true: Callable[[], bool], room: Room, seconds: float = 90.0) -> None:
    """Waits for the world to become so; looks again whenever anything changes in it."""
    changed = asyncio.Event()
    room.world.on_change(changed.set)
    async with asyncio.timeout(seconds):
        while not true():
            changed.clear()
            await changed.wait()


def groups_of(room: Room, many: int) -> list[tuple[Chat, User, User]]:
    tables = []
    for number in range(many):
        anna, ben = room.person(f"Anna {number}"), room.person(f"Ben {number}")
        chat = room.group(f"Table {number}", anna)
        room.world.join(chat, ben)
        tables.append((chat, anna, ben))
    return tables


def say_all(room: Room, tables: list[tuple[Chat, User, User]], numbers: range) -> None:
    for number in numbers:
        for chat, anna, ben in tables:
            room.world.say(anna if number % 2 else ben, chat, f"/n{number}")


def heard(room: Room, chat: Chat) -> list[str]:
    return [text.removeprefix(NOTICE) for text in room.texts(chat) if "Heard" in text]


async def the_sender(balancer: Balancer, client: aiohttp.ClientSession) -> Server:
    senders = [server for server in balancer.servers if await server.sends(client)]
    assert len(senders) == 1
    return senders[0]


async def test_two_processes_keep_the_order_of_every_table(room: Room, postgres_url: str) -> None:
    tables = groups_of(room, 12)
    numbers = range(8)
    async with serving(room.url, postgres_url, 2) as balancer, aiohttp.ClientSession() as client:
        say_all(room, tables, numbers)
        await until(lambda: all(len(heard(room, chat)) >= len(numbers) for chat, _, _ in tables), room)
        for server in balancer.servers:
            assert await server.ready(client) == (200, {"ready": True, "missing": []})
        await the_sender(balancer, client)
        assert [await server.end() for server in balancer.servers] == [0, 0]
    for chat, _, _ in tables:
        assert room.texts(chat) == [f"Heard n{number}" for number in numbers]


async def test_a_killed_sender_is_replaced_and_nothing_is_said_twice_in_silence(
    room: Room, postgres_url: str
) -> None:
    tables = groups_of(room, 8)
    async with serving(room.url, postgres_url, 2) as balancer, aiohttp.ClientSession() as client:
        say_all(room, tables, range(6))
        await until(lambda: any(heard(room, chat) for chat, _, _ in tables), room)
        await (await the_sender(balancer, client)).kill()
        killed = time.monotonic()
        said = {chat.id: len(heard(room, chat)) for chat, _, _ in tables}
        say_all(room, tables, range(6, 8))
        await until(lambda: any(len(heard(room, chat)) > said[chat.id] for chat, _, _ in tables), room)
        assert time.monotonic() - killed <= REPLACED_SECONDS
        await until(lambda: all(len(set(heard(room, chat))) == 8 for chat, _, _ in tables), room)
    for chat, _, _ in tables:
        assert list(dict.fromkeys(heard(room, chat))) == [f"Heard n{number}" for number in range(8)]
        silent = [text for text in room.texts(chat) if not text.startswith(NOTICE)]
        assert max(Counter(silent).values()) == 1


async def test_what_another_process_has_written_is_sent_and_due_without_delay(
    room: Room, postgres_url: str
) -> None:
    ((chat, anna, _ben),) = groups_of(room, 1)
    async with serving(room.url, postgres_url, 1) as balancer, aiohttp.ClientSession() as client:
        sender = balancer.servers[0]
        assert await sender.sends(client)
        # Telegram's updates go to a second process alone.
        second = await start_server(room.url, postgres_url, balancer.address)
        balancer.servers[:] = [second]
        try:
            room.world.say(anna, chat, "/first")
            await until(lambda: heard(room, chat) == ["Heard first"], room)
            began = time.monotonic()
            room.world.say(anna, chat, "/second")
            await until(lambda: heard(room, chat)[1:] == ["Heard second"], room)
            assert time.monotonic() - began < 2.0
            room.world.say(anna, chat, "/remind 0")
            await until(lambda: any("Reminder" in text for text in room.texts(chat)), room)
            assert not await second.sends(client)
        finally:
            balancer.servers[:] = [sender, second]


async def test_the_same_update_at_both_is_taken_once(room: Room, postgres_url: str) -> None:
    anna = room.person("Anna")
    plate = Doorplate.of(room.settings(telegram_webhook_url="http://127.0.0.1"), TOKEN)
    headers = {"X-Telegram-Bot-Api-Secret-Token": plate.secret}
    async with serving(room.url, postgres_url, 2) as balancer, aiohttp.ClientSession() as client:
        room.world.start(anna)
        await until(lambda: room.texts(anna) == ["Hello Anna"], room)
        update = private_message(anna, "only once")

        async def bring(server: Server) -> int:
            async with client.post(f"{server.address}/{plate.path}", json=update, headers=headers) as answer:
                return answer.status

        ends = await asyncio.gather(*(bring(server) for server in balancer.servers for _ in range(4)))
        assert ends == [200] * 8
        await until(lambda: len(room.texts(anna)) == 2, room)
    engine = open_migrated(postgres_url)
    with engine.begin() as connection:
        assert len(SqlRepository(connection).find(Answer)) == 1
    engine.dispose()
    assert len(room.texts(anna)) == 2


def private_message(person: User, words: str) -> dict[str, Any]:
    who = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    chat = {"id": person.id, "type": "private", "first_name": person.first_name}
    message = {"message_id": 900, "date": 1_795_424_400, "chat": chat, "from": who, "text": words}
    return {"update_id": 999_000_001, "message": message}


async def test_a_lost_session_ends_the_sending_and_another_takes_it_up(room: Room, postgres_url: str) -> None:
    """Not the process but its hold on the office goes: it must not send another message by it."""
    ((chat, anna, _ben),) = groups_of(room, 1)
    engine = open_migrated(postgres_url)
    async with serving(room.url, postgres_url, 2):
        room.world.say(anna, chat, "/first")
        await until(lambda: heard(room, chat) == ["Heard first"], room)
        with engine.begin() as connection:
            (before,) = connection.execute(HOLDERS).scalars()
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": before})
        room.world.say(anna, chat, "/second")
        await until(lambda: heard(room, chat)[1:] == ["Heard second"], room, REPLACED_SECONDS)
        with engine.begin() as connection:
            (after,) = connection.execute(HOLDERS).scalars()
        assert after != before
    engine.dispose()
    assert room.texts(chat) == ["Heard first", "Heard second"]
