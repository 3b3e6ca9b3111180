"""How many statements the result check judges in a second on one core, and how long hostile texts take.

Run: uv run python -m tests.benchmarks.result_check
"""

from __future__ import annotations

import time
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


def statements_per_second(seconds: float = 2.0) -> float:
    """The rate over the labelled statements, again and again."""
    items = labelled()
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for item in items:
            check(item.text, item.language, AS_OF)
        done += len(items)
    return done / (time.perf_counter() - start)


def hostile_milliseconds() -> dict[str, float]:
    """Milliseconds for each text of 64 KB."""
    taken = {}
    for name, text in HOSTILE.items():
        start = time.perf_counter()
        check(text, "en", AS_OF)
        taken[name] = (time.perf_counter() - start) * 1000
    return taken


def main() -> None:
    """Prints the figures."""
    statements_per_second(0.2)
    print(f"{statements_per_second():,.0f} statements a second")
    for name, milliseconds in hostile_milliseconds().items():
        print(f"64 KB of {name}: {milliseconds:.1f} ms")


if __name__ == "__main__":
    main()
