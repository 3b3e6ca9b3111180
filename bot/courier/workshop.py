"""Files made when they are sent: in a process of their own, so that nobody else waits for it.

The process is started at the first file. Rendering there takes nothing from the event loop or the
writer's thread, and what goes wrong there (a crash, a loop without end) ends that process alone.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

SECONDS = 30.0
# Telegram takes pictures of 10 MB and documents of 50 MB from a bot.
MOST_BYTES = {True: 10_000_000, False: 50_000_000}


@dataclass(frozen=True, slots=True)
class Made:
    """A file. `note` (HTML) is what readers must be told of it, such as letters it could not show."""

    content: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotMade:
    """It could not be made; `reason` for the log, without anything a person wrote."""

    reason: str


class Workshop:
    """Makes one file at a time. `module` is run with `python -m` and answers as `bot.documents.making` does.

    An order that takes longer than `seconds` is given up.
    """

    def __init__(self, module: str = "bot.documents", seconds: float = SECONDS) -> None:
        self._module = module
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None

    async def make(self, order: Mapping[str, Any]) -> Made | NotMade:
        """The file for an order as `bot.courier.drafts` writes it. Never raises for what goes wrong in it."""
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    made = await self._ask(order)
            except TimeoutError:
                made = NotMade("took too long")
            except (OSError, EOFError, ValueError, TypeError, asyncio.LimitOverrunError) as error:
                # It has stopped, says what nobody understands, or the order is no JSON.
                made = NotMade(f"{type(error).__name__} between the bot and its workshop")
            except BaseException:
                await self.close()
                raise
            if isinstance(made, NotMade):
                # Whatever it was, the next file is made by a fresh process.
                await self.close()
            elif len(made.content) > MOST_BYTES[bool(order["as_picture"])]:
                made = NotMade(f"too large: {len(made.content)} bytes")
            return made

    async def close(self) -> None:
        """Ends the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        # Reads what was still on its way, so that the pipes are closed as well.
        await process.communicate()

    async def _ask(self, order: Mapping[str, Any]) -> Made | NotMade:
        if self._process is None or self._process.returncode is not None:
            self._process = await self._start()
        orders, files = self._process.stdin, self._process.stdout
        if orders is None or files is None:
            raise EOFError("no pipes")
        orders.write(orjson.dumps(order) + b"\n")
        await orders.drain()
        head = orjson.loads(await files.readuntil(b"\n"))
        if "error" in head:
            return NotMade(str(head["error"]))
        return Made(await files.readexactly(int(head["bytes"])), str(head["note"]))

    async def _start(self) -> asyncio.subprocess.Process:
        # Errors come back over the pipe without anybody's words; what libraries print may hold some.
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._module,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            # Typst would take every core; one is enough, and the others are for answering.
            env=os.environ | {"RAYON_NUM_THREADS": "1"},
            # Ctrl-C is for the bot, which lets the file under way be finished.
            start_new_session=True,
        )
