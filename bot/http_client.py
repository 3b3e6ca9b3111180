"""The few steps of HTTP/1.1 that a small post to the Bot API needs, on connections that are kept.

A general client spends more on one request than the whole of a decision takes: objects for addresses,
headers, cookies, redirects, bodies of any kind. Here is one request line, one body, one answer. Files
and proxies go through aiohttp (`bot.transport`).
"""

from __future__ import annotations

import asyncio
import functools
import socket
import ssl
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

import httptools
from aiohappyeyeballs import AddrInfoType, start_connection

# Between two addresses of a host: a broken way to one must not make everybody wait for it (RFC 8305).
NEXT_ADDRESS_SECONDS = 0.25


class NoConnection(OSError):
    """There is no way to the server: refused, unknown, not to be trusted. Nothing has been sent."""


class NoConnectionInTime(NoConnection, TimeoutError):
    """No connection came about, or none was free, in the time allowed. Nothing has been sent."""


class AnswerBroken(ConnectionError):
    """The connection ended, or what came was no HTTP, after the request had left: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for a free connection, for a new one, and from one piece of the answer to the next.

    `whole`: for all of it together. None waits for as long as it takes.
    """

    free: float | None
    connect: float | None
    answer: float | None
    whole: float | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a server listens."""

    host: str
    port: int
    secure: bool


class HttpClient:
    """Posts bodies; at most `most` at a time. Idle connections are used again for `kept_seconds`."""

    def __init__(self, *, user_agent: str, most: int, kept_seconds: float) -> None:
        self._user_agent = user_agent
        self._kept_seconds = kept_seconds
        self._free = most
        self._closed = False
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._idle: dict[Origin, list[_Connection]] = {}

    async def post(self, url: str, body: bytes | None, patience: Patience) -> tuple[int, bytes]:
        """Status and body of the answer; `body` is JSON. Raises what stands above, or `TimeoutError`."""
        origin, head = _addressed(url, self._user_agent, body is not None)
        if self._free > 0:
            self._free -= 1
        else:
            await self._wait_for_a_place(patience.free)
        try:
            connection = self._kept(origin) or await _connected(origin, patience.connect)
            try:
                answer = await connection.ask(
                    b"%b%d\r\n\r\n%b" % (head, len(body or b""), body or b""), patience
                )
            except BaseException:
                # Its answer may still come, and would be taken for the next request's.
                connection.close()
                raise
            if self._closed:
                connection.close()
            elif connection.usable:
                self._idle.setdefault(origin, []).append(connection)
            return answer
        finally:
            self._give_place()

    def open(self) -> None:
        """From now on connections are kept."""
        self._closed = False

    def close(self) -> None:
        """Ends every idle connection, and the others with the answers that are awaited on them."""
        self._closed = True
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()

    def _kept(self, origin: Origin) -> _Connection | None:
        """The connection that was used last; what has been idle for too long is closed."""
        idle = self._idle.get(origin)
        if not idle:
            return None
        since = asyncio.get_running_loop().time() - self._kept_seconds
        while idle:
            connection = idle.pop()
            if connection.usable and connection.answered_at > since:
                return connection
            connection.close()
        return None

    async def _wait_for_a_place(self, seconds: float | None) -> None:
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(seconds):
                await place
        except BaseException as error:
            if place.done() and not place.cancelled():
                self._give_place()
            if isinstance(error, TimeoutError):
                raise NoConnectionInTime(str(NoConnectionInTime.__doc__)) from None
            raise

    def _give_place(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1


class _Connection(asyncio.Protocol):
    """One connection, with one request under way at most."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._body: list[bytes] = []
        self._timer: asyncio.TimerHandle | None = None
        self._rings_at = 0.0
        self._until: float | None = None
        self._patience: float | None = None
        self._latest: float | None = None
        self.usable = True
        self.answered_at = 0.0

    def ask(self, request: bytes, patience: Patience) -> asyncio.Future[tuple[int, bytes]]:
        """Sends a request; the future ends with status and body, `AnswerBroken` or `TimeoutError`."""
        if self._transport is None:
            raise NoConnection(str(NoConnection.__doc__))
        self._answer = answer = self._loop.create_future()
        self._patience = patience.answer
        self._latest = None if patience.whole is None else self._loop.time() + patience.whole
        self._be_patient()
        self._transport.write(request)
        return answer

    def close(self) -> None:
        """Ends the connection."""
        self.usable = False
        self._stop_timer()
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no asyncio.Transport by name.
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.usable = False
        self._transport = None
        self._fail(AnswerBroken(str(AnswerBroken.__doc__)))

    def data_received(self, data: bytes) -> None:
        if self._answer is None:
            # Nobody has asked for anything.
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail(AnswerBroken(str(AnswerBroken.__doc__)))
            self.close()
            return
        if self._answer is not None:
            self._be_patient()

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < 200:
            # "Go on", or news before the answer.
            return
        answer, self._answer = self._answer, None
        body, self._body = b"".join(self._body), []
        self.answered_at = self._loop.time()
        if not self._parser.should_keep_alive():
            self.close()
        if answer is not None and not answer.done():
            answer.set_result((status, body))

    def _be_patient(self) -> None:
        """Waits from now on. The clock is set for the first of many requests, and looks when it rings."""
        until = None if self._patience is None else self._loop.time() + self._patience
        if until is None or (self._latest is not None and self._latest < until):
            until = self._latest
        self._until = until
        if until is not None and (self._timer is None or until < self._rings_at):
            self._set_timer(until)

    def _set_timer(self, at: float) -> None:
        self._stop_timer()
        self._rings_at, self._timer = at, self._loop.call_at(at, self._ring)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self._timer = None
        if self._answer is None or self._until is None:
            return
        if self._until > self._rings_at:
            self._set_timer(self._until)
        else:
            self._fail(TimeoutError("No answer in time."))

    def _fail(self, error: Exception) -> None:
        self._stop_timer()
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(error)


