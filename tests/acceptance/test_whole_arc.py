"""A table of five, from an empty group to the summary in the coordinator's chat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.rehearsal.players import Player
from bot.rehearsal.records import Chat, User
from dialogues.model import Result, Summary, Table
from tests.acceptance.playing import RESULT, Played
from tests.bot.conftest import open_room

GOLDEN = Path(__file__).parent / "golden" / "whole_arc.txt"


async def play(table: Played) -> None:
    await table.name_result()
    await table.map_who_is_needed()
    await table.reflect()
    await table.lena.presses("Send it to the coordinator")
    await table.wait(days=86)


def transcript(table: Played) -> str:
    """Who said what, chat by chat, as a facilitator would read it. Tokens are left out."""
    chats: list[tuple[str, Chat | User]] = [
        ("Group", table.group),
        ("Lena, facilitator", table.lena.user),
        ("Carl, coordinator", table.carl.user),
    ]
    chats += [(name, player.user) for name, player in table.people.items()]
    names = {user.id: user.first_name for user in table.world.users.values()}
    lines: list[str] = []
    for title, chat in chats:
        lines += ["", f"===== {title} ====="]
        for message in table.world.messages(chat):
            if not message.words:
                continue
            who = "Tablekeeper" if message.from_id == table.world.bot.id else names[message.from_id]
            lines.append(f"{who}: {message.words}")
            lines += [f"    [{button.text}]" for button in message.buttons]
    return re.sub(r"start=[\w-]{22}|/start [\w-]{22}", "start=<token>", "\n".join(lines)).strip() + "\n"


async def test_from_an_empty_group_to_a_delivered_summary(table: Played) -> None:
    await play(table)
    (stored_table,) = table.find(Table)
    assert isinstance(stored_table, Table)
    assert (stored_table.lifecycle, stored_table.cycle) == ("structuring", 2)
    (result,) = table.find(Result)
    assert isinstance(result, Result)
    assert result.statement == RESULT
    (summary,) = table.find(Summary)
    assert isinstance(summary, Summary)
    assert summary.text in table.carl.reads()
    sections = (
        "Result",
        "Progress",
        "Decisions",
        "Who is missing",
        "Participation",
        "What you can do",
    )
    assert [section for section in sections if section not in summary.text] == []
    assert "12.2% of the way" in summary.text


async def test_the_transcript_is_as_reviewed(table: Played, request: pytest.FixtureRequest) -> None:
    await play(table)
    played = transcript(table)
    if request.config.getoption("--update"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(played, "utf-8")
    assert played == GOLDEN.read_text("utf-8"), (
        "read the difference; if it is meant, run pytest with --update"
    )


async def test_saved_and_reloaded_between_any_two_steps_the_answers_are_the_same(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        table = Played(room)
        table.restart_each_time = True
        await table.start()
        await play(table)
        assert transcript(table) == GOLDEN.read_text("utf-8")
        await table.stop()


async def test_everybody_is_asked_one_question_at_a_time(table: Played) -> None:
    await table.convene()
    await table.lena.says("/table")
    await table.lena.presses("Open the introductions")
    ottilie: Player = table["Ottilie"]
    assert "Question 1 of 2" in ottilie.reads()
    assert "with your organisation's name" in ottilie.reads()
    await ottilie.says("Full shifts.")
    assert "Question 2 of 2" in ottilie.reads()
    assert "Only you and the facilitator" in ottilie.reads()
