"""aiogram 3 with its states in memory."""

from __future__ import annotations

from pathlib import Path

from aiogram.fsm.storage.memory import MemoryStorage

from tests.benchmarks.contenders.aiogram_bot import TALK, Talking, run_behind_webhook
from tests.benchmarks.contenders.serving import run


async def main(api_url: str, _folder: Path, talk: Talking = TALK) -> None:
    storage = MemoryStorage()
    kept = {key.user_id: len(one.data["answers"]) for key, one in storage.storage.items()}
    await run_behind_webhook(api_url, storage, kept, talk)


if __name__ == "__main__":
    run(main)
