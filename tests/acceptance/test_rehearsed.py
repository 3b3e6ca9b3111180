"""Rehearsals exported from the page and kept as tests: played again, the bot says what it said then.

To add one: “Export as a test” in the room's menu, the file into golden/rehearsed/. What is meant to be
said otherwise is written anew by `uv run pytest tests/acceptance --update`; read its difference.
"""

from __future__ import annotations

import asyncio
import copy
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.rehearsal.transcript.replaying import CannotReplay, difference, read_transcript
from bot.rehearsal.transcript.writing import written
from bot.replayed_rehearsal import play_again
from bot.settings import Settings

REHEARSED = Path(__file__).parent / "golden" / "rehearsed"
FILES = sorted(REHEARSED.glob("*.yaml"))
SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_it_plays_as_it_was_rehearsed(file: Path, request: pytest.FixtureRequest) -> None:
    body = read_transcript(file)
    played = await play_again(SETTINGS, body)
    if request.config.getoption("--update"):
        await asyncio.to_thread(file.write_text, written(played), "utf-8")
        body = played
    assert difference(body, played) == ""


def test_there_is_one() -> None:
    assert FILES != []


async def test_an_act_that_cannot_be_done_is_named_with_its_step() -> None:
    body = read_transcript(FILES[0])
    begun = body["steps"][: next(n for n, s in enumerate(body["steps"]) if s["does"] == "presses") + 1]
    changed = copy.deepcopy(body | {"steps": begun})
    changed["steps"][-1]["label"] = "A button that never was"
    with pytest.raises(
        CannotReplay, match="there is no button “A button that never was” in Lake Alder table"
    ):
        await play_again(SETTINGS, changed)


def test_the_command_tells_where_the_bot_says_something_else(tmp_path: Path) -> None:
    body = read_transcript(FILES[0])
    first = next(n for n, step in enumerate(body["steps"]) if step.get("says"))
    begun = copy.deepcopy(body | {"steps": body["steps"][: first + 1]})
    begun["steps"][-1]["says"][0]["text"] = "Good morning."
    file = tmp_path / "rehearsal.yaml"
    file.write_text(written(begun), "utf-8")
    otherwise = CliRunner().invoke(main, ["rehearse", "--replay", str(file)])
    assert otherwise.exit_code == 1
    assert "-Good morning." in otherwise.output
    assert "+Hello. I am Tablekeeper." in otherwise.output
    updated = CliRunner().invoke(main, ["rehearse", "--replay", str(file), "--update"])
    assert updated.exit_code == 0, updated.output
    assert "Hello. I am Tablekeeper." in file.read_text("utf-8")


@pytest.mark.parametrize("text", ["", "steps: 3", "steps: [{at: 1}]", "{", "title: no steps"])
def test_what_is_no_transcript_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(text, "utf-8")
    told = CliRunner().invoke(main, ["rehearse", "--replay", str(file)])
    assert told.exit_code == 1
    assert "is no transcript of a rehearsal" in told.output
