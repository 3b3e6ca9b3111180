"""Posts over kept connections, against servers that answer in pieces, too late, wrongly or not at all."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import trustme

from bot import http_client
from bot.http_client import AnswerBroken, HttpClient, NoConnection, NoConnectionInTime, Patience

PATIENT = Patience(free=5, connect=5, answer=5, whole=20)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

Answering = Callable[[asyncio.StreamWriter, bytes], Awaitable[None]]


class Server:
    """Says to each request what `answering` says; remembers heads, bodies and how many connections there were."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.heard = asyncio.Semaphore(0)
        self._serving: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
                self.heads.append(head)
                self.bodies.append(await reader.readexactly(length))
                self.heard.release()
                await self._answering(writer, self.bodies[-1])
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()

    async def end(self) -> None:
        """Hangs up on everybody."""
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving)


def says(*pieces: bytes, then_close: bool = False) -> Answering:
    async def answering(writer: asyncio.StreamWriter, _body: bytes) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            for _ in range(20):
                await asyncio.sleep(0)
        if then_close:
            writer.close()

    return answering


@asynccontextmanager
async def listening(
    answering: Answering, tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[Server, str]]:
    server = Server(answering)
    opened = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    port = opened.sockets[0].getsockname()[1]
    try:
        yield server, f"{'https' if tls else 'http'}://127.0.0.1:{port}/bot1:x/sendMessage"
    finally:
        opened.close()
        await server.end()
        await opened.wait_closed()


@pytest.fixture
async def client() -> AsyncIterator[HttpClient]:
    made = HttpClient(user_agent="tests", most=2, kept_seconds=20)
    yield made
    made.close()


