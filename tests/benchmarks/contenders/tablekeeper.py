"""Tablekeeper as it is served, with the whole method, on SQLite with synchronous=FULL; only the pacing is off."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.logs import set_up_logging
from bot.method import the_method
from bot.settings import Settings
from bot.wiring import Tablekeeper
from tests.benchmarks.contenders.serving import PATH, SECRET, run, serve
from tests.benchmarks.sides.bot_api import TOKEN


def database(folder: Path) -> Path:
    """Where its database is, filled before it starts."""
    return folder / "tablekeeper.db"


async def main(api_url: str, folder: Path) -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=api_url,
        database_url=SecretStr(f"sqlite:///{database(folder)}"),
    )
    set_up_logging("WARNING")

    async with Tablekeeper(settings, the_method(), rates=None) as bot:

        async def take(request: Request) -> Response:
            if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
                return Response(status_code=403)
            await bot.desk.take([await request.json()])
            return Response()

        await serve(Starlette(routes=[Route(PATH, take, methods=["POST"])]))


def stored(folder: Path) -> int:
    """How many answers stand in the database."""
    with sqlite3.connect(database(folder)) as connection:
        (many,) = connection.execute("SELECT count(*) FROM answer").fetchone()
    return int(many)


if __name__ == "__main__":
    run(main)
