"""What all contenders do alike: listen, get the garbage collector out of the way, say that they are ready."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import uvloop
from starlette.applications import Starlette

from bot.http_server import HttpServer

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
    say_ready(await HttpServer(app, closing_seconds=1).start("127.0.0.1", 0))
    await asyncio.Event().wait()
