"""A Bot API server that does next to nothing: takes every message and tells who waits for it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

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
_IN_PARTS = re.compile(rb'name="chat_id"\r\n(?:[^\r\n]+\r\n)*\r\n(-?\d+)')


class BotApi:
    """Listens on 127.0.0.1. `heard(chat_id)` is called for every message posted, not for edits.

    `delay` in seconds is waited before each answer, as the way to Telegram and back takes it.
    """

    def __init__(self, heard: Callable[[int], None], delay: float = 0.0) -> None:
        self._heard = heard
        self.delay = delay
        self.posted = 0
        self.edited = 0
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

    def _handle(self, path: bytes, body: bytes, respond: Respond) -> None:
        method = path.rpartition(b"/")[2].partition(b"?")[0].lower()
        if method == b"sendmessage":
            chat_id = _chat_id(body)
            self.posted += 1
            self._later(lambda: self._posted(chat_id, respond))
        elif method == b"editmessagetext":
            self.edited += 1
            chat_id = _chat_id(body)
            self._later(lambda: respond(_message(chat_id, 1)))
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

    def _posted(self, chat_id: int, respond: Respond) -> None:
        respond(_message(chat_id, self.posted))
        self._heard(chat_id)


def _chat_id(body: bytes) -> int:
    if body.startswith(b"{"):
        return int(orjson.loads(body)["chat_id"])
    if body.startswith(b"--"):
        found = _IN_PARTS.search(body)
        assert found is not None
        return int(found[1])
    return int(parse_qs(body.decode())["chat_id"][0])


def _message(chat_id: int, message_id: int) -> bytes:
    kind = b"private" if chat_id > 0 else b"supergroup"
    return (
        b'{"ok":true,"result":{"message_id":%d,"date":1795424400,"chat":{"id":%d,"type":"%s",'
        b'"first_name":"Person","title":"Table"},"text":"said"}}' % (message_id, chat_id, kind)
    )
