"""How many answers a second: webhook post, committed, reply received; five bots, the same work.

Beside it stands what each has lost of 1,000 confirmed answers when it is killed (tests/benchmarks/killed.py).

Run: uv run python -m tests.benchmarks answers --json answers.json
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop

from tests.benchmarks import killed
from tests.benchmarks.contenders.redis_server import NoRedis
from tests.benchmarks.contenders.seeding import PEOPLE_AT_A_TABLE
from tests.benchmarks.measuring import CONTENDERS, SMALL_DIALOGUE, running
from tests.benchmarks.sides.people import CONNECTIONS, Measured, people_of

# How many times as fast as each peer Tablekeeper has to be.
BARS = {"ptb_conversation_pickle": 3.0, "aiogram_redis": 2.0, "aiogram_memory": 1.0, "ptb_echo": 2.0}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one contender did. `processor_ms`: its processor time an answer."""

    answers_per_second: float
    p99_ms: float
    confirmed_p99_ms: float
    processor_ms: float
    memory_megabytes: float


async def measure(
    name: str, people: Sequence[int], answers: int, at_once: int, delay: float = 0.0
) -> Figures:
    """Starts a contender, lets everybody say /start, then measures `answers` of each person."""
    async with running(name, len(people), delay) as bot:
        await bot.people.begin(people)
        before = bot.processor_seconds()
        measured = await bot.people.answer(people, answers, at_once)
        spent = bot.processor_seconds() - before
        return figures(measured, spent, bot.memory_megabytes())


def figures(measured: Measured, processor_seconds: float, memory: float) -> Figures:
    """The figures of what was measured."""
    return Figures(
        measured.per_second,
        measured.p99_ms(),
        measured.p99_ms(measured.confirmed),
        1000 * processor_seconds / len(measured.replied),
        memory,
    )


def main() -> int:
    """Prints the table; gives 1 where a bar was missed."""
    asked = _asked()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        found = runner.run(_all(asked))
        lost = runner.run(_lost(tuple(found), asked.confirmed))
    if asked.json is not None:
        asked.json.write_text(json.dumps(as_json(found, lost, asked.confirmed), indent=2) + "\n")
    print_table(found, lost, asked.confirmed)
    return 0


def as_json(found: dict[str, Figures], lost: dict[str, int], confirmed: int) -> dict[str, dict[str, float]]:
    """The figures by kind, each by contender: `lost` of so many confirmed answers at a kill."""
    return {
        "answers_per_second": {name: round(one.answers_per_second, 1) for name, one in found.items()},
        "p99_ms": {name: round(one.p99_ms, 2) for name, one in found.items()},
        "processor_ms_per_answer": {name: round(one.processor_ms, 3) for name, one in found.items()},
        "memory_megabytes": {name: round(one.memory_megabytes, 1) for name, one in found.items()},
        "confirmed_at_kill": dict.fromkeys(lost, confirmed),
        "lost_at_kill": {**lost},
    }


async def _lost(names: Sequence[str], confirmed: int) -> dict[str, int]:
    found = {}
    for name in names if confirmed else ():
        if name == SMALL_DIALOGUE:
            continue
        print(f"{name} is killed …", file=sys.stderr, flush=True)
        found[name] = await killed.lost(name, confirmed)
    return found


async def _all(asked: argparse.Namespace) -> dict[str, Figures]:
    people = people_of(asked.tables, asked.people)
    found = {}
    for name in asked.only or (*CONTENDERS, SMALL_DIALOGUE):
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            found[name] = await measure(name, people, asked.answers, asked.at_once)
        except NoRedis as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return found


def print_table(found: dict[str, Figures], lost: dict[str, int], confirmed: int) -> None:
    """The figures, and how Tablekeeper stands against each bar."""
    print(
        f"{'contender':26}{'answers/s':>10}{'p99 ms':>9}{'CPU ms':>8}{'MB':>7}{'lost*':>7}   Tablekeeper is"
    )
    own, small = found.get("tablekeeper"), found.get(SMALL_DIALOGUE)
    for name, one in found.items():
        if one is small:
            continue
        line = f"{name:26}{one.answers_per_second:10.0f}{one.p99_ms:9.1f}{one.processor_ms:8.2f}"
        line += f"{one.memory_megabytes:7.0f}{lost.get(name, '-'):>7}"
        if own is not None and name in BARS:
            line += "   " + against(own, one, BARS[name])
        print(line)
    print(f"* of {confirmed:,} confirmed answers, at kill -9 in the middle of them")
    if small is not None:
        print_machinery(small, found)


def print_machinery(small: Figures, found: dict[str, Figures]) -> None:
    """How the same machinery stands when it does as little with an answer as the peers. No bar hangs on it."""
    print(
        "\nThe machinery alone: the same guarantees under a dialogue that keeps the answer and says one thing"
    )
    print(
        f"{SMALL_DIALOGUE:26}{small.answers_per_second:10.0f}{small.p99_ms:9.1f}"
        f"{small.processor_ms:8.2f}{small.memory_megabytes:7.0f}"
    )
    for name, one in found.items():
        if one is not small:
            print(f"{small.answers_per_second / one.answers_per_second:8.2f} × {name}")


def against(own: Figures, peer: Figures, bar: float) -> str:
    """One sentence: the ratio, the bar, and whether the p99 is above."""
    ratio = own.answers_per_second / peer.answers_per_second
    held = "held" if ratio >= bar else "MISSED"
    slower = "" if own.p99_ms <= peer.p99_ms else ", p99 ABOVE"
    return f"{ratio:.2f} × (bar {bar:g}: {held}{slower})"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="answers", description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--people", type=int, default=PEOPLE_AT_A_TABLE, help="people at a table")
    parser.add_argument("--answers", type=int, default=8, help="answers of each person")
    parser.add_argument("--at-once", type=int, default=CONNECTIONS, help="people who write at the same time")
    parser.add_argument("--only", nargs="*", choices=(*CONTENDERS, SMALL_DIALOGUE))
    parser.add_argument(
        "--confirmed", type=int, default=killed.CONFIRMED, help="answers before each is killed"
    )
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    return parser.parse_args()
