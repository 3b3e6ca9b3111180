"""Runs one bot of the small method as `tablekeeper run` and `serve` do: `python -m tests.bot.one_stoppable run`."""

from __future__ import annotations

import asyncio
import sys

from bot.rehearsal.clock import RehearsalClock
from bot.running import run_until_stopped
from bot.settings import read_settings
from bot.wiring import Tablekeeper
from tests.bot.conftest import START
from tests.bot.small_method import SMALL_METHOD


def tell(line: str) -> None:
    print(line, flush=True)


async def main(how: str) -> None:
    bot = Tablekeeper(
        read_settings(None),
        SMALL_METHOD,
        webhook=how == "serve",
        clock=RehearsalClock(START, frozen=True),
        rates=None,
        tell=tell,
    )
    await run_until_stopped(bot, "Running as", tell)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
