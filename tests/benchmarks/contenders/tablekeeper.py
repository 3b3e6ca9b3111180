"""Tablekeeper as it is served, with the whole method, on SQLite with synchronous=FULL; only the pacing is off."""

from __future__ import annotations

import gc
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.contenders.serving import run, say_ready
from tests.benchmarks.sides.bot_api import TOKEN

if TYPE_CHECKING:
    from bot.wiring import Method

_KEPT = """
    SELECT person.telegram_id, count(*) FROM answer
    JOIN seat ON seat.id = answer.seat_id JOIN person ON person.id = seat.person_id GROUP BY 1
"""


def database(folder: Path) -> Path:
    """Where its database is, filled before it starts."""
    return folder / "tablekeeper.db"


async def main(api_url: str, folder: Path) -> None:
    await run_behind_webhook(api_url, folder)


async def run_behind_webhook(
    api_url: str, folder: Path, method: Method | None = None, *, allowance: bool = False
) -> None:
    """Serves a method, or the whole one, until killed; with `allowance` nobody may send without end."""
    # As `tablekeeper serve` begins.
    gc.disable()
    from pydantic import SecretStr

    from bot.ingress.allowance import Allowance
    from bot.ingress.webhook import Doorplate, Webhook
    from bot.logs import set_up_logging
    from bot.method import the_method
    from bot.settings import Settings
    from bot.wiring import Tablekeeper

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=api_url,
        telegram_webhook_url="https://bot.example",
        telegram_webhook_host="127.0.0.1",
        telegram_webhook_port=0,
        database_url=SecretStr(f"sqlite:///{database(folder)}"),
    )
    set_up_logging("WARNING")
    plate = Doorplate.of(settings, TOKEN)
    allowed = Allowance() if allowance else None
    async with Tablekeeper(
        settings, method or the_method(), webhook=True, rates=None, allowance=allowed
    ) as bot:
        assert isinstance(bot.ingress, Webhook)
        say_ready(bot.ingress.port, kept(folder), f"/{plate.path}", plate.secret)
        await bot.run()


def kept(folder: Path) -> dict[int, int]:
    """How many answers of each person stand in the database."""
    with closing(sqlite3.connect(database(folder))) as connection:
        return dict(connection.execute(_KEPT))


if __name__ == "__main__":
    run(main)
