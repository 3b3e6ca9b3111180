"""HTTP to Telegram: a transport for python-telegram-bot on an own client, aiohttp and orjson.

Failures before the request left this machine are told apart from those after which nobody knows
whether Telegram acted on it.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.http_client import HttpClient, NoConnection, NoConnectionInTime, Patience

if TYPE_CHECKING:
    from bot.by_aiohttp import ByAiohttp

# Shorter than any server keeps an idle connection: a request on one just closed would be in doubt.
KEPT_ALIVE_SECONDS = 20.0
MOST_CONNECTIONS = 128


class NeverSent(NetworkError):
    """The request surely did not arrive (refused, unknown host, proxy down). Send it again later."""


class NeverSentInTime(NeverSent, TimedOut):
    """No connection within the time allowed; the request surely did not arrive. Send it again later."""


class AnswerLost(NetworkError):
    """The connection broke after the request had left: it may have been carried out. Repeat it knowingly."""


class AiohttpRequest(BaseRequest):
    """Sends the Bot API's requests. Timeouts are in seconds; `proxy` is an http:// address.

    Plain posts, nearly all there is, go through `bot.http_client`; files, and everything through a proxy,
    through `bot.by_aiohttp`.
    """

    def __init__(
        self,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        write_timeout: float = 20.0,
        pool_timeout: float = 5.0,
        proxy: str | None = None,
    ) -> None:
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._pool_timeout = pool_timeout
        self._proxy = proxy
        self._rarer: ByAiohttp | None = None
        self._is_open = False
        self._posting = HttpClient(
            user_agent=self.USER_AGENT, most=MOST_CONNECTIONS, kept_seconds=KEPT_ALIVE_SECONDS
        )

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer may take unless a call says otherwise."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Opens the pool of connections."""
        self._posting.open()
        self._is_open = True

    async def shutdown(self) -> None:
        """Closes every connection."""
        self._is_open = False
        if self._rarer is not None:
            await self._rarer.close()
            self._rarer = None
        self._posting.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: (HTTP status, body). Raises the errors of this module or `TimedOut`."""
        if not self._is_open:
            raise RuntimeError("Initialise the transport before its first request.")
        patience = self._patience(read_timeout, write_timeout, connect_timeout, pool_timeout)
        has_files = request_data is not None and request_data.contains_files
        if method != "POST" or self._proxy is not None or has_files:
            return await self._by_aiohttp().request(method, url, request_data, patience)
        body = as_json(request_data) if request_data is not None else None
        try:
            return await self._posting.post(url, body, patience)
        except (TimeoutError, OSError) as error:
            # Without the error itself, for it may carry the address, and that carries the token.
            raise _in_telegrams_words(error) from None

    def _by_aiohttp(self) -> ByAiohttp:
        from bot.by_aiohttp import ByAiohttp

        if self._rarer is None:
            self._rarer = ByAiohttp(user_agent=self.USER_AGENT, proxy=self._proxy)
        return self._rarer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as Python values; raises `TelegramError` for what is no JSON."""
        try:
            parsed: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError:
            # Half a character, written as an escape, must not hide the whole batch of updates.
            try:
                parsed = json.loads(payload.decode("utf-8", "replace"))
            except ValueError:
                raise TelegramError("Invalid server response") from None
        return parsed

    def _patience(
        self, read: ODVInput[float], write: ODVInput[float], connect: ODVInput[float], pool: ODVInput[float]
    ) -> Patience:
        reading = _given(read, self._read_timeout)
        connecting = _given(connect, self._connect_timeout)
        waiting = _given(pool, self._pool_timeout)
        return _patience(reading, _given(write, self._write_timeout), connecting, waiting)


@functools.lru_cache(maxsize=32)
def _patience(
    reading: float | None, writing: float | None, connecting: float | None, waiting: float | None
) -> Patience:
    parts = (reading, writing, connecting, waiting)
    whole = None if None in parts else sum(part for part in parts if part is not None)
    return Patience(free=waiting, connect=connecting, answer=reading, whole=whole)


def _given(value: ODVInput[float], otherwise: float) -> float | None:
    return otherwise if isinstance(value, DefaultValue) else value


def as_json(request_data: RequestData) -> bytes:
    """The body of a plain post; raises `BadRequest` for what JSON cannot hold."""
    try:
        return orjson.dumps(request_data.parameters)
    except TypeError:
        raise BadRequest("The request holds what JSON cannot (half a character, a huge number).") from None


def _in_telegrams_words(error: Exception) -> NetworkError:
    name = type(error).__name__
    match error:
        case NoConnectionInTime():
            return NeverSentInTime(f"No connection in time ({name})")
        case NoConnection():
            return NeverSent(f"No connection ({name})")
        case TimeoutError():
            return TimedOut(f"No answer in time ({name})")
        case _:
            return AnswerLost(f"The connection broke ({name})")
