"""What all contenders do alike: listen, get the garbage collector out of the way, say that they are ready."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import orjson
import uvloop
from starlette.applications import Starlette

from bot.http_server import HttpServer

PATH = "/hook"
SECRET = "benchmark-secret"  # noqa: S105 - opens nothing


@dataclass(frozen=True, slots=True)
class Ready:
    """What a contender says once its webhook takes updates.

    `kept`: how many answers of each person it found in its keeping at this start, by Telegram id.
    """

    SAID: ClassVar[str] = "ready "

    port: int
    path: str
    secret: str
    kept: Mapping[int, int]

    def written(self) -> str:
        """One line."""
        kept = orjson.dumps(dict(self.kept), option=orjson.OPT_NON_STR_KEYS).decode()
        return f"{self.SAID}{self.port} {self.path} {self.secret} {kept}"

    @classmethod
    def read(cls, line: str) -> Ready:
        """What a line says."""
        _, port, path, secret, kept = line.split(maxsplit=4)
        return cls(int(port), path, secret, {int(who): many for who, many in orjson.loads(kept).items()})


def run(main: Callable[[str, Path], Coroutine[Any, Any, None]]) -> None:
    """Runs `main(api_url, folder)` with the arguments of the command line, on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1], Path(sys.argv[2])))


def say_ready(port: int, kept: Mapping[int, int], path: str = PATH, secret: str = SECRET) -> None:
    """From now on everything counts."""
    gc.freeze()
    gc.enable()
    print(Ready(port, path, secret, kept).written(), flush=True)


async def serve(app: Starlette, kept: Mapping[int, int]) -> None:
    """Serves with uvicorn on a free port of 127.0.0.1 until killed."""
    say_ready(await HttpServer(app, closing_seconds=1).start("127.0.0.1", 0), kept)
    await asyncio.Event().wait()
