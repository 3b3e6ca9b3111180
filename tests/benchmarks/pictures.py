"""How long a summary with its pictures takes, and how long people wait for answers while pictures are made.

`uv run python -m tests.benchmarks pictures`. Prints milliseconds, and answers while rendering as a
multiple of answers in quiet, measured in turn within the same run.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.courier.workshop import Made, Workshop
from bot.documents.papers import PAPERS
from bot.rehearsal.records import User
from dialogues.pictures.coordinators_page import coordinators_page
from dialogues.pictures.drawing import Drawing
from dialogues.pictures.indicator_curve import indicator_curve
from dialogues.pictures.participation import participation
from dialogues.pictures.problem_solving_cycle import problem_solving_cycle
from dialogues.pictures.trust_cycle import trust_cycle
from tests.bot.conftest import Room, open_room
from tests.bot.documents.example_records import harbor_road

RUNS = 15
ANSWERS = 200
ROUNDS = 3
Json = dict[str, Any]


def main() -> None:
    """Both measurements."""
    record = harbor_road()
    cold = _timed(lambda: _summary(record))
    warm = sorted(_timed(lambda: _summary(record)) for _ in range(RUNS))
    print(f"a summary with its pictures: first {cold:.0f} ms, then {statistics.median(warm):.0f} ms", end="")
    print(f" (of {RUNS}: {warm[0]:.0f} to {warm[-1]:.0f}); allowed 300 ms")
    asyncio.run(_while_rendering(record))


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def _orders(record: Json) -> list[Json]:
    """What the bot orders for a summary: the page for print and the pictures that go with it."""
    language, cycle = record["table"]["languages"][0], record["table"]["cycle"]
    found: list[Drawing | None] = [
        trust_cycle(record, language),
        problem_solving_cycle(record, language),
        indicator_curve(record, language),
        participation(record, language),
    ]
    page = coordinators_page(record, cycle, language)
    orders = [_order("picture", language, {"name": d.name, "data": d.data}) for d in found if d is not None]
    return [*orders, _order("coordinators_page", language, {"paper": "a4", "data": page.data})]


def _order(paper: str, language: str, data: Json) -> Json:
    return {"paper": paper, "language": language, "data": data, "as_picture": paper == "picture"}


def _summary(record: Json) -> int:
    return sum(len(PAPERS[o["paper"]](o["data"], o["language"]).content) for o in _orders(record))


async def _while_rendering(record: Json) -> None:
    orders = _orders(record)
    with tempfile.TemporaryDirectory() as folder:
        async with open_room(Path(folder)) as room, room.bot():
            anna = room.person("Anna")
            room.world.start(anna)
            await room.world.wait_for(lambda: len(room.said(anna)) == 1, seconds=10)
            quiet: list[float] = []
            busy: list[float] = []
            made = 0
            for _ in range(ROUNDS):
                quiet += await _answers(room, anna)
                workshop = Workshop()
                # Its process starts once in a bot's life; what is measured is the making.
                await workshop.make(orders[0])
                counted: list[int] = []
                rendering = asyncio.create_task(_render(workshop, orders, counted))
                busy += await _answers(room, anna)
                rendering.cancel()
                with suppress(asyncio.CancelledError):
                    await rendering
                await workshop.close()
                made += len(counted)
    print(f"answers in quiet: {_told(quiet)}")
    print(f"answers while {made} files are made beside: {_told(busy)}", end="")
    print(f"; the median is {statistics.median(busy) / statistics.median(quiet):.2f} times that in quiet")


async def _render(workshop: Workshop, orders: list[Json], counted: list[int]) -> None:
    while True:
        for order in orders:
            made = await workshop.make(order)
            if not isinstance(made, Made):
                raise RuntimeError(made.reason)
            counted.append(len(made.content))


async def _answers(room: Room, anna: User) -> list[float]:
    """Milliseconds from what a person writes to the bot's message, one after the other."""
    took = []
    for number in range(ANSWERS):
        before = len(room.said(anna))
        begin = time.perf_counter()
        room.world.say(anna, anna, f"answer {number}")
        await room.world.wait_for(lambda wanted=before + 1: len(room.said(anna)) >= wanted, seconds=30)  # type: ignore[misc]
        took.append((time.perf_counter() - begin) * 1000)
    return took


def _told(took: list[float]) -> str:
    ordered = sorted(took)
    most = ordered[int(len(ordered) * 0.95)]
    return f"median {statistics.median(ordered):.1f} ms, 95 of 100 within {most:.1f} ms"
