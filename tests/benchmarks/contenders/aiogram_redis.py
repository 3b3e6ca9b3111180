"""aiogram 3 with its states in Redis; the server's socket stands in the folder."""

from __future__ import annotations

from pathlib import Path

import orjson
from aiogram.fsm.storage.redis import RedisStorage
from redis import Redis

from tests.benchmarks.contenders.aiogram_bot import run_behind_webhook
from tests.benchmarks.contenders.serving import run


def address(folder: Path) -> str:
    """Where Redis listens."""
    return f"redis://127.0.0.1:{(folder / 'redis.port').read_text()}/0"


async def main(api_url: str, folder: Path) -> None:
    await run_behind_webhook(api_url, RedisStorage.from_url(address(folder)))


def stored(folder: Path) -> int:
    """How many answers stand in Redis."""
    client = Redis.from_url(address(folder))
    try:
        kept = [client.get(key) for key in client.scan_iter("fsm:*:data")]
    finally:
        client.close()
    return sum(len(orjson.loads(one)["answers"]) for one in kept if isinstance(one, bytes))


if __name__ == "__main__":
    run(main)
