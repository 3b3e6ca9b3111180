"""What the page asks for and does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import orjson
import pytest

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.records import Chat, User
from bot.rehearsal.room_api import RoomHooks
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import MORNING, heard

DEADLINE = MORNING + timedelta(days=2)


@pytest.fixture
def restarts() -> list[str]:
    return []


@pytest.fixture
async def url(world: World, restarts: list[str]) -> AsyncIterator[str]:
    async def next_deadline() -> datetime | None:
        return DEADLINE if world.clock.now() < DEADLINE else None

    hooks = RoomHooks(
        next_deadline=next_deadline,
        restart=restarts.append,
        guide=lambda: {"title": "First", "steps": ["Press Start"]},
        seat_labels=lambda: dict.fromkeys(world.users, "Trust"),
        state=lambda: {"items": [{"title": "Round", "value": "Collecting", "detail": ""}]},
    )
    server = RoomServer(create_app(world, page_token=None, hooks=hooks))
    yield await server.start()
    await server.stop()


@pytest.fixture
def room(url: str, http: aiohttp.ClientSession) -> Any:
    async def act(name: str, /, **body: Any) -> tuple[int, dict[str, Any]]:
        async with http.post(f"{url}/room/{name}", json=body) as answer:
            return answer.status, await answer.json()

    return act


async def _state(url: str, http: aiohttp.ClientSession) -> dict[str, Any]:
    async with http.get(f"{url}/room/state") as answer:
        state: dict[str, Any] = await answer.json()
        return state


async def test_the_whole_picture(
    url: str, http: aiohttp.ClientSession, anna: User, group: Chat, world: World
) -> None:
    state = await _state(url, http)
    assert [person["label"] for person in state["people"] if person["id"] == anna.id] == ["Trust"]
    assert [chat["title"] for chat in state["chats"]] == ["Employment table"]
    assert [message["service"] for message in state["messages"]] == ["Anna added Tablekeeper"]
    assert state["panel"] == [{"title": "Round", "value": "Collecting", "detail": ""}]
    assert state["guide"]["steps"] == ["Press Start"]
    assert (state["now"], state["deadline"]) == (MORNING.timestamp(), DEADLINE.timestamp())


async def test_a_seat_writes_presses_and_edits(world: World, room: Any, anna: User, group: Chat) -> None:
    status, said = await room("say", seat=anna.id, chat=group.id, text="/table")
    assert (status, heard(world)) == (200, [("message", "/table")])
    await room("edit", seat=anna.id, chat=group.id, message=said["id"], text="/table now")
    assert heard(world)[-1] == ("edited_message", "/table now")
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    asked = world.post(group, from_id=world.bot.id, text="?", reply_markup=keys)
    status, pressed = await room(
        "press", seat=anna.id, chat=group.id, message=asked.message_id, row=0, column=0
    )
    assert world.queries[pressed["query"]].data == "go"
    status, refused = await room(
        "press", seat=anna.id, chat=group.id, message=asked.message_id, row=0, column=3
    )
    assert (status, refused) == (400, {"error": "That button is gone."})
    await room("kind", seat=anna.id, chat=anna.id, kind="sticker")
    assert "sticker" in world.waiting_updates()[-1].body


async def test_nobody_reads_or_writes_where_they_are_not(
    world: World, room: Any, anna: User, ben: User, group: Chat
) -> None:
    outsider = world.add_user("Olga")
    status, answer = await room("say", seat=outsider.id, chat=group.id, text="x")
    assert (status, answer) == (400, {"error": "Olga is not in that chat."})
    status, answer = await room("say", seat=ben.id, chat=anna.id, text="x")
    assert (status, answer) == (400, {"error": "Ben is not in that chat."})
    status, answer = await room("say", seat=world.bot.id, chat=anna.id, text="x")
    assert (status, answer) == (400, {"error": "Nobody sits on that seat."})


async def test_links_people_and_blocks(world: World, room: Any, anna: User, group: Chat) -> None:
    link = f"https://t.me/{world.bot.username}?start=abc"
    assert (await room("follow", seat=anna.id, chat=group.id, url=link))[1] == {"private": True}
    assert world.messages(anna)[-1].words == "/start abc"
    _, added = await room("person", name="Cora", chat=group.id)
    assert group.has(added["seat"])
    await room("block", seat=anna.id, blocked=True)
    assert anna.blocked
    await room("start", seat=anna.id)
    assert not anna.blocked


async def test_the_clock(clock: RehearsalClock, room: Any) -> None:
    await room("clock", seconds=3600)
    assert clock.now() == MORNING + timedelta(hours=1)
    await room("clock", to="next_deadline")
    assert clock.now() == DEADLINE
    assert await room("clock", to="next_deadline") == (400, {"error": "Nothing is due: no deadline is set."})
    assert (await room("clock", seconds=-1))[0] == 400


async def test_starting_over(room: Any, restarts: list[str]) -> None:
    assert (await room("restart", kind="example"))[0] == 200
    assert (await room("restart", kind="other"))[0] == 400
    assert restarts == ["example"]


async def test_the_stream_tells_what_is_new_and_when_all_is_new(
    url: str, http: aiohttp.ClientSession, world: World, anna: User, group: Chat
) -> None:
    state = await _state(url, http)
    where = {"since": str(state["seq"]), "epoch": str(state["epoch"])}
    async with http.get(f"{url}/room/events", params=where) as stream:

        async def next_event() -> bytes:
            async with asyncio.timeout(60):
                while True:
                    line = await stream.content.readline()
                    if line.startswith((b"data", b"event")):
                        return line

        world.say(anna, group, "Hello")
        change = orjson.loads((await next_event()).removeprefix(b"data: "))
        assert [message["text"] for message in change["messages"]] == ["Hello"]
        world.clear()
        assert await next_event() == b"event: reset\n"


async def test_an_open_stream_does_not_hold_up_the_end(world: World, http: aiohttp.ClientSession) -> None:
    server = RoomServer(create_app(world, page_token=None))
    url = await server.start()
    params = {"since": "0", "epoch": str(world.epoch)}
    async with http.get(f"{url}/room/events", params=params) as stream:
        assert stream.status == 200
        await asyncio.wait_for(server.stop(), 2)
