"""Which keyboards Telegram takes, and with which words it refuses the others."""

from typing import Any

import pytest

from bot.rehearsal.records import User
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import Call


def _inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (_inline(text="x", callback_data="d" * 65), "BUTTON_DATA_INVALID"),
        (_inline(text="x", callback_data="ü" * 33), "BUTTON_DATA_INVALID"),
        (_inline(text="x", callback_data=""), "BUTTON_DATA_INVALID"),
        (_inline(text="x", url=""), "BUTTON_URL_INVALID"),
        (_inline(text="x", url="nowhere"), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        (_inline(text=" ", callback_data="d"), "inline keyboard button text must be non-empty"),
        (
            _inline(text="x"),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (_inline(callback_data="d"), "can't parse inline keyboard button: can't find field \"text\""),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "d"}] * 101]}, "reply markup is too long"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        ("{no json", "can't parse reply keyboard markup JSON object: can't parse JSON object"),
        ("[]", "object expected as reply markup"),
    ],
)
async def test_refused(call: Call, reached: User, markup: object, description: str) -> None:
    answer = await call("sendMessage", chat_id=reached.id, text="x", reply_markup=markup)
    assert (answer.status, answer.description) == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "d" * 64},
        {"callback_data": "ü" * 32},
        {"url": "https://example.org/a?b=c"},
        {"url": "example.org"},
        {"url": "tg://resolve?domain=x"},
        {"url": "https://t.me/tablekeeper_bot?start=x"},
    ],
)
async def test_taken(world: World, call: Call, reached: User, button: dict[str, str]) -> None:
    markup = _inline(text="Go", **button)
    answer = await call("sendMessage", chat_id=reached.id, text="x", reply_markup=markup)
    assert answer.body["result"]["reply_markup"] == markup
    assert world.messages(reached)[-1].buttons[0].text == "Go"


async def test_reply_keyboards_are_kept_but_not_sent_back(world: World, call: Call, reached: User) -> None:
    answer = await call("sendMessage", chat_id=reached.id, text="x", reply_markup={"keyboard": [["A", "B"]]})
    assert "reply_markup" not in answer.body["result"]
    assert world.messages(reached)[-1].reply_markup == {"keyboard": [[{"text": "A"}, {"text": "B"}]]}


async def test_an_edit_takes_only_inline_keyboards(call: Call, reached: User) -> None:
    sent = await call("sendMessage", chat_id=reached.id, text="x")
    answer = await call(
        "editMessageText",
        chat_id=reached.id,
        message_id=sent.body["result"]["message_id"],
        text="y",
        reply_markup={"force_reply": True},
    )
    assert answer.description == "Bad Request: inline keyboard expected"
