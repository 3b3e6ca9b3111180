"""Our ids become those of the scenario, and what people wrote stays as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.scenario.acting import Hall
from bot.rehearsal.scenario.cast import Cast
from bot.rehearsal.scenario.names import Names
from bot.rehearsal.scenario.reading import read
from bot.rehearsal.world import World

SCENARIO = read(Path(__file__).parents[4] / "docs" / "scenarios" / "harbor-road.json")


async def nothing() -> None:
    """The bot is quiet."""


def test_ids_are_told_from_words() -> None:
    hall = Hall(World(RehearsalClock(datetime(2027, 1, 1, tzinfo=UTC), frozen=True)), nothing)
    names = Names(SCENARIO, Cast(hall, SCENARIO))
    names._theirs = {"o3": "f3", "f3": "f9", "s1": "m1", "x9": "x1"}
    record = {
        "gaps": [{"code": "SINGLE_POINT", "subject": "f3", "owner": "o3"}],
        "flags": ["DOING_WITHOUT_THINKING:x9", "MISSING_LEVEL:relational"],
        "coverage": {"o3": ["f3"]},
        "structure": [{"code": "NO_R", "subject": "s1"}, {"code": "DOC_UNSIGNED", "subject": "o3"}],
        "functions": [{"id": "f3", "label": "s1"}],
        "moves": [{"from": "forming", "to": "storming"}],
        "n": 3,
    }
    assert names.translated(record) == {
        "gaps": [{"code": "SINGLE_POINT", "subject": "f9", "owner": "f3"}],
        "flags": ["DOING_WITHOUT_THINKING:x1", "MISSING_LEVEL:relational"],
        "coverage": {"f3": ["f9"]},
        "structure": [{"code": "NO_R", "subject": "s1"}, {"code": "DOC_UNSIGNED", "subject": "f3"}],
        "functions": [{"id": "f9", "label": "s1"}],
        "moves": [{"from": "forming", "to": "storming"}],
        "n": 3,
    }
    assert names.ours("f", "f9") == "3"
    assert names.ours("o", "f9") is None
