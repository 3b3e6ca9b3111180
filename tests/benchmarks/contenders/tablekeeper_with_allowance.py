"""Tablekeeper as it is served, with its allowance for each person: beside others who flood it."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.contenders.serving import run
from tests.benchmarks.contenders.tablekeeper import run_behind_webhook


async def main(api_url: str, folder: Path) -> None:
    await run_behind_webhook(api_url, folder, allowance=True)


if __name__ == "__main__":
    run(main)
