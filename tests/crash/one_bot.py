"""Runs one bot in this process until it is stopped: `python -m tests.crash.one_bot URL DATABASE [whole]`.

`whole`: with the whole method instead of the one that only tallies.
"""

from __future__ import annotations

import asyncio
import sys

from pydantic import SecretStr

from bot.courier.workshop import Workshop
from bot.method import the_method
from bot.rehearsal.clock import RehearsalClock
from bot.settings import Settings
from bot.wiring import Tablekeeper
from tests.bot.conftest import START, TOKEN
from tests.crash.tallying_method import TALLYING_METHOD


async def main(url: str, database: str, whole: bool) -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=url,
        database_url=SecretStr(database),
    )
    clock = RehearsalClock(START, frozen=True)
    workshop = Workshop("tests.bot.small_papers")
    method = the_method() if whole else TALLYING_METHOD
    async with Tablekeeper(settings, method, clock=clock, rates=None, workshop=workshop) as bot:
        await bot.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], whole=sys.argv[3:] == ["whole"]))
