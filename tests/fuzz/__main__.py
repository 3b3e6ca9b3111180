"""Plays strange updates until so many were taken: `uv run python -m tests.fuzz 100000`.

Prints what was played and every finding with the acts that led there; ends with 1 where something was found.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.acceptance.scenes import STAGES, Scenes
from tests.fuzz.batches import fuzz
from tests.fuzz.play import Count
from tests.fuzz.playground import prepare


def main() -> int:
    """Splits the updates over processes."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("updates", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--shrink", action="store_true", help="look for the shortest play of each finding")
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(_prepare(folder))
        each = -(-asked.updates // asked.processes)
        parts = [
            (folder, each, asked.seed + n, asked.processes, asked.shrink) for n in range(asked.processes)
        ]
        with multiprocessing.get_context("spawn").Pool(asked.processes) as pool:
            ended = pool.starmap(fuzz, parts, chunksize=1)
    counts = [count for count, _ in ended]
    findings = [finding for _, some in ended for finding in some]
    _report(counts, findings, time.monotonic() - begun)
    return 1 if findings else 0


async def _prepare(folder: Path) -> None:
    (folder / "scenes").mkdir()
    scenes = Scenes(folder / "scenes")
    for stage in STAGES:
        await prepare(scenes, stage, folder / stage)


def _report(counts: Sequence[Count], findings: Sequence[str], seconds: float) -> None:
    updates = sum(c.updates for c in counts)
    plays_ = sum(c.plays for c in counts)
    print(f"{updates:,} updates in {plays_:,} plays over {len(STAGES)} stages, {seconds:.0f} s")
    acts = sum((c.acts for c in counts), Counter[str]())
    for kind, many in acts.most_common():
        print(f"  {many:>7,} {kind}")
    ends = sum((c.ends for c in counts), Counter[str]())
    print("ended as: " + ", ".join(f"{kind} {many:,}" for kind, many in ends.most_common()))
    damaged, parked = sum(c.damaged for c in counts), sum(c.parked for c in counts)
    print(f"such as no app sends: {damaged:,}; parked for that: {parked:,}")
    print(f"findings: {len(findings)}")
    for finding in findings:
        print(finding)


if __name__ == "__main__":
    sys.exit(main())