async def test_posts_on_a_kept_connection(client: HttpClient) -> None:
    async with listening(says(OK)) as (server, url):
        assert await client.post(url, b'{"text":"\xc3\xa9"}', PATIENT) == (200, b"{}")
        assert await client.post(url, None, PATIENT) == (200, b"{}")
        client.close()
    assert server.connections == 1
    assert server.bodies == [b'{"text":"\xc3\xa9"}', b""]
    with_body, without = server.heads
    assert with_body.startswith("POST /bot1:x/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert "User-Agent: tests\r\n" in with_body
    assert "Content-Type: application/json\r\n" in with_body
    assert "Content-Type" not in without


@pytest.mark.parametrize(
    "pieces",
    [
        (b"HTTP/1.1 429 Too Many", b" Requests\r\nContent-Le", b"ngth: 5\r\n\r\nwa", b"it!"),
        (b"HTTP/1.1 429 x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nwa\r\n", b"3\r\nit!\r\n0\r\n\r\n"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 429 x\r\nContent-Length: 5\r\n\r\nwait!"),
    ],
)
async def test_answers_in_pieces(client: HttpClient, pieces: tuple[bytes, ...]) -> None:
    async with listening(says(*pieces)) as (server, url):
        for _ in range(2):
            assert await client.post(url, b"{}", PATIENT) == (429, b"wait!")
        client.close()
    assert server.connections == 1


async def test_a_connection_that_ends_with_its_answer_is_not_used_again(client: HttpClient) -> None:
    ends = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    async with listening(says(ends)) as (server, url):
        for _ in range(2):
            assert await client.post(url, b"{}", PATIENT) == (200, b"{}")
    assert server.connections == 2


async def test_a_connection_that_was_idle_for_too_long_is_not_used_again() -> None:
    client = HttpClient(user_agent="tests", most=2, kept_seconds=-1)
    async with listening(says(OK)) as (server, url):
        for _ in range(2):
            assert await client.post(url, b"{}", PATIENT) == (200, b"{}")
        client.close()
    assert server.connections == 2


@pytest.mark.parametrize(
    "pieces",
    [(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",), (b"", b""), (b"<html>nothing</html>\r\n\r\n",)],
)
async def test_a_broken_answer_leaves_doubt(client: HttpClient, pieces: tuple[bytes, ...]) -> None:
    async with listening(says(*pieces, then_close=True)) as (server, url):
        for _ in range(3):
            with pytest.raises(AnswerBroken):
                await client.post(url, b"{}", PATIENT)
    assert len(server.bodies) == 3


async def test_what_was_given_up_answers_nobody_else(client: HttpClient) -> None:
    go_on = asyncio.Event()

    async def echo(writer: asyncio.StreamWriter, body: bytes) -> None:
        if body == b"slow":
            await go_on.wait()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))

    async with listening(echo) as (server, url):
        assert await client.post(url, b"zero", PATIENT) == (200, b"zero")
        slow = asyncio.ensure_future(client.post(url, b"slow", PATIENT))
        for _ in range(2):
            await server.heard.acquire()
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        go_on.set()
        for word in (b"one", b"two", b"three"):
            assert await client.post(url, word, PATIENT) == (200, word)
        client.close()


async def test_patience_ends(client: HttpClient) -> None:
    async with listening(says()) as (_server, url):
        with pytest.raises(TimeoutError) as caught:
            await client.post(url, b"{}", Patience(5, 5, 0.05, 20))
        assert not isinstance(caught.value, NoConnection)


async def test_an_answer_that_trickles_is_not_waited_for_for_ever(client: HttpClient) -> None:
    async def trickle(writer: asyncio.StreamWriter, _body: bytes) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0)

    async with listening(trickle) as (_server, url):
        with pytest.raises(TimeoutError):
            await client.post(url, b"{}", Patience(5, 5, 0.1, 0.3))


async def test_who_finds_no_place_has_sent_nothing(client: HttpClient) -> None:
    go_on = asyncio.Event()

    async def later(writer: asyncio.StreamWriter, _body: bytes) -> None:
        await go_on.wait()
        writer.write(OK)

    async with listening(later) as (server, url):
        held = [asyncio.ensure_future(client.post(url, b"{}", PATIENT)) for _ in range(2)]
        for _ in held:
            await server.heard.acquire()
        with pytest.raises(NoConnectionInTime):
            await client.post(url, b"{}", Patience(0.05, 5, 5, 20))
        waits = [asyncio.ensure_future(client.post(url, b"{}", PATIENT)) for _ in range(3)]
        await asyncio.sleep(0)
        waits[0].cancel()
        go_on.set()
        assert await asyncio.gather(*held, *waits[1:]) == [(200, b"{}")] * 4
        assert await client.post(url, b"{}", PATIENT) == (200, b"{}")
        client.close()
    assert (server.connections, len(server.bodies)) == (2, 5)


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1/x", "http:///x", "http://127.0.0.1:99999/x", "http://a/ \r\nX: y"]
)
async def test_what_is_no_address_was_never_sent(client: HttpClient, url: str) -> None:
    with pytest.raises(NoConnection):
        await client.post(url, b"{}", PATIENT)


def context_of_the_server(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_only_a_trusted_server_hears_anything(
    client: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    async with listening(says(OK), context_of_the_server(authority)) as (server, url):
        with pytest.raises(NoConnection):
            await client.post(url, b"{}", PATIENT)
        assert server.bodies == []
        monkeypatch.setattr(http_client, "_trusting", lambda: trusting(authority))
        for _ in range(2):
            assert await client.post(url, b"{}", PATIENT) == (200, b"{}")
        client.close()
        with pytest.raises(NoConnection):
            # The same server under a name for which it has no certificate.
            await client.post(url.replace("127.0.0.1", "127.1"), b"{}", PATIENT)
    assert (server.connections, len(server.bodies)) == (1, 2)


async def test_a_server_without_tls_hears_nothing_either(client: HttpClient) -> None:
    async with listening(says(OK)) as (server, url):
        with pytest.raises(NoConnection):
            await client.post(url.replace("http:", "https:"), b"{}", PATIENT)
    assert server.bodies == []
