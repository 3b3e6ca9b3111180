"""A Bot API server that does next to nothing: takes every message and tells who waits for it."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import orjson

from tests.benchmarks.sides.http import Respond, ServerConnection

TOKEN = "7000000001:benchmark-of-nothing-real"  # noqa: S105 - opens nothing
ME = {
    "id": 7000000001,
    "is_bot": True,
    "first_name": "Measured",
    "username": "measured_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
NO_WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
_NAMES = (b"chat_id", b"message_id")
_IN_FORM = {name: re.compile(rb"(?:^|&)%s=(-?\d+)" % name) for name in _NAMES}
_IN_PARTS = {name: re.compile(rb'name="%s"\r\n(?:[^\r\n]+\r\n)*\r\n(-?\d+)' % name) for name in _NAMES}


class NoSuchNumber(ValueError):
    """A post without it. Look at how the contender writes its parameters."""


class BotApi:
    """Listens on 127.0.0.1. `posted` and `edited` are called with the chat and the message's id.

    Messages are counted by chat, those of people and of the bot together. `delay` in seconds is waited
    before each answer, as the way to Telegram and back takes it. `on_asked` hears of each method
    (in small letters) with the body as it came.
    """

    def __init__(
        self, posted: Callable[[int, int], None], edited: Callable[[int, int], None], delay: float = 0.0
    ) -> None:
        self._posted = posted
        self._edited = edited
        self.delay = delay
        self.on_asked: Callable[[str, bytes], None] = lambda _method, _body: None
        self._last_ids: defaultdict[int, int] = defaultdict(int)
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Begins to listen; gives the address."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: ServerConnection(self._handle), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Listens no more."""
        if self._server is not None:
            self._server.close()

    def next_id(self, chat_id: int) -> int:
        """The id of a message that now comes into a chat."""
        self._last_ids[chat_id] += 1
        return self._last_ids[chat_id]

    def _handle(self, path: bytes, body: bytes, respond: Respond) -> None:
        method = path.rpartition(b"/")[2].partition(b"?")[0].lower()
        self.on_asked(method.decode(), body)
        if method == b"sendmessage":
            chat_id = number_in(body, b"chat_id")
            message_id = self.next_id(chat_id)
            self._later(lambda: self._stands(chat_id, message_id, respond, self._posted))
        elif method == b"editmessagetext":
            chat_id, message_id = number_in(body, b"chat_id"), number_in(body, b"message_id")
            self._later(lambda: self._stands(chat_id, message_id, respond, self._edited))
        elif method == b"getupdates":
            return
        else:
            result: Any = ME if method == b"getme" else NO_WEBHOOK if method == b"getwebhookinfo" else True
            self._later(lambda: respond(orjson.dumps({"ok": True, "result": result})))

    def _later(self, answer: Callable[[], None]) -> None:
        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, answer)
        else:
            answer()

    def _stands(
        self, chat_id: int, message_id: int, respond: Respond, told: Callable[[int, int], None]
    ) -> None:
        respond(_message(chat_id, message_id))
        told(chat_id, message_id)


def number_in(body: bytes, name: bytes) -> int:
    """A number among the parameters, written as JSON, as a form, or in parts. Raises `NoSuchNumber`."""
    if body.startswith(b"{"):
        return int(orjson.loads(body)[name.decode()])
    found = (_IN_PARTS if body.startswith(b"--") else _IN_FORM)[name].search(body)
    if found is None:
        raise NoSuchNumber(f"{name.decode()}: {NoSuchNumber.__doc__}")
    return int(found[1])


def _message(chat_id: int, message_id: int) -> bytes:
    kind = b"private" if chat_id > 0 else b"supergroup"
    return (
        b'{"ok":true,"result":{"message_id":%d,"date":1795424400,"chat":{"id":%d,"type":"%s",'
        b'"first_name":"Person","title":"Table"},"text":"said"}}' % (message_id, chat_id, kind)
    )