async def _connected(origin: Origin, seconds: float | None) -> _Connection:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            infos = _written_in_numbers(origin) or await loop.getaddrinfo(
                origin.host, origin.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
            )
            made = await start_connection(
                infos, happy_eyeballs_delay=NEXT_ADDRESS_SECONDS, interleave=1, loop=loop
            )
            try:
                _, connection = await loop.create_connection(
                    _Connection,
                    sock=made,
                    ssl=_trusting() if origin.secure else None,
                    server_hostname=origin.host if origin.secure else None,
                )
            except BaseException:
                made.close()
                raise
    except TimeoutError:
        raise NoConnectionInTime(str(NoConnectionInTime.__doc__)) from None
    except (OSError, ValueError) as error:
        raise NoConnection(f"{NoConnection.__doc__} ({type(error).__name__})") from None
    return connection


def _written_in_numbers(origin: Origin) -> Sequence[AddrInfoType]:
    """The address that is written in numbers: nobody has to be asked for it."""
    try:
        flags = socket.AI_NUMERICHOST
        kind, protocol = socket.SOCK_STREAM, socket.IPPROTO_TCP
        return socket.getaddrinfo(origin.host, origin.port, type=kind, proto=protocol, flags=flags)
    except OSError:
        return []


@functools.cache
def _trusting() -> ssl.SSLContext:
    """Trusts whom the system trusts. Made once: reading its certificates takes a while."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


@functools.lru_cache(maxsize=256)
def _addressed(url: str, user_agent: str, with_json: bool) -> tuple[Origin, bytes]:
    """The server of an address, and the request up to the length. Raises `NoConnection` for no address."""
    try:
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        origin = Origin(parts.hostname or "", parts.port or (443 if secure else 80), secure)
        target = parts.path + (f"?{parts.query}" if parts.query else "") or "/"
        if not origin.host or parts.scheme not in ("http", "https"):
            raise ValueError
        kind = "Content-Type: application/json\r\n" if with_json else ""
        head = (
            f"POST {target} HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\n"
            f"User-Agent: {user_agent}\r\nAccept: application/json\r\n{kind}Content-Length: "
        ).encode("ascii")
    except ValueError:
        raise NoConnection(str(NoConnection.__doc__)) from None
    if any(sign in target for sign in "\r\n \t"):
        raise NoConnection(str(NoConnection.__doc__))
    return origin, head
