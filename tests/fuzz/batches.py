"""Batches of plays, each from a seed that repeats it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.acceptance.scenes import STAGES
from tests.fuzz.acts import Together
from tests.fuzz.play import Count, play
from tests.fuzz.strategies import plays

PLAYS_A_BATCH = 20
TURNS = 30
FINDINGS_TOLD = 20


def fuzz(folder: Path, updates: int, first_seed: int, step: int, shrink: bool) -> tuple[Count, list[str]]:
    """Batches of plays, each from a seed of its own that repeats it, until so many updates were taken."""
    logging.getLogger().setLevel(logging.ERROR)
    count = Count()
    findings: list[str] = []
    stages = sorted(STAGES)
    number = first_seed
    while count.updates < updates and len(findings) < FINDINGS_TOLD:
        stage = stages[number // step % len(stages)]
        try:
            _batch(folder / stage, number, count, shrink)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            findings.append(f"seed {number}, stage {stage}: {_told(error)}")
            print(findings[-1], file=sys.stderr, flush=True)
        number += step
    return count, findings


def _told(error: BaseException) -> str:
    notes = "\n".join(getattr(error, "__notes__", ()))
    inner = getattr(error, "exceptions", ())
    return f"{error}\n{notes}" + "".join(f"\n  {_told(one)}" for one in inner)


def _batch(stage: Path, number: int, count: Count, shrink: bool) -> None:
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)

    @seed(number)
    @settings(
        max_examples=PLAYS_A_BATCH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=phases,
        report_multiple_bugs=False,
    )
    @given(turns=plays(TURNS))
    def one(turns: Sequence[Together]) -> None:
        play(stage, turns, count)

    one()
