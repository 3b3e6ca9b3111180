"""setWebhook: the secret, the order per chat, repeats until 2xx, a method in the answer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest

from bot.rehearsal.records import Chat, User
from bot.rehearsal.world import World

Hook = Any


class Receiver:
    """The bot's own server: keeps what comes, answers with the next status (200 when none is left)."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, Any], str | None]] = []
        self.statuses: list[int] = []
        self.reply: dict[str, Any] | None = None
        self.arrived = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.came.append((body, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        self.arrived.set()
        await self.gate.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply or {}, status=status)


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[Receiver, str]]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield receiver, f"http://127.0.0.1:{port}/hook"
    receiver.gate.set()
    await runner.cleanup()


async def test_updates_come_with_the_secret(
    world: World, bot: Bot, anna: User, receiver: tuple[Receiver, str]
) -> None:
    taken, address = receiver
    await bot.set_webhook(address, secret_token="s3cret", max_connections=5)  # noqa: S106 - no secret
    world.start(anna)
    await world.wait_for(lambda: world.pending_updates() == 0)
    ((body, secret),) = taken.came
    assert (body["message"]["text"], secret) == ("/start", "s3cret")
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == (address, 5, 0)


async def test_a_refused_update_is_repeated_first(
    world: World, bot: Bot, anna: User, receiver: tuple[Receiver, str]
) -> None:
    taken, address = receiver
    taken.statuses = [500]
    world.start(anna)
    world.say(anna, anna, "second")
    await bot.set_webhook(address)
    await world.wait_for(lambda: world.pending_updates() == 0)
    assert [body["message"]["text"] for body, _ in taken.came] == ["/start", "/start", "second"]
    assert (await bot.get_webhook_info()).last_error_message == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_one_in_flight_per_chat_and_chats_side_by_side(
    world: World, bot: Bot, anna: User, ben: User, group: Chat, receiver: tuple[Receiver, str]
) -> None:
    taken, address = receiver
    taken.gate.clear()
    await bot.set_webhook(address)
    world.start(anna)
    world.say(anna, anna, "second")
    world.start(ben)
    while len(taken.came) < 2:
        taken.arrived.clear()
        await asyncio.wait_for(taken.arrived.wait(), 5)
    assert sorted(body["message"]["from"]["first_name"] for body, _ in taken.came) == ["Anna", "Ben"]
    taken.gate.set()
    await world.wait_for(lambda: world.pending_updates() == 0)
    annas = [body["message"]["text"] for body, _ in taken.came if body["message"]["from"]["id"] == anna.id]
    assert annas == ["/start", "second"]


async def test_the_answer_may_hold_a_method(
    world: World, bot: Bot, anna: User, receiver: tuple[Receiver, str]
) -> None:
    taken, address = receiver
    taken.reply = {"method": "sendMessage", "chat_id": anna.id, "text": "Welcome"}
    await bot.set_webhook(address)
    world.start(anna)
    await world.wait_for(lambda: len(world.messages(anna)) == 2)
    assert world.messages(anna)[-1].words == "Welcome"


async def test_after_deleting_polling_goes_on(world: World, bot: Bot, anna: User) -> None:
    await bot.set_webhook("http://127.0.0.1:1/nobody")
    world.start(anna)
    assert await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1
    world.say(anna, anna, "x")
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert world.pending_updates() == 0


@pytest.mark.parametrize(
    ("address", "secret", "words"),
    [
        ("https://example.org/hook", None, "Bad webhook: the rehearsal server delivers only to this machine"),
        ("gopher://127.0.0.1", None, "Invalid webhook url specified"),
        ("http://127.0.0.1:1/", "with space", "Secret token contains unallowed characters"),
        ("http://127.0.0.1:1/", "x" * 257, "Secret token is too long"),
    ],
)
async def test_refused_addresses(bot: Bot, address: str, secret: str | None, words: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.set_webhook(address, secret_token=secret)
    assert caught.value.message.lower() == words.lower()
