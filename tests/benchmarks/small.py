"""How long from the start to the first update, and how much memory after the benchmark of answers.

Run: uv run python -m tests.benchmarks small
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from pathlib import Path

import uvloop

from tests.benchmarks.answers import measure
from tests.benchmarks.measuring import running
from tests.benchmarks.sides.people import CONNECTIONS, people_of

BAR_SECONDS = 1.5
BAR_MEGABYTES = 120.0


async def seconds_to_first_update() -> float:
    """From the start of the process, on a database that is there, to the reply to the first update."""
    people = people_of(1, 5)
    async with running("tablekeeper", len(people)) as bot:
        await bot.people.say_and_hear(people[0], "/start", None)
        return time.perf_counter() - bot.started_at


async def _both(tables: int) -> tuple[list[float], float]:
    starts = sorted([await seconds_to_first_update() for _ in range(5)])
    figures = await measure("tablekeeper", people_of(tables, 5), 8, CONNECTIONS)
    return starts, figures.memory_megabytes


def main() -> int:
    """Prints the figures and the bars."""
    parser = argparse.ArgumentParser(prog="small", description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        starts, megabytes = runner.run(_both(asked.tables))
    seconds = starts[len(starts) // 2]
    print(
        f"from start to the first update's reply: {seconds:.2f} s (median of 5; best {starts[0]:.2f})", end=""
    )
    print(f" (bar {BAR_SECONDS:g}: {'held' if seconds <= BAR_SECONDS else 'MISSED'})")
    print(f"resident memory after {asked.tables * 40:,} answers: {megabytes:.0f} MB ", end="")
    print(f"(bar {BAR_MEGABYTES:g}: {'held' if megabytes <= BAR_MEGABYTES else 'MISSED'})")
    if asked.json is not None:
        found = {"start_seconds": seconds, "resident_megabytes": megabytes}
        asked.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0
