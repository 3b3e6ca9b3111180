"""Tablekeeper's machinery, all of it, under a dialogue as small as the peers': keep the answer, say one thing.

Beside `tablekeeper` it tells how much of an answer's cost is the method, and how much what keeps it safe.
"""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.contenders.serving import run
from tests.benchmarks.contenders.tablekeeper import run_behind_webhook


async def main(api_url: str, folder: Path) -> None:
    from tests.bot.small_method import SMALL_METHOD

    await run_behind_webhook(api_url, folder, SMALL_METHOD)


if __name__ == "__main__":
    run(main)
