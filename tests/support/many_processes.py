"""Several serving processes behind one address, as a load balancer stands before them."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.http_server import HttpServer

STARTING_SECONDS = 60.0


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Server:
    """One process of `tests.support.one_server`."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process = process
        self.address = f"http://127.0.0.1:{port}"

    async def sends(self, client: aiohttp.ClientSession) -> bool:
        """Whether it is the one that has the office."""
        async with client.get(f"{self.address}/metrics") as answer:
            return 'tablekeeper_duty{duty="courier"} 1.0' in await answer.text()

    async def ready(self, client: aiohttp.ClientSession) -> tuple[int, Any]:
        """What its /readyz says."""
        async with client.get(f"{self.address}/readyz") as answer:
            return answer.status, await answer.json()

    async def kill(self) -> None:
        """`kill -9`."""
        self.process.kill()
        await self.process.wait()

    async def end(self) -> int:
        """A graceful stop; its exit status."""
        if self.process.returncode is None:
            self.process.terminate()
        return await self.process.wait()


class Balancer:
    """Hands each request to the next process; to another one when a process is not there."""

    def __init__(self) -> None:
        self.servers: list[Server] = []
        self.address = ""
        self._turn = 0
        self._http = HttpServer(
            Starlette(routes=[Route("/{path:path}", self._pass_on, methods=["POST"])]), closing_seconds=3
        )
        self._client: aiohttp.ClientSession | None = None

    async def start(self) -> str:
        """Listens; gives the public address."""
        self._client = aiohttp.ClientSession()
        self.address = f"http://127.0.0.1:{await self._http.start('127.0.0.1', 0)}"
        return self.address

    async def stop(self) -> None:
        """Closes what is open."""
        await self._http.stop()
        if self._client is not None:
            await self._client.close()

    async def _pass_on(self, request: Request) -> Response:
        assert self._client is not None
        body = await request.body()
        headers = {
            name: value for name, value in request.headers.items() if name.startswith(("x-", "content-t"))
        }
        self._turn += 1
        for place in range(len(self.servers)):
            server = self.servers[(self._turn + place) % len(self.servers)]
            url = f"{server.address}/{request.path_params['path']}"
            with suppress(aiohttp.ClientError):
                async with self._client.post(url, data=body, headers=headers) as answer:
                    return Response(await answer.read(), status_code=answer.status)
        return Response(status_code=502)


async def start_server(api: str, database: str, public_url: str) -> Server:
    """Starts a process and waits until it serves."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.one_server", api, database, str(port), public_url,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(STARTING_SECONDS):
        said = await process.stdout.readline()
    assert said == b"ready\n", said
    return Server(process, port)


@asynccontextmanager
async def serving(api: str, database: str, many: int) -> AsyncIterator[Balancer]:
    """So many processes on one database behind a balancer; ended at the end."""
    balancer = Balancer()
    public_url = await balancer.start()
    try:
        for _ in range(many):
            balancer.servers.append(await start_server(api, database, public_url))
        yield balancer
    finally:
        for server in balancer.servers:
            await server.end()
        await balancer.stop()
