"""A transport of python-telegram-bot that reaches the local Bot API without a network, after a while if told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
from telegram.request import BaseRequest, RequestData

from bot.rehearsal.bot_api import BotApi
from bot.rehearsal.errors import BotApiError
from bot.rehearsal.parameters import Parameters, Upload
from tests.support.requests_held import REQUESTS_HELD


class InProcess(BaseRequest):
    """Carries each request there and its answer back; `way` gives the seconds of each way."""

    def __init__(self, api: BotApi, way: Callable[[], float]) -> None:
        self._api = api
        self._way = way

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_times: Any, **_named: Any
    ) -> tuple[int, bytes]:
        REQUESTS_HELD.look(url, request_data)
        parameters = _parameters(request_data)
        await asyncio.sleep(self._way())
        try:
            code, body = 200, {"ok": True, "result": await self._api.call(url.rpartition("/")[2], parameters)}
        except BotApiError as error:
            code, body = error.code, error.body()
        await asyncio.sleep(self._way())
        return code, orjson.dumps(body)


def _parameters(request_data: RequestData | None) -> Parameters:
    if request_data is None:
        return Parameters()
    files = request_data.multipart_data or {}
    uploads = {
        name: Upload(file[0], file[2], file[1]) for name, file in files.items() if isinstance(file[1], bytes)
    }
    return Parameters(dict(request_data.parameters), uploads)
