"""How long from the start to the first update, and how much memory after the benchmark of answers.

Run: uv run python -m tests.benchmarks small
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import uvloop

from tests.benchmarks.measuring import home, started
from tests.benchmarks.sides.people import CONNECTIONS, people_of
from tests.benchmarks.taking_turns import measure

BAR_SECONDS = 1.5
BAR_MEGABYTES = 120.0


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """From the start of the process, on a database that is there, to the reply to the first update."""

    seconds: float
    processor_seconds: float


async def start(environment: Mapping[str, str]) -> Start:
    """One start with these in the environment of the process."""
    people = people_of(1, 5)
    with home("tablekeeper", len(people)) as folder:
        async with started("tablekeeper", folder, environment=environment) as bot:
            await bot.people.say_and_hear(people[0], "/start", None)
            return Start(time.perf_counter() - bot.started_at, bot.processor_seconds())


async def _starts() -> tuple[Start, list[Start]]:
    """The very first start, which translates all code, and five others, quickest first."""
    with tempfile.TemporaryDirectory(prefix="tablekeeper-bytecode-") as kept:
        # As it is installed: Python keeps what it has translated, or `uv sync --compile-bytecode` did it.
        environment = {"PYTHONPYCACHEPREFIX": kept, "PYTHONDONTWRITEBYTECODE": ""}
        first = await start(environment)
        return first, sorted([await start(environment) for _ in range(5)])


async def _both(tables: int) -> tuple[Start, list[Start], float]:
    first, starts = await _starts()
    figures = await measure("tablekeeper", people_of(tables, 5), 8, CONNECTIONS)
    return first, starts, figures.memory_megabytes


def main() -> int:
    """Prints the figures and the bars."""
    parser = argparse.ArgumentParser(prog="small", description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        first, starts, megabytes = runner.run(_both(asked.tables))
    usual = starts[len(starts) // 2]
    seconds = usual.seconds
    print(f"the first start after installing, which translates all code: {first.seconds:.2f} s")
    print(f"from start to the first update's reply: {seconds:.2f} s (median of 5; best", end=" ")
    print(
        f"{starts[0].seconds:.2f}; processor time {min(one.processor_seconds for one in starts):.2f})", end=""
    )
    print(f" (bar {BAR_SECONDS:g}: {'held' if seconds <= BAR_SECONDS else 'MISSED'})")
    print(f"resident memory after {asked.tables * 40:,} answers: {megabytes:.0f} MB ", end="")
    print(f"(bar {BAR_MEGABYTES:g}: {'held' if megabytes <= BAR_MEGABYTES else 'MISSED'})")
    if asked.json is not None:
        found = {
            "start_seconds": seconds,
            "first_start_seconds": first.seconds,
            "resident_megabytes": megabytes,
        }
        asked.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0
