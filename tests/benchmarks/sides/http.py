"""The least HTTP/1.1 there is, on both ends, so that measuring takes little of the machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import httptools

Respond = Callable[[bytes], None]
Handle = Callable[[bytes, bytes, Respond], None]


class ServerConnection(asyncio.Protocol):
    """One connection to our server: `handle(path, body, respond)` for each request, in order."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._parser = httptools.HttpRequestParser(self)
        self._url = b""
        self._body: list[bytes] = []
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no asyncio.Transport by name.
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        url, body = self._url, b"".join(self._body)
        self._url, self._body = b"", []
        self._handle(url, body, self._respond)

    def _respond(self, payload: bytes) -> None:
        if self._transport is not None:
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(head % len(payload) + payload)


class ClientConnection(asyncio.Protocol):
    """One kept-alive connection on which one request at a time is posted."""

    def __init__(self, head: bytes) -> None:
        """`head`: the request line and headers, all but the length."""
        self._head = head
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[int] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no asyncio.Transport by name.
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("The bot closed the connection."))

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(self._parser.get_status_code())

    def post(self, body: bytes) -> asyncio.Future[int]:
        """The status of the answer, once it is here; raises `ConnectionResetError`."""
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._answer = answer
        if self._transport is None:
            answer.set_exception(ConnectionResetError("The bot closed the connection."))
        else:
            self._transport.write(b"%sContent-Length: %d\r\n\r\n%s" % (self._head, len(body), body))
        return answer

    def close(self) -> None:
        """Ends the connection."""
        if self._transport is not None:
            self._transport.close()
