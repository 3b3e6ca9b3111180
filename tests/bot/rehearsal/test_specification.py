"""The server's answers held against the machine-readable Bot API.

That file is not part of this repository: name it in TABLEKEEPER_BOT_API_SPEC (the JSON of
PaulSonOfLars/telegram-bot-api-spec for the Bot API version of python-telegram-bot).
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.rehearsal.bot_api import METHODS
from bot.rehearsal.odd_content import KINDS, ONE_PIXEL
from bot.rehearsal.records import CallbackQuery, Chat, User
from bot.rehearsal.world import World
from tests.bot.rehearsal.conftest import Call

SCALARS: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
}
NOT_IN_GET_UPDATES = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}
Specification = dict[str, Any]


@pytest.fixture(scope="module")
def specification() -> Specification:
    named = os.environ.get("TABLEKEEPER_BOT_API_SPEC")
    if not named:
        pytest.skip(
            "NOT HELD AGAINST THE BOT API: set TABLEKEEPER_BOT_API_SPEC to its machine-readable file."
        )
    loaded: Specification = json.loads(Path(named).read_text())
    return loaded


def complaints(value: Any, types: list[str], specification: Specification, where: str) -> list[str]:
    """What is wrong with a value that should be of one of the types; empty if nothing is."""
    tries = [list(_against(value, one, specification, where)) for one in types]
    return min(tries, key=len)


def _against(value: Any, type_name: str, specification: Specification, where: str) -> Iterator[str]:
    if type_name.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where}: not an array"
            return
        for index, item in enumerate(value):
            inner = [type_name.removeprefix("Array of ")]
            yield from complaints(item, inner, specification, f"{where}[{index}]")
    elif type_name in SCALARS:
        wrong_boolean = isinstance(value, bool) and type_name != "Boolean"
        if wrong_boolean or not isinstance(value, SCALARS[type_name]):
            yield f"{where}: {value!r} is no {type_name}"
    else:
        described = specification["types"][type_name]
        if subtypes := described.get("subtypes"):
            yield from complaints(value, subtypes, specification, where)
        else:
            yield from _object(value, described, specification, f"{where}:{type_name}")


def _object(value: Any, described: Any, specification: Specification, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: not an object"
        return
    fields = {field["name"]: field for field in described.get("fields", [])}
    yield from (f"{where}: {name} is unknown" for name in value if name not in fields)
    for name, field in fields.items():
        if name in value:
            yield from complaints(value[name], field["types"], specification, f"{where}.{name}")
        elif field["required"]:
            yield f"{where}: {name} is missing"


def test_every_method_of_ours_is_one_of_telegrams(specification: Specification) -> None:
    assert set(METHODS) | NOT_IN_GET_UPDATES <= set(specification["methods"])


async def test_every_kind_of_update(
    specification: Specification, call: Call, world: World, anna: User, ben: User, group: Chat
) -> None:
    await call(
        "getUpdates",
        allowed_updates=["message", "edited_message", "callback_query", "my_chat_member", "chat_member"],
    )
    world.set_admin(group, world.bot, by=anna)
    said = world.say(ben, group, "/table https://example.org @anna")
    world.edit(ben, said, "/table again")
    world.say_as_anonymous_admin(group, "from above")
    world.say(anna, group, "a reply", reply_to=said)
    for kind in (*KINDS, "forward"):
        world.send_kind(ben, group, kind)
    world.press(ben, world.post(group, from_id=world.bot.id, text="?"), data="x")
    world.join(group, world.add_user("Cora", last_name="Diaz"))
    world.leave(group, ben)
    world.start(anna)
    world.block_bot(anna)
    world.migrate(group)
    answer = await call("getUpdates")
    assert len(answer.body["result"]) > 20
    assert complaints(answer.body["result"], ["Array of Update"], specification, "update") == []


async def test_every_answer(
    specification: Specification,
    call: Call,
    world: World,
    url: str,
    http: aiohttp.ClientSession,
    reached: User,
    ben: User,
    group: Chat,
) -> None:
    world.set_admin(group, world.bot, by=reached)
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    there = {"chat_id": group.id}
    sent = await call("sendMessage", **there, text="<b>x</b>", parse_mode="HTML", reply_markup=keys)
    message = there | {"message_id": sent.body["result"]["message_id"]}
    query = world.press(ben, world.messages(group)[-1], label="Go")
    assert isinstance(query, CallbackQuery)
    form = aiohttp.FormData({"chat_id": str(group.id)})
    form.add_field("photo", ONE_PIXEL, filename="x.png")
    async with http.post(f"{url}/bot{world.token}/sendPhoto", data=form) as photo:
        photo_answer = await photo.json()
    file_id = photo_answer["result"]["photo"][0]["file_id"]
    answers = {
        "sendMessage": sent.body,
        "sendPhoto": photo_answer,
        "sendDocument": (await call("sendDocument", **there, document=file_id, caption="c")).body,
        "editMessageText": (await call("editMessageText", **message, text="y")).body,
        "answerCallbackQuery": (await call("answerCallbackQuery", callback_query_id=query.id)).body,
        "pinChatMessage": (await call("pinChatMessage", **message)).body,
        "getChat": (await call("getChat", **there)).body,
        "getFile": (await call("getFile", file_id=file_id)).body,
        "setMyCommands": (await call("setMyCommands", commands=[{"command": "a", "description": "b"}])).body,
        "getMyCommands": (await call("getMyCommands")).body,
        "deleteMessage": (await call("deleteMessage", **message)).body,
    }
    for name in ("getMe", "getWebhookInfo", "getMyName", "getMyDescription", "getChatMenuButton"):
        answers[name] = (await call(name)).body
    for name in ("getChatAdministrators", "getChatMemberCount"):
        answers[name] = (await call(name, **there)).body
    answers["getChatMember"] = (await call("getChatMember", **there, user_id=ben.id)).body
    for name, body in answers.items():
        assert body["ok"], (name, body)
        returned = specification["methods"][name]["returns"]
        assert complaints(body["result"], returned, specification, name) == []
