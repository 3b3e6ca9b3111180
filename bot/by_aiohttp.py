"""What is no plain post to Telegram: files in both directions, and everything through a proxy, by aiohttp.

Loaded with the first of them: most bots that have just started need none, and it is a tenth of what they load.
"""

from __future__ import annotations

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.http_client import Patience
from bot.transport import (
    KEPT_ALIVE_SECONDS,
    MOST_CONNECTIONS,
    AnswerLost,
    NeverSent,
    NeverSentInTime,
    as_json,
)


class ByAiohttp:
    """A pool of connections, opened with the first request. `proxy` is an http:// address."""

    def __init__(self, *, user_agent: str, proxy: str | None) -> None:
        self._proxy = proxy
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS, keepalive_timeout=KEPT_ALIVE_SECONDS),
            headers={"User-Agent": user_agent},
            auto_decompress=True,
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def close(self) -> None:
        """Closes every connection."""
        await self._session.close()

    async def request(
        self, method: str, url: str, request_data: RequestData | None, patience: Patience
    ) -> tuple[int, bytes]:
        """One request: (HTTP status, body). Raises the errors of `bot.transport` or `TimedOut`."""
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=_timeout(patience), proxy=self._proxy
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # Without the error itself, for it may carry the address, and that carries the token.
            raise _in_telegrams_words(error) from None


def _timeout(patience: Patience) -> aiohttp.ClientTimeout:
    waits = (patience.free, patience.connect)
    to_connect = None if None in waits else sum(wait for wait in waits if wait is not None)
    return aiohttp.ClientTimeout(
        total=patience.whole, connect=to_connect, sock_connect=patience.connect, sock_read=patience.answer
    )


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return as_json(request_data), {"Content-Type": "application/json"}
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form, {}


def _in_telegrams_words(error: Exception) -> NetworkError:
    name = type(error).__name__
    match error:
        case aiohttp.ConnectionTimeoutError():
            return NeverSentInTime(f"No connection in time ({name})")
        case aiohttp.ClientConnectorError() | aiohttp.InvalidURL() | aiohttp.ClientHttpProxyError():
            return NeverSent(f"No connection ({name})")
        case TimeoutError():
            return TimedOut(f"No answer in time ({name})")
        case _:
            return AnswerLost(f"The connection broke ({name})")
