"""Runs one bot in this process until it is stopped: `python -m tests.crash.one_bot URL DATABASE`."""

from __future__ import annotations

import asyncio
import sys

from pydantic import SecretStr

from bot.courier.workshop import Workshop
from bot.rehearsal.clock import RehearsalClock
from bot.settings import Settings
from bot.wiring import Tablekeeper
from tests.bot.conftest import START, TOKEN
from tests.crash.tallying_method import TALLYING_METHOD


async def main(url: str, database: str) -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=url,
        database_url=SecretStr(database),
    )
    clock = RehearsalClock(START, frozen=True)
    workshop = Workshop("tests.bot.small_papers")
    async with Tablekeeper(settings, TALLYING_METHOD, clock=clock, rates=None, workshop=workshop) as bot:
        await bot.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
