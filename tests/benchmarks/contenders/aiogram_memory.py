"""aiogram 3 with its states in memory."""

from __future__ import annotations

from pathlib import Path

from aiogram.fsm.storage.memory import MemoryStorage

from tests.benchmarks.contenders.aiogram_bot import run_behind_webhook
from tests.benchmarks.contenders.serving import run


async def main(api_url: str, _folder: Path) -> None:
    await run_behind_webhook(api_url, MemoryStorage())


def stored(_folder: Path) -> int:
    """What was in memory is gone."""
    return 0


if __name__ == "__main__":
    run(main)
