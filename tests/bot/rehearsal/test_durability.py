"""After a `kill -9` everything is there again."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import aiohttp
from telegram import Bot

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World
from bot.rehearsal.world_store import WorldStore
from tests.bot.rehearsal.conftest import MORNING


def _frozen() -> RehearsalClock:
    return RehearsalClock(MORNING, frozen=True)


async def test_a_reopened_world_is_the_same_world(tmp_path: Path) -> None:
    file = tmp_path / "room.sqlite3"
    old = World(_frozen(), store=WorldStore(file))
    anna = old.add_user("Anna", username="anna")
    ben = old.add_user("Ben")
    group = old.create_group("Table", anna, [ben])
    old.add_bot(group, anna)
    server = RoomServer(create_app(old, page_token=None))
    url = await server.start()
    async with Bot(old.token, base_url=f"{url}/bot") as bot:
        seen = await bot.get_updates(allowed_updates=["message", "callback_query"])
        await bot.get_updates(offset=seen[0].update_id + 1)
        old.start(anna, "join")
        await bot.send_message(anna.id, "Welcome")
        await bot.send_document(anna.id, b"pdf", filename="a.pdf")
        await bot.set_my_commands([("help", "Help")])
    old.clock.advance(timedelta(days=3))
    old.say(ben, group, "/table")
    await server.stop()

    # The first world is not closed: whatever is not on the disk now is lost.
    new = World(_frozen(), store=WorldStore(file))
    assert new.users == old.users
    assert new.chats == old.chats
    assert new.message_rows == old.message_rows
    assert new.updates == old.updates
    assert new.files == old.files
    assert new.settings == old.settings
    assert new.numbers == old.numbers
    assert new.clock.now() == old.clock.now() == MORNING + timedelta(days=3)
    assert [u.as_sent() for u in new.waiting_updates()] == [u.as_sent() for u in old.waiting_updates()]
    assert new.pending_updates() == 3
    assert new.changed_since(0) == old.changed_since(0)


async def test_an_emptied_world_stays_empty_and_gives_no_number_twice(tmp_path: Path) -> None:
    file = tmp_path / "room.sqlite3"
    old = World(_frozen(), store=WorldStore(file))
    anna = old.add_user("Anna")
    old.start(anna)
    update = old.waiting_updates()[0].update_id
    old.clear()
    new = World(_frozen(), store=WorldStore(file))
    assert (new.chats, new.message_rows, new.pending_updates()) == ({}, {}, 0)
    assert list(new.users) == [new.bot.id]
    assert new.epoch == old.epoch
    ben = new.add_user("Ben")
    new.start(ben)
    assert ben.id > anna.id
    assert new.waiting_updates()[0].update_id > update


def test_a_change_that_fails_half_way_is_still_what_everybody_saw(tmp_path: Path) -> None:
    file = tmp_path / "room.sqlite3"
    world = World(_frozen(), store=WorldStore(file))
    anna = world.add_user("Anna")
    world.start(anna)
    assert World(_frozen(), store=WorldStore(file)).message_rows == world.message_rows


ROOM_PROCESS = """
import asyncio, sys
from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World
from bot.rehearsal.world_store import WorldStore

async def main():
    world = World(RehearsalClock(), store=WorldStore(sys.argv[1]))
    world.start(world.add_user("Anna", user_id=42))
    print(await RoomServer(create_app(world, page_token=None)).start(), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_what_was_answered_survives_kill_9(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    file = tmp_path / "room.sqlite3"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ROOM_PROCESS, str(file), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    token = World(_frozen()).token
    for number in range(20):
        body = {"chat_id": 42, "text": f"Message {number}"}
        async with http.post(f"{url}/bot{token}/sendMessage", json=body) as answer:
            assert answer.status == 200
    process.kill()
    await process.communicate()
    reopened = World(_frozen(), store=WorldStore(file))
    assert [message.words for message in reopened.messages(42)][1:] == [f"Message {n}" for n in range(20)]
    assert reopened.pending_updates() == 1
