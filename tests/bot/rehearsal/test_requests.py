"""Every way a request may come: query, form, multipart, JSON; names without case."""

import aiohttp

from bot.rehearsal.records import User
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import Call


async def test_get_with_a_query(url: str, world: World, http: aiohttp.ClientSession, reached: User) -> None:
    params = {"chat_id": str(reached.id), "text": "by query"}
    async with http.get(f"{url}/bot{world.token}/SENDMESSAGE", params=params) as answer:
        assert (await answer.json())["result"]["text"] == "by query"


async def test_form_and_multipart(url: str, world: World, http: aiohttp.ClientSession, reached: User) -> None:
    address = f"{url}/bot{world.token}/sendMessage"
    async with http.post(address, data={"chat_id": str(reached.id), "text": "by form"}) as answer:
        assert (await answer.json())["result"]["text"] == "by form"
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("chat_id", str(reached.id))
    form.add_field("text", "by multipart")
    async with http.post(address, data=form) as answer:
        assert (await answer.json())["result"]["text"] == "by multipart"


async def test_64_kilobytes_of_text_are_refused_with_words(call: Call, reached: User) -> None:
    answer = await call("sendMessage", chat_id=reached.id, text="x" * 65536)
    assert answer.description == "Bad Request: message is too long"


async def test_broken_json(url: str, world: World, http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{url}/bot{world.token}/getMe", data=b"{", headers=headers) as answer:
        assert (answer.status, (await answer.json())["ok"]) == (400, False)
