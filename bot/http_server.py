"""Uvicorn inside the loop that runs already: our own signals, our own start and stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


class HttpServer:
    """Serves an ASGI application from `start` to `stop`.

    `closing_seconds` is how long requests under way may take at the end.
    """

    def __init__(self, app: Any, *, closing_seconds: int) -> None:
        self._app = app
        self._closing_seconds = closing_seconds
        self._server: _QuietServer | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self, host: str, port: int) -> int:
        """Listens, and gives the port; port 0 takes a free one. Raises OSError if it cannot be had."""
        listener = _listener(host, port)
        config = uvicorn.Config(
            self._app,
            http="httptools",
            log_config=None,
            lifespan="off",
            access_log=False,
            proxy_headers=False,
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=self._closing_seconds,
            # Longer than any client keeps an idle connection: a request on one just closed is in doubt.
            timeout_keep_alive=75,
        )
        self._server = _QuietServer(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]), name="http server")
        await self._server.listening.wait()
        return int(listener.getsockname()[1])

    async def stop(self) -> None:
        """Takes no new connection, answers whoever waits, then closes. May be called twice."""
        if self._server is None or self._task is None:
            return
        self._server.stopping.set()
        await self._task
        self._server = self._task = None


class _QuietServer(uvicorn.Server):
    """Leaves the signals alone and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.stopping = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        # Uvicorn's own wakes ten times a second to look whether it should end.
        await self.stopping.wait()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends small answers at once (TCP_NODELAY) instead of 40 ms later.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
