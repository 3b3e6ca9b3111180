"""Every request the bot makes in a test is held against the facts of the Bot API."""

from __future__ import annotations

import re
from typing import Any

from telegram.request import RequestData

from bot.transport import AiohttpRequest
from tests.support.bot_api import facts

# Other addresses than a bot's own are not the Bot API.
_METHOD = re.compile(r".*/bot\d+:[^/]+/(?P<method>\w+)$")


class RequestsHeld:
    """Looks over the shoulder of the bot's transport. `wrong` tells what was found, `seen` how many."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.seen = 0
        self._sends = AiohttpRequest.do_request

    def begin(self) -> None:
        """From now on every request of the process is looked at, and then sent."""
        held, sends = self, self._sends

        async def do_request(
            request: AiohttpRequest,
            url: str,
            method: str,
            request_data: RequestData | None = None,
            *times: Any,
            **named: Any,
        ) -> tuple[int, bytes]:
            held.look(url, request_data)
            return await sends(request, url, method, request_data, *times, **named)

        AiohttpRequest.do_request = do_request  # type: ignore[assignment, method-assign]

    def look(self, url: str, request_data: RequestData | None) -> None:
        """Writes down what is wrong with one request."""
        found = _METHOD.fullmatch(url)
        if found is None:
            return
        self.seen += 1
        given = {} if request_data is None else request_data.parameters
        files = frozenset(request_data.multipart_data or {}) if request_data is not None else frozenset()
        self.wrong += facts().against_request(found["method"], given, files)

    def take(self) -> list[str]:
        """What was wrong since the last look."""
        wrong, self.wrong = self.wrong, []
        return wrong


REQUESTS_HELD = RequestsHeld()
