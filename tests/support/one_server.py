"""One process behind the webhook: `python -m tests.support.one_server API DATABASE PORT PUBLIC_URL`.

Says "ready" on standard output once it serves, and ends at SIGTERM.
"""

from __future__ import annotations

import asyncio
import signal
import sys

import uvloop
from pydantic import SecretStr

from bot.logs import set_up_logging
from bot.settings import Settings
from bot.wiring import Tablekeeper
from tests.bot.conftest import TOKEN
from tests.bot.small_method import SMALL_METHOD


async def main(api: str, database: str, port: str, public_url: str) -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=api,
        telegram_webhook_url=public_url,
        telegram_webhook_port=int(port),
        database_url=SecretStr(database),
    )
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with Tablekeeper(settings, SMALL_METHOD, webhook=True, rates=None, first_pause_seconds=0.05):
        print("ready", flush=True)
        await stopped.wait()


if __name__ == "__main__":
    set_up_logging("WARNING")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(*sys.argv[1:]))
