"""The server's answers, and the facts they are held against.

The facts stand in tests/support/bot_api_facts.yaml. Whether they are true is seen with the
machine-readable Bot API, which is not part of this repository: name its file in
TABLEKEEPER_BOT_API_SPEC (PaulSonOfLars/telegram-bot-api-spec, the version of python-telegram-bot).
"""

import json
import os
import re
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
from tests.support.bot_api import Facts, Field, Limit, facts

NOT_IN_METHODS = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}
UNITS = {"characters after entities parsing": "parsed", "characters": "characters", "bytes": "bytes"}
Specification = dict[str, Any]


def untrue(held: Facts, specification: Specification) -> Iterator[str]:
    """Where the facts differ from the specification."""
    for name, fields in held.methods.items():
        described = {field["name"]: field for field in specification["methods"][name].get("fields", [])}
        if set(fields) != set(described):
            yield f"{name}: {set(fields) ^ set(described)}"
        yield from _of_fields(fields, described, name)
        if held.returns[name] != tuple(specification["methods"][name]["returns"]):
            yield f"{name}: returns {specification['methods'][name]['returns']}"
    for name, fields in held.values.items():
        described = {field["name"]: field for field in specification["types"][name].get("fields", [])}
        required = {field["name"] for field in described.values() if field["required"]}
        if not required <= set(fields) <= set(described):
            yield f"{name}: {required - set(fields)} {set(fields) - set(described)}"
        yield from _of_fields(fields, described, name)
    for name, kinds in held.kinds.items():
        if not set(kinds) <= set(specification["types"][name]["subtypes"]):
            yield f"{name}: {kinds}"


def _of_fields(fields: Any, described: dict[str, Any], where: str) -> Iterator[str]:
    for name, field in fields.items():
        if name in described and field != _as_described(described[name]):
            yield f"{where}.{name}: {field}"


def _as_described(field: dict[str, Any]) -> Field:
    words = re.search(
        r"(\d+)-(\d+) (characters after entities parsing|characters|bytes)", field["description"]
    )
    number = re.search(r"(?:between |, )(\d+)-(\d+)(?: are accepted|\.|$)", field["description"])
    limit = None
    if words and "String" in field["types"]:
        limit = Limit(int(words[1]), int(words[2]), UNITS[words[3]])
    elif number and field["types"] == ["Integer"]:
        limit = Limit(int(number[1]), int(number[2]), "value")
    return Field(tuple(field["types"]), field["required"], limit)


def test_the_facts_are_true() -> None:
    named = os.environ.get("TABLEKEEPER_BOT_API_SPEC")
    if not named:
        pytest.skip(
            "FACTS NOT HELD AGAINST THE BOT API: name its machine-readable file in TABLEKEEPER_BOT_API_SPEC."
        )
    specification: Specification = json.loads(Path(named).read_text())
    assert list(untrue(facts(), specification)) == []


def test_every_method_of_ours_is_one_of_telegrams() -> None:
    assert set(METHODS) | NOT_IN_METHODS == set(facts().methods)


async def test_every_kind_of_update(call: Call, world: World, anna: User, ben: User, group: Chat) -> None:
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
    assert facts().complaints(answer.body["result"], ("Array of Update",), "update") == []


async def test_every_answer(
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
        assert facts().against_answer(name, body["result"]) == []
