"""As `answers`, with a Bot API that answers after 60 ms, as the real one does.

Run: uv run python -m tests.benchmarks round_trip
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import uvloop

from tests.benchmarks.measuring import running
from tests.benchmarks.sides.people import Measured, People, people_of, words
from tests.benchmarks.taking_turns import Figures, measure

DELAY = 0.06
BAR = 20.0
RATE = 200
BAR_COMMITTED_MS = 50.0
AT_ONCE = 400


async def at_a_rate(side: People, people: Sequence[int], answers: int, rate: int) -> Measured:
    """So many answers a second, whether earlier ones are confirmed or not; each person waits for the reply."""
    measured = Measured()
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(answers):
            await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
            turn, place = divmod(number, len(people))
            group.create_task(side.say_and_hear(people[place], words(turn), measured))
    measured.seconds = time.perf_counter() - start
    return measured


def bare_fdatasync_ms(times: int = 300) -> tuple[float, float]:
    """(median, p99) milliseconds of a fdatasync after one page was written."""
    taken = []
    with tempfile.TemporaryFile() as file:
        for number in range(times):
            os.pwrite(file.fileno(), b"x" * 4096, number * 4096)
            start = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)]


async def _both(people: int, ptb_people: int) -> tuple[Figures, Figures, Measured]:
    own = await measure("tablekeeper", people_of(people // 5, 5), 2, AT_ONCE, DELAY)
    peer = await measure("ptb_echo", people_of(ptb_people // 5, 5), 2, AT_ONCE, DELAY)
    everybody = people_of(people // 5, 5)
    async with running("tablekeeper", len(everybody), DELAY) as bot:
        await bot.people.begin(everybody)
        paced = await at_a_rate(bot.people, everybody, 2 * len(everybody), RATE)
    return own, peer, paced


def main() -> int:
    """Prints the figures and the bars."""
    parser = argparse.ArgumentParser(prog="round_trip", description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args()
    print("each answer of the Bot API comes after 60 ms …", file=sys.stderr)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        own, peer, paced = runner.run(_both(asked.people, 100))
    median, p99 = bare_fdatasync_ms()
    ratio = own.answers_per_second / peer.answers_per_second
    committed = paced.p99_ms(paced.confirmed)
    print(f"tablekeeper {own.answers_per_second:.0f}/s, ptb_echo {peer.answers_per_second:.1f}/s: ", end="")
    print(f"{ratio:.1f} × (bar {BAR:g}: {'held' if ratio >= BAR else 'MISSED'})")
    print(f"at {RATE} answers a second 99 of 100 are committed within {committed:.1f} ms ", end="")
    print(f"(bar {BAR_COMMITTED_MS:g}: {'held' if committed <= BAR_COMMITTED_MS else 'MISSED'})")
    print(f"a bare fdatasync takes {median:.2f} ms (median), {p99:.2f} ms (p99)")
    if asked.json is not None:
        found = {
            "answers_per_second": {
                "tablekeeper": own.answers_per_second,
                "ptb_echo": peer.answers_per_second,
            },
            "p99_ms": {"tablekeeper": own.p99_ms, "ptb_echo": peer.p99_ms},
            "committed_p99_ms_at_200_a_second": committed,
            "fdatasync_ms": {"median": median, "p99": p99},
        }
        asked.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0
