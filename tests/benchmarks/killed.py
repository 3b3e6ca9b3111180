"""What each bot has lost of 1,000 confirmed answers when it is killed in the middle of them (`kill -9`).

Confirmed is an answer whose webhook post was answered with 200: Telegram brings it no more. People write
as in `answers`. The bot is killed at the last of these confirmations, started anew on what it has kept,
and says what that is, person by person.

Run: uv run python -m tests.benchmarks killed
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import uvloop

from tests.benchmarks.contenders.redis_server import NoRedis
from tests.benchmarks.measuring import CONTENDERS, Running, home, started
from tests.benchmarks.sides.people import CONNECTIONS, people_of

CONFIRMED = 1_000
TABLES = 100
PEOPLE_AT_A_TABLE = 5
# So many questions the work has; CONFIRMED is reached long before everybody has answered all.
ANSWERS = 8


async def lost(name: str, confirmed: int = CONFIRMED, at_once: int = CONNECTIONS) -> int:
    """How many of so many confirmed answers a contender has lost. Raises `DidNotStart` or `NoRedis`."""
    people = people_of(max(1, TABLES * confirmed // CONFIRMED), PEOPLE_AT_A_TABLE)
    with home(name, len(people)) as folder:
        async with started(name, folder) as bot:
            given = await _confirmed_until_killed(bot, people, confirmed, at_once)
        async with started(name, folder) as bot:
            return sum(max(0, many - bot.kept.get(who, 0)) for who, many in given.items())


async def _confirmed_until_killed(
    bot: Running, people: Sequence[int], many: int, at_once: int
) -> Counter[int]:
    """Lets everybody write until so many answers are confirmed, and kills; gives them by person."""
    given: Counter[int] = Counter()

    def count(who: int) -> None:
        if given.total() < many:
            given[who] += 1
            if given.total() == many:
                bot.process.kill()

    await bot.people.begin(people)
    bot.people.on_confirmed = count
    writing = asyncio.ensure_future(bot.people.answer(people, ANSWERS, at_once))
    # Whoever writes to a killed bot is told so by the connection.
    await bot.process.wait()
    writing.cancel()
    with suppress(asyncio.CancelledError, ConnectionResetError, ExceptionGroup):
        await writing
    assert given.total() == many, f"The bot ended by itself after {given.total()} answers."
    return given


def told(name: str, lost: int, confirmed: int = CONFIRMED) -> str:
    """One line."""
    return f"{name:26}{lost:8,} of {confirmed:,} confirmed answers lost at kill -9"


def main() -> int:
    """Prints a line for each; gives 1 when Tablekeeper has lost one."""
    parser = argparse.ArgumentParser(prog="killed", description=__doc__)
    parser.add_argument("--confirmed", type=int, default=CONFIRMED)
    parser.add_argument("--at-once", type=int, default=CONNECTIONS, help="people who write at the same time")
    parser.add_argument("--only", nargs="*", choices=CONTENDERS)
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args()
    found: dict[str, int] = {}
    for name in asked.only or CONTENDERS:
        try:
            found[name] = uvloop.run(lost(name, asked.confirmed, asked.at_once))
        except NoRedis as error:
            print(f"{name} is left out: {error}")
        else:
            print(told(name, found[name], asked.confirmed), flush=True)
    if asked.json is not None:
        asked.json.write_text(json.dumps({"lost": found, "confirmed": asked.confirmed}, indent=2) + "\n")
    return 1 if found.get("tablekeeper") else 0
