"""aiogram 3 with its states in Redis; the server's socket stands in the folder."""

from __future__ import annotations

from pathlib import Path

import orjson
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio import Redis

from tests.benchmarks.contenders.aiogram_bot import TALK, Talking, run_behind_webhook
from tests.benchmarks.contenders.serving import run


def address(folder: Path) -> str:
    """Where Redis listens."""
    return f"redis://127.0.0.1:{(folder / 'redis.port').read_text()}/0"


async def main(api_url: str, folder: Path, talk: Talking = TALK) -> None:
    # More at the same time than a pool has by itself are refused, and their answers with them.
    storage = RedisStorage.from_url(address(folder), {"max_connections": 1_000})
    await run_behind_webhook(api_url, storage, await kept(storage.redis), talk)


async def kept(redis: Redis) -> dict[int, int]:
    """How many answers of each person stand in Redis; aiogram's keys are fsm:CHAT:USER:data."""
    found = {}
    async for key in redis.scan_iter("fsm:*:data"):
        data = orjson.loads(await redis.get(key) or b"{}")
        found[int(key.split(b":")[2])] = len(data["answers"])
    return found


if __name__ == "__main__":
    run(main)
