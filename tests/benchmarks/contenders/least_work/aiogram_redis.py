"""aiogram 3 with its states in Redis, with the least work."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.contenders.aiogram_redis import main
from tests.benchmarks.contenders.least_work.aiogram_talk import TALK
from tests.benchmarks.contenders.serving import run

if __name__ == "__main__":
    run(partial(main, talk=TALK))
