"""How many statements the result check judges in a second on one core, and how long hostile texts take.

Run: uv run python -m tests.benchmarks.result_check
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dialogues.checks.measurable import check
from tests.dialogues.checks.labelled import labelled

AS_OF = date(2026, 11, 22)
HOSTILE = {
    "one word": "a" * 65_536,
    "spaces": " " * 65_536,
    "numbers": "1 " * 32_768,
    "digits": "9" * 65_536,
    "hyphens": "a-" * 32_768,
    "capitals": "In Ward " * 8_192,
    "points": "1." * 32_768,
    "percent": "by 40% from " * 5_461,
    "brackets": "(" * 65_536,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock on the wall, and of the processor's time that this process had."""

    wall: float
    processor: float


def taken_by(work: Callable[[], object]) -> Taken:
    """How long the work takes. Under the load of others only the processor's time tells of the program."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - wall, time.process_time() - processor)


def check_all_labelled() -> None:
    """Judges every labelled statement once."""
    for item in labelled():
        check(item.text, item.language, AS_OF)


def hostile(name: str) -> Taken:
    """The time for one text of 64 KB, the best of three."""
    return min((taken_by(lambda: check(HOSTILE[name], "en", AS_OF)) for _ in range(3)), key=_processor)


def _processor(taken: Taken) -> float:
    return taken.processor


def main() -> None:
    """Prints the figures."""
    check_all_labelled()
    best = min((taken_by(check_all_labelled) for _ in range(5)), key=_processor)
    count = len(labelled())
    print(f"{count / best.wall:,.0f} statements a second, {count / best.processor:,.0f} of processor time")
    for name in HOSTILE:
        taken = hostile(name)
        print(f"64 KB of {name}: {taken.wall * 1000:.1f} ms, {taken.processor * 1000:.1f} of processor time")


if __name__ == "__main__":
    main()
