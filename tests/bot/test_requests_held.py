"""What a request may look like, and that every one of the bot is looked at."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.conftest import Room
from tests.conftest import ASKS_WRONGLY
from tests.support.bot_api import facts
from tests.support.requests_held import REQUESTS_HELD

BUTTON = {"text": "Yes", "callback_data": "v:4"}


def wrong(method: str, **given: Any) -> list[str]:
    return facts().against_request(method, given, frozenset())


def keys(button: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": keys(BUTTON)}),
        ("sendmessage", {"chat_id": 5, "text": "x" * 4096}),
        ("sendMessage", {"chat_id": 5, "text": f"<b>{'x' * 4096}</b>", "parse_mode": "HTML"}),
        ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": {"force_reply": True}}),
        ("getUpdates", {"limit": 100, "timeout": 50, "allowed_updates": ["message"]}),
        ("setMyCommands", {"commands": [{"command": "go_on", "description": "Go on"}]}),
    ],
)
def test_what_telegram_takes(method: str, given: dict[str, Any]) -> None:
    assert wrong(method, **given) == []


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("sendMesage", {}, "unknown method"),
        ("sendMessage", {"chat_id": 5}, "text is missing"),
        ("sendMessage", {"chat_id": 5, "text": "x", "disable_web_page_preview": True}, "is unknown"),
        ("sendMessage", {"chat_id": 5.5, "text": "x"}, "float is no"),
        ("sendMessage", {"chat_id": True, "text": "x"}, "bool is no"),
        ("sendMessage", {"chat_id": 5, "text": "x" * 4097}, "not within 1 to 4096"),
        ("sendMessage", {"chat_id": 5, "text": "🧑" * 2049}, "not within 1 to 4096"),
        ("sendMessage", {"chat_id": 5, "text": "<b></b>", "parse_mode": "HTML"}, "not within 1 to 4096"),
        (
            "sendMessage",
            {"chat_id": 5, "text": "x", "reply_markup": keys(BUTTON | {"url": "x"})},
            "one thing",
        ),
        (
            "sendMessage",
            {"chat_id": 5, "text": "x", "reply_markup": keys({"text": "x", "callback_data": "ñ" * 33})},
            "64 bytes",
        ),
        ("getUpdates", {"limit": 101}, "not within 1 to 100"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "not within 0 to 200"),
        ("setMyCommands", {"commands": [{"command": "Go", "description": "x"}]}, "small letters"),
    ],
)
def test_what_telegram_does_not_take(method: str, given: dict[str, Any], said: str) -> None:
    assert any(said in one for one in wrong(method, **given))


@pytest.mark.asks_wrongly
async def test_every_request_of_the_bot_is_looked_at(room: Room, request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker(ASKS_WRONGLY) is not None
    anna = room.person("Anna")
    async with room.bot() as bot:
        room.world.start(anna)
        before = REQUESTS_HELD.seen
        await bot.settle()
        assert REQUESTS_HELD.seen > before
        assert REQUESTS_HELD.wrong == []
        await bot.bot.send_message(anna.id, "x", api_kwargs={"shout": True})
        assert REQUESTS_HELD.wrong == ["sendMessage: shout is unknown"]
