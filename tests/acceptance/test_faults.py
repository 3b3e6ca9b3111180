"""Whatever goes wrong between the bot and Telegram, the table's record is the same, and nothing is said twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.faults import FaultKind, FaultRule
from dialogues.model import Table
from tests.acceptance import troubled
from tests.acceptance.acts import becomes
from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.acceptance.troubled import Listening, Told, Trouble, nothing
from tests.support import virtual_time

END = 10**9


Calm = tuple[dict[str, Any], dict[str, Told]]


async def played(
    scenes: Scenes, folder: Path, rules: Sequence[FaultRule] = (), midway: Trouble = nothing, seed: int = 0
) -> tuple[dict[str, Any], dict[str, Told], list[FaultKind]]:
    """The record of a table that was played with these faults, what was said at it, and the faults met."""
    async with scenes.open("naming", folder) as table:
        listening = Listening(table)
        faults = table.room.faults
        faults.draw_by(seed)
        for rule in rules:
            faults.add(rule)
        await troubled.play(table, midway)
        return troubled.record(table), listening.told(), faults.met


@pytest.fixture(scope="module")
def calm(scenes: Scenes, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """The record and the words of a table at which nothing went wrong."""
    record, told, met = virtual_time.run(played(scenes, tmp_path_factory.mktemp("calm")))
    assert met == []
    assert record["decisions"][0]["state"] == "ratified"
    return record, told


def some(kind: FaultKind, method: str | None, *, share: float = 1.0, **more: Any) -> FaultRule:
    """With `share` below 1 that part of all such requests; else the third and the fourth of them."""
    if share < 1:
        return FaultRule(kind=kind, method=method, count=END, share=share, **more)
    return FaultRule(kind=kind, method=method, nth=3, count=2, **more)


ONE_BY_ONE: dict[str, list[FaultRule]] = {
    "429": [some("too_many_requests", "sendMessage", retry_after=30)],
    "5xx": [some("server_error", method) for method in ("sendMessage", "editMessageText", "getUpdates")],
    "reset before": [some("reset_before", method) for method in ("sendMessage", "getUpdates")],
    "reset after": [some("reset_after", method) for method in ("sendMessage", "getUpdates")],
    "timeout before": [some("timeout_before", method) for method in ("sendMessage", "getUpdates")],
    "timeout after": [some("timeout_after", method) for method in ("sendMessage", "getUpdates")],
    "edits in doubt": [some("timeout_after", "editMessageText"), some("reset_after", "editMessageText")],
    "getUpdates 409": [some("conflict", "getUpdates", share=0.5)],
    "duplicate updates": [some("duplicate", "getUpdates", share=0.999)],
    "reordered updates": [some("reorder", "getUpdates", share=0.999)],
    "presses not answered": [some("timeout_before", "answerCallbackQuery", share=0.5)],
}
DOUBTFUL = ("reset before", "reset after", "timeout before", "timeout after")


@pytest.mark.parametrize("trouble", ONE_BY_ONE)
def test_one_kind_of_trouble(scenes: Scenes, calm: Calm, tmp_path: Path, trouble: str) -> None:
    record, told, met = virtual_time.run(played(scenes, tmp_path, ONE_BY_ONE[trouble]))
    assert len(met) >= 2
    assert record == calm[0]
    assert troubled.said_too_often(told, calm[1]) == {}
    assert troubled.unsaid(told, calm[1]) == {}
    assert (troubled.repeats(told) > 0) == (trouble in DOUBTFUL)


@pytest.mark.parametrize(
    "midway",
    [
        pytest.param(troubled.becomes_a_supergroup, id="the group becomes a supergroup"),
        pytest.param(troubled.blocks_and_comes_back, id="a person blocks the bot for a while (403)"),
    ],
)
def test_what_people_do_midway(scenes: Scenes, calm: Calm, tmp_path: Path, midway: Trouble) -> None:
    record, told, _ = virtual_time.run(played(scenes, tmp_path, midway=midway))
    assert record == calm[0]
    assert troubled.said_too_often(told, calm[1]) == {}
    assert troubled.repeats(told) == 0


def test_a_topic_that_is_gone(scenes: Scenes, calm: Calm, tmp_path: Path) -> None:
    async def loses_its_topic(table: Played) -> None:
        await becomes(table, dataclasses.replace(table.one(Table), thread_id=4711))

    record, told, _ = virtual_time.run(played(scenes, tmp_path, midway=loses_its_topic))
    assert record == calm[0]
    assert troubled.said_too_often(told, calm[1]) == {}
    assert troubled.unsaid(told, calm[1]) == {}


def test_connections_are_refused_for_half_a_minute(scenes: Scenes, calm: Calm, tmp_path: Path) -> None:
    record, told, _ = virtual_time.run(played(scenes, tmp_path, midway=troubled.goes_dark))
    assert record == calm[0]
    assert troubled.said_too_often(told, calm[1]) == {}
    assert troubled.unsaid(told, calm[1]) == {}


AT_A_SEND: tuple[FaultKind, ...] = (
    "too_many_requests", "server_error", "reset_before", "reset_after", "timeout_before", "timeout_after",
)  # fmt: skip
AT_A_POLL: tuple[FaultKind, ...] = (
    "conflict", "server_error", "reset_after", "timeout_after", "duplicate", "reorder",
)  # fmt: skip
MIXED = (
    *(some(kind, "sendMessage", share=0.04, retry_after=30) for kind in AT_A_SEND),
    *(some(kind, "editMessageText", share=0.04, retry_after=30) for kind in AT_A_SEND),
    *(some(kind, "getUpdates", share=0.08) for kind in AT_A_POLL),
    some("timeout_before", "answerCallbackQuery", share=0.2),
)


@pytest.mark.parametrize("seed", [1, 2])
def test_everything_at_once(scenes: Scenes, calm: Calm, tmp_path: Path, seed: int) -> None:
    """All kinds mixed, by a seed; the group moves and a person is away besides."""

    async def midway(table: Played) -> None:
        await troubled.blocks_and_comes_back(table)
        await troubled.becomes_a_supergroup(table)

    record, told, met = virtual_time.run(played(scenes, tmp_path, MIXED, midway, seed))
    assert len(set(met)) >= 6, met
    assert record == calm[0]
    assert troubled.said_too_often(told, calm[1]) == {}
    assert 0 < troubled.repeats(told) <= sum(1 for kind in met if kind.startswith(("reset", "timeout")))
