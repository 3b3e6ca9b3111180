"""What all contenders do alike: listen, get the garbage collector out of the way, say that they are ready."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import uvicorn
import uvloop
from starlette.applications import Starlette

PATH = "/hook"
SECRET = "benchmark-secret"  # noqa: S105 - opens nothing


def run(main: Callable[[str, Path], Coroutine[Any, Any, None]]) -> None:
    """Runs `main(api_url, folder)` with the arguments of the command line, on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1], Path(sys.argv[2])))


def say_ready(port: int, path: str = PATH, secret: str = SECRET) -> None:
    """From now on everything counts."""
    gc.collect()
    gc.freeze()
    print(f"ready {port} {path} {secret}", flush=True)


async def serve(app: Starlette) -> None:
    """Serves with uvicorn on a free port of 127.0.0.1 until killed."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=512)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, http="httptools", lifespan="off")
    )
    serving = asyncio.ensure_future(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    say_ready(listening.getsockname()[1])
    await serving
