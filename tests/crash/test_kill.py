"""`kill -9` at each named point and at random: nothing is lost, and nothing comes twice without saying so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.crash_points import CrashPoint
from tests.bot.conftest import Room
from tests.crash.losses import AT_RANDOM, KilledAgainAndAgain
from tests.support.postgres import fresh_database, running_server

DEATHS = (*CrashPoint, None, None)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.db'}"
        return
    with running_server(tmp_path / "server") as server, fresh_database(server) as url:
        yield url


async def test_killed_again_and_again_nothing_is_lost(room: Room, database: str) -> None:
    """Invariants 1, 2 and 5; the whole of it: `python -m tests.benchmarks crash_losses`."""
    play = KilledAgainAndAgain(room, database, tables=20, each=10, seed=5)
    losses = await play.play(DEATHS)
    assert losses.kills == {point.value: 1 for point in CrashPoint} | {AT_RANDOM: 2}
    assert losses.harm == {}
    # Killed between taking a row and settling it, at least that row is in doubt, and said to be.
    assert losses.unsure > 0
    assert 0 < losses.repeats <= losses.unsure
    assert losses.arrived_twice <= losses.repeats
