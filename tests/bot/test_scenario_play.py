"""A play that is watched: the room is open while people act, and stopping it early is said."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from bot.rehearsal.scenario.failures import CannotPlay, StoppedEarly
from bot.rehearsal.scenario.tempo import Tempo
from bot.scenario_play import play_to_record, play_to_watch
from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "docs" / "scenarios" / "harbor-road.json"
SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]


async def test_a_play_can_be_watched_and_stopped(tmp_path: Path) -> None:
    told: list[str] = []
    stopped: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    seen: list[int] = []

    async def watch(address: str) -> None:
        async with aiohttp.ClientSession() as session, session.get(address) as page:
            seen.append(page.status)
        stopped.set_result(None)

    watching: list[asyncio.Task[None]] = []

    def tell(line: str) -> None:
        told.append(line)
        if line.startswith("The rehearsal room is open: "):
            watching.append(asyncio.ensure_future(watch(line.removeprefix("The rehearsal room is open: "))))

    out = tmp_path / "out.json"
    with pytest.raises(StoppedEarly, match="no record was written"):
        await play_to_watch(SETTINGS, EXAMPLE, out, tempo=Tempo(1000), port=0, stopped=stopped, tell=tell)
    await watching[0]
    assert seen == [200]
    assert "Set-up: the table is set" in told
    assert not out.exists()


async def test_what_nobody_can_do_ends_the_play_with_one_sentence(tmp_path: Path) -> None:
    body = json.loads(EXAMPLE.read_text("utf-8"))
    body["functions"][0]["label"] = "x" * 400  # longer than any name may be
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(
        CannotPlay, match=r"^Hollis \(facilitator\) cannot answer function\.label\. On the screen: "
    ):
        await play_to_record(SETTINGS, file, tmp_path / "out.json", lambda _line: None)
