"""Runs a contender in a process of its own and lets the people talk to it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from storage.database import open_migrated
from tests.benchmarks.contenders import redis_server, seeding, tablekeeper
from tests.benchmarks.contenders.serving import Ready
from tests.benchmarks.sides.people import People

CONTENDERS = ("tablekeeper", "ptb_conversation_pickle", "ptb_echo", "aiogram_memory", "aiogram_redis")
# Measured beside the others, and told in tables of their own.
LEAST_WORK = tuple(f"least_work.{name}" for name in CONTENDERS if name != "tablekeeper")
SMALL_DIALOGUE = "tablekeeper_small_dialogue"
# As it is served, with an allowance for each person; for people who keep within it.
WITH_ALLOWANCE = "tablekeeper_with_allowance"


LONGEST_LINE = 1 << 20
# Ten times what the system counts processor time in.
REST_SECONDS = 0.1
AS_HERE: Mapping[str, str] = MappingProxyType({})


class DidNotStart(RuntimeError):
    """The contender ended before it was ready. Its own words stand above."""


@dataclass(frozen=True, slots=True)
class Running:
    """A contender that takes updates. `kept`: the answers it found at its start, by Telegram id.

    `beside`: the process it keeps its answers in, where that is one of its own.
    """

    process: asyncio.subprocess.Process
    people: People
    started_at: float
    kept: Mapping[int, int]
    beside: tuple[int, ...] = ()

    async def at_rest(self) -> None:
        """Returns when it has used no processor for a while: what follows from the last answer is done too."""
        before = -1.0
        while (now := self.processor_seconds()) != before:
            before = now
            await asyncio.sleep(REST_SECONDS)

    def stand_still(self) -> None:
        """It does nothing from now on, as if no time went by."""
        for pid in (self.process.pid, *self.beside):
            os.kill(pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """It works again."""
        for pid in (*self.beside, self.process.pid):
            os.kill(pid, signal.SIGCONT)

    def memory_megabytes(self) -> float:
        """Its resident memory."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise DidNotStart("The process has ended.")

    def processor_seconds(self) -> float:
        """The processor time it has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


@asynccontextmanager
async def running(name: str, people: int, delay: float = 0.0) -> AsyncIterator[Running]:
    """Starts a contender for so many people; kills it in the end. Raises `DidNotStart` or `NoRedis`."""
    with home(name, people) as folder:
        async with started(name, folder, delay) as bot:
            yield bot


@contextmanager
def home(name: str, people: int) -> Iterator[Path]:
    """Where a contender keeps what it keeps, from one start to the next. Raises `NoRedis`."""
    with tempfile.TemporaryDirectory(prefix="tablekeeper-benchmark-") as made:
        folder = Path(made)
        if name.endswith("aiogram_redis"):
            with redis_server.redis_server(folder):
                yield folder
            return
        if name in ("tablekeeper", SMALL_DIALOGUE, WITH_ALLOWANCE):
            engine = open_migrated(f"sqlite:///{tablekeeper.database(folder)}")
            if name != SMALL_DIALOGUE:
                seeding.fill(engine, people)
            engine.dispose()
        yield folder


@asynccontextmanager
async def started(
    name: str, folder: Path, delay: float = 0.0, environment: Mapping[str, str] = AS_HERE
) -> AsyncIterator[Running]:
    """Starts a contender on what is in its folder; kills it in the end. Raises `DidNotStart`.

    `environment`: what is set otherwise for its process; an empty value unsets.
    """
    side = People(delay, redrawn=name in CONTENDERS)
    url = await side.api.start()
    started_at = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"tests.benchmarks.contenders.{name}", url, str(folder),
        stdout=asyncio.subprocess.PIPE, limit=LONGEST_LINE,
        env={name: value for name, value in {**os.environ, **environment}.items() if value},
    )  # fmt: skip
    try:
        ready = await _ready(process)
        await side.connect(ready.port, ready.path, ready.secret)
        beside = folder / redis_server.PID
        yield Running(
            process,
            side,
            started_at,
            ready.kept,
            (int(beside.read_text()),) if beside.exists() else (),
        )
    finally:
        side.disconnect()
        await side.api.stop()
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _ready(process: asyncio.subprocess.Process) -> Ready:
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while line := (await process.stdout.readline()).decode():
            if line.startswith(Ready.SAID):
                return Ready.read(line)
    raise DidNotStart(str(DidNotStart.__doc__))
