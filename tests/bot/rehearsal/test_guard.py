"""No web page elsewhere can reach the room."""

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.rehearsal.file_shelf import put_file
from bot.rehearsal.server import RoomServer, create_app
from bot.rehearsal.world import World

KEY = "a-random-key"


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    server = RoomServer(create_app(world, page_token=KEY))
    yield await server.start()
    await server.stop()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "["])
@pytest.mark.parametrize("path", ["/", "/room/state", "/bot7000000001:rehearsal/getMe"])
async def test_another_host_is_refused(url: str, http: aiohttp.ClientSession, host: str, path: str) -> None:
    async with http.get(url + path, headers={"Host": host}) as answer:
        assert answer.status == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
async def test_another_origin_is_refused(url: str, http: aiohttp.ClientSession, origin: str) -> None:
    headers = {"Origin": origin, "X-Room-Key": KEY}
    async with http.get(f"{url}/room/state", headers=headers) as answer:
        assert answer.status == 403
    async with http.post(f"{url}/room/clock", headers=headers, json={"seconds": 1}) as answer:
        assert answer.status == 403


async def test_the_page_api_wants_the_key(url: str, http: aiohttp.ClientSession) -> None:
    for headers in ({}, {"X-Room-Key": "guess"}):
        async with http.get(f"{url}/room/state", headers=headers) as answer:
            assert answer.status == 403
    async with http.get(f"{url}/room/state", headers={"X-Room-Key": KEY, "Origin": url}) as answer:
        assert answer.status == 200


async def test_only_json_acts(url: str, http: aiohttp.ClientSession) -> None:
    headers = {"X-Room-Key": KEY, "Content-Type": "text/plain"}
    async with http.post(f"{url}/room/clock", headers=headers, data='{"seconds": 1}') as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "The room takes JSON."})


async def test_the_page_allows_nothing_from_elsewhere(url: str, http: aiohttp.ClientSession) -> None:
    async with http.get(url) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?://", page)


async def test_a_file_opens_only_by_its_door(url: str, http: aiohttp.ClientSession, world: World) -> None:
    page = put_file(world, "page.html", "text/html", b"<script>alert(1)</script>")
    async with http.get(f"{url}/room/open/{page.door}/page.html") as answer:
        assert (answer.status, answer.content_type) == (200, "application/octet-stream")
        assert answer.headers["Content-Disposition"] == "attachment"
    for guess in (page.file_id, page.unique_id, "x"):
        async with http.get(f"{url}/room/open/{guess}/page.html") as answer:
            assert answer.status == 404


@pytest.mark.parametrize("name", ["../server.py", "..%2fserver.py", "room.py", "nothing.js"])
async def test_no_other_file_is_served(url: str, http: aiohttp.ClientSession, name: str) -> None:
    async with http.get(f"{url}/page/{name}") as answer:
        assert answer.status == 404
