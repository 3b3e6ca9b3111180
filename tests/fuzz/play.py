"""Plays strange updates at a table, and tells what was wrong afterwards."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.fuzz.acts import Together, kind_of, told
from tests.fuzz.consistent import bystanders, faults
from tests.fuzz.playground import Playground, looking, playing


@dataclass
class Count:
    """What was played in all."""

    plays: int = 0
    updates: int = 0
    damaged: int = 0
    parked: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)


def play(stage: Path, turns: Sequence[Together], count: Count) -> None:
    """Plays the turns from this stage on; raises AssertionError with what was wrong and the acts that led there."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_play(stage, Path(folder), turns, count))


async def _play(stage: Path, folder: Path, turns: Sequence[Together], count: Count) -> None:
    done: list[str] = []
    async with playing(stage, folder) as ground:
        with closing(looking(ground.bot)) as connection:
            before = bystanders(connection)
        for turn in turns:
            done.append(told(turn))
            try:
                await _take(ground, turn)
            except Exception as error:
                raise AssertionError(f"raised {error!r} after {done[-3:]}") from error
            assert not _unmeant(ground.errors, ground), (_unmeant(ground.errors, ground), done[-3:])
        with closing(looking(ground.bot)) as connection:
            wrong = faults(connection, ground.tampered)
            after = bystanders(connection)
        count.plays += 1
        count.updates += len(ground.taken)
        count.damaged += len(ground.tampered)
        count.parked += ground.parked
        count.acts.update(kind_of(act) for turn in turns for act in turn.acts)
        count.ends.update(type(end).__name__ for end in ground.outcomes)
    assert wrong == [], (wrong, done[-8:])
    assert after == before, ("another table was touched", done[-8:])
    assert not _unmeant(ground.errors, ground), (_unmeant(ground.errors, ground), done[-3:])


async def _take(ground: Playground, turn: Together) -> None:
    updates = turn.updates(ground)
    if updates:
        await ground.hands_in(updates)
    if turn.hours:
        await ground.passes(timedelta(hours=turn.hours))


def _unmeant(errors: Sequence[str], ground: Playground) -> list[str]:
    meant = {f"parked update={id} " for id in ground.tampered}
    return [line for line in errors if not any(line.startswith(start) for start in meant)]
