"""How many answers a second: webhook post, committed, replies received; five bots, the same work.

The same work: the answer is checked and kept, its question is redrawn as answered (its buttons gone but
for one), and the next is asked with its buttons. From each bot a person sees the same, word for word. An
answer counts when the 200, the edit and the next question have all arrived. On this hang the bars.

They answer in turns, a few answers each time, so that a busy moment of the machine meets all of them.

Beside it, under names of their own: the same peers with the least an answer can be (kept unchecked, one call
without buttons), and our machinery under a dialogue as small. And what each has lost of 1,000 confirmed
answers when it is killed (tests/benchmarks/killed.py).

Run: uv run python -m tests.benchmarks answers --json answers.json; it ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import uvloop

from tests.benchmarks import killed
from tests.benchmarks.contenders.seeding import PEOPLE_AT_A_TABLE
from tests.benchmarks.measuring import CONTENDERS, LEAST_WORK, SMALL_DIALOGUE
from tests.benchmarks.sides.people import CONNECTIONS, people_of
from tests.benchmarks.taking_turns import Figures, in_turns

# How many times as fast as each peer Tablekeeper has to be.
BARS = {"ptb_conversation_pickle": 3.0, "aiogram_redis": 2.0, "aiogram_memory": 1.0, "ptb_echo": 2.0}
ALL = (*CONTENDERS, *LEAST_WORK, SMALL_DIALOGUE)
HEAD = f"{'contender':36}{'answers/s':>10}{'p99 ms':>9}{'CPU ms':>8}{'MB':>7}"


def main() -> int:
    """Prints the tables; gives 1 where a bar was missed."""
    asked = _asked()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        found = runner.run(_all(asked))
        lost = runner.run(_lost(_chosen(found, CONTENDERS), asked.confirmed))
    if asked.json is not None:
        asked.json.write_text(json.dumps(as_json(found, lost, asked.confirmed), indent=2) + "\n")
    print_same_work(found, lost, asked.confirmed)
    print_beside(
        found,
        "Beside it: the whole method, and peers with the least work (one call, nothing checked)",
        "tablekeeper",
        LEAST_WORK,
    )
    print_beside(
        found,
        "Beside it: our machinery under a dialogue as small as that, and the same peers",
        SMALL_DIALOGUE,
        LEAST_WORK,
    )
    return 1 if missed(found) else 0


def as_json(found: Mapping[str, Figures], lost: Mapping[str, int], confirmed: int) -> dict[str, object]:
    """The figures by kind, each by contender; `lost` of so many confirmed answers at a kill.

    On top those with the same work, on which the bars hang.
    """
    return {
        **_by_kind(_chosen(found, CONTENDERS)),
        "confirmed_at_kill": dict.fromkeys(lost, confirmed),
        "lost_at_kill": {**lost},
        "peers_with_least_work": _by_kind(_chosen(found, LEAST_WORK)),
        "machinery_with_least_work": _by_kind(_chosen(found, (SMALL_DIALOGUE,))),
    }


def _by_kind(found: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    named = {name.removeprefix("least_work."): one for name, one in found.items()}
    return {
        "answers_per_second": {name: round(one.answers_per_second, 1) for name, one in named.items()},
        "p99_ms": {name: round(one.p99_ms, 2) for name, one in named.items()},
        "processor_ms_per_answer": {name: round(one.processor_ms, 3) for name, one in named.items()},
        "memory_megabytes": {name: round(one.memory_megabytes, 1) for name, one in named.items()},
    }


def _chosen(found: Mapping[str, Figures], names: Sequence[str]) -> dict[str, Figures]:
    return {name: found[name] for name in names if name in found}


async def _lost(names: Iterable[str], confirmed: int) -> dict[str, int]:
    found = {}
    for name in names if confirmed else ():
        print(f"{name} is killed …", file=sys.stderr, flush=True)
        found[name] = await killed.lost(name, confirmed)
    return found


async def _all(asked: argparse.Namespace) -> dict[str, Figures]:
    people, chosen = people_of(asked.tables, asked.people), asked.only or ALL
    found = {}
    # Those on which the bars hang among themselves.
    for names in (CONTENDERS, (*LEAST_WORK, SMALL_DIALOGUE)):
        group = [name for name in names if name in chosen]
        found.update(await in_turns(group, people, asked.answers, asked.at_once))
    return found


def print_same_work(found: Mapping[str, Figures], lost: Mapping[str, int], confirmed: int) -> None:
    """The figures with the same work, and how Tablekeeper stands against each bar."""
    print("The same work: what a person sees in the chat is the same from each")
    print(f"{HEAD}{'lost*':>7}   Tablekeeper is")
    own = found.get("tablekeeper")
    for name, one in _chosen(found, CONTENDERS).items():
        line = f"{_line(name, one)}{lost.get(name, '-'):>7}"
        if own is not None and name in BARS:
            line += f"   {against(own, one, BARS[name])}"
        print(line)
    print(f"* of {confirmed:,} confirmed answers, at kill -9 in the middle of them")


def print_beside(found: Mapping[str, Figures], title: str, own: str, peers: Sequence[str]) -> None:
    """How one of ours stands beside peers whose work is another. No bar hangs on it."""
    if own not in found or not _chosen(found, peers):
        return
    print(f"\n{title}\n{HEAD}   {own} is\n{_line(own, found[own])}")
    for name, one in _chosen(found, peers).items():
        ratio = found[own].answers_per_second / one.answers_per_second
        print(f"{_line(name, one)}   {ratio:.2f} ×")


def _line(name: str, one: Figures) -> str:
    return (
        f"{name:36}{one.answers_per_second:10.0f}{one.p99_ms:9.1f}"
        f"{one.processor_ms:8.2f}{one.memory_megabytes:7.0f}"
    )


def against(own: Figures, peer: Figures, bar: float) -> str:
    """One sentence: the ratio, the bar, and whether the p99 is above."""
    ratio = own.answers_per_second / peer.answers_per_second
    held = "held" if ratio >= bar else "MISSED"
    slower = "" if own.p99_ms <= peer.p99_ms else ", p99 ABOVE"
    return f"{ratio:.2f} × (bar {bar:g}: {held}{slower})"


def missed(found: Mapping[str, Figures]) -> list[str]:
    """The peers against which a bar is missed: too few answers a second, or a p99 above theirs."""
    own = found.get("tablekeeper")
    return [
        name
        for name, bar in BARS.items()
        if own is not None
        and (peer := found.get(name)) is not None
        and (own.answers_per_second < bar * peer.answers_per_second or own.p99_ms > peer.p99_ms)
    ]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="answers", description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--people", type=int, default=PEOPLE_AT_A_TABLE, help="people at a table")
    parser.add_argument("--answers", type=int, default=8, help="answers of each person")
    parser.add_argument("--at-once", type=int, default=CONNECTIONS, help="people who write at the same time")
    parser.add_argument("--only", nargs="*", choices=ALL)
    parser.add_argument(
        "--confirmed", type=int, default=killed.CONFIRMED, help="answers before each is killed"
    )
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    return parser.parse_args()
