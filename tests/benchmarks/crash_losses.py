"""1,000 answers from 100 tables while the process is killed: `python -m tests.benchmarks crash_losses`.

It is killed three times at each named point (bot/crash_points.py) and ten times at random, on SQLite
and on PostgreSQL. Takes some minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
import logging
import tempfile
from pathlib import Path

from bot.crash_points import CrashPoint
from tests.bot.conftest import open_room
from tests.crash.losses import KilledAgainAndAgain, Losses
from tests.support.postgres import fresh_database, running_server

DEATHS = (*CrashPoint, None, None, None, *CrashPoint, None, None, None, *CrashPoint, None, None, None, None)


async def _play(database: str, tables: int, each: int, seed: int, folder: Path) -> Losses:
    async with open_room(folder) as room:
        return await KilledAgainAndAgain(room, database, tables=tables, each=each, seed=seed).play(DEATHS)


def _tell(database: str, losses: Losses) -> None:
    killed = ", ".join(f"{many} x {where}" for where, many in losses.kills.items())
    print(f"\n{database}: {losses.answers:,} answers from {losses.tables} tables, killed {killed}")
    print(f"  answers lost {losses.answers_lost}, applied twice {losses.applied_twice}")
    print(f"  messages lost {losses.messages_lost}, out of order {losses.out_of_order}", end=", ")
    print(f"held back {losses.held_back}, last edits missing {losses.tallies_wrong}")
    print(f"  on their way at a kill, so unsure: {losses.unsure}; repeated with a word of warning:", end=" ")
    print(f"{losses.repeats}; of these arrived twice: {losses.arrived_twice}")
    print(f"  twice without a word {losses.twice_without_saying_so}, twice though", end=" ")
    print(f"nothing was unsure {losses.twice_though_sure}")


def main() -> int:
    """Prints what was lost on each database; gives 1 when anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=100)
    parser.add_argument("--each", type=int, default=10, help="answers of each table")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    # The bot's warnings of messages in doubt are counted below instead.
    logging.disable(logging.ERROR)
    told: dict[str, Losses] = {}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        play = (given.tables, given.each, given.seed, here)
        told["SQLite"] = asyncio.run(_play(f"sqlite:///{here / 'killed.db'}", *play))
        _tell("SQLite", told["SQLite"])
        with running_server(here / "server") as server, fresh_database(server) as url:
            told["PostgreSQL"] = asyncio.run(_play(url, *play))
        _tell("PostgreSQL", told["PostgreSQL"])
    if given.json is not None:
        given.json.write_text(json.dumps({name: dataclasses.asdict(one) for name, one in told.items()}))
    return 1 if any(one.harm for one in told.values()) else 0
