"""The facilitator's panel: one message, every action at most three taps from /table, told where it stands."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.ingress.buttons import decode
from bot.rehearsal.records import Button, Message
from dialogues import actions
from dialogues.model import (
    Body,
    Commitment,
    Experiment,
    Lever,
    OperatingDocument,
    Organisation,
    Responsibility,
    Seat,
)
from tests.acceptance import acts
from tests.acceptance import reach as reach_of
from tests.acceptance.playing import RESULT, Played
from tests.acceptance.reach import MOST_TAPS, PAGES
from tests.acceptance.scenes import Scenes

# What every open table offers whatever it is doing.
ALWAYS = {
    "organisation", "link", "colleague", "coordinator", "seat", "help_text", "retention", "rule", "pause",
    "adjourn", "bring", "function", "open_map", "open_introductions", "open_result", "open_pulse",
    "open_unsaid", "open_system", "open_trying", "open_promises", "stage", "lever", "experiment", "body",
    "task", "promise", "entry", "support", "start_document", "check_structure", "data", "picture", "no_vote",
    "unnamed_question", "fallback",
}  # fmt: skip


def panel_of(table: Played) -> Message:
    return table.stage.bot_messages(table.lena.user)[-1]


def words_of(button: Button) -> tuple[str, str, int]:
    """What a button carries: verb, action (or file), subject."""
    press = decode(button.data or "")
    words = [*map(str, press.arguments), "", ""]
    return press.verb, words[1], int(words[2]) if words[2].isdigit() else 0


def is_page(button: Button) -> bool:
    verb, action, subject = words_of(button)
    return verb == "go" and reach_of.is_page(action, subject)


def some_work(organisation: int, at: datetime) -> list[object]:
    """One of each noun that has a page of its own."""
    return [
        Experiment(table_id=1, organisation_id=organisation, title="Evening desk", level="policy"),
        Lever(table_id=1, label="One form for all", condition="policies", kind="system", written_at=at),
        Body(table_id=1, name="Core group", name_key="core group", decides=True),
        Responsibility(
            table_id=1, task="Call the bakers", task_key="call the bakers", responsible=(organisation,)
        ),
        Commitment(
            table_id=1,
            by_organisation=organisation,
            to_organisation=organisation,
            what="A desk",
            due=at.date() + timedelta(days=30),
            cycle=1,
        ),
        OperatingDocument(table_id=1, edition=1, changed_at=at),
    ]


async def reach(table: Played) -> dict[str, int]:
    """Every action that can be found from /table, with the fewest taps it takes; walked through the real bot."""
    found: dict[str, int] = {}
    await table.lena.says("/table")
    one = panel_of(table).message_id
    paths: list[tuple[str, ...]] = [()]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        await _walk(table, path)
        page = panel_of(table)
        assert page.message_id == one, f"{path} does not stay in the panel's message"
        for button in page.buttons:
            verb, action, _ = words_of(button)
            found.setdefault(action if verb == "go" else verb, len(path) + 1)
            data = button.data or ""
            if is_page(button) and data not in seen and len(path) < MOST_TAPS:
                seen.add(data)
                paths.append((*path, data))
    return found


async def _walk(table: Played, path: tuple[str, ...]) -> None:
    for data in (f"go:{_table_id(table)}:panel:0", *path):
        await acts.forges(table, table.lena, data)


def _table_id(table: Played) -> int:
    return table.find(Seat)[0].table_id


async def reached(table: Played) -> set[str]:
    """All that can be reached; fails where something takes more than three taps."""
    found = await reach(table)
    late = {action: taps for action, taps in found.items() if taps > MOST_TAPS and action not in PAGES}
    assert late == {}, "move its button to a page nearer to the first"
    return {*found}


@pytest.mark.parametrize("stage", ["convened", "voting", "mapping", "trying", "reflecting"])
async def test_whatever_the_table_does_the_panel_has_all_in_three_taps(
    scenes: Scenes, tmp_path: Path, stage: str
) -> None:
    async with scenes.open(stage, tmp_path) as table:
        missing = ALWAYS - await reached(table) - ({"no_vote"} if stage not in BEFORE_VOTES else set())
    assert missing == set()


BEFORE_VOTES = ("convened", "reflecting")
IN_STATE = {
    "naming": {"close", "extend", "end_round", "behalf"},
    "clarifying": {"vote", "end_round"},
    "voting": {"close_vote", "end_round"},
    "reflecting": {"reflect_close", "reflect_cancel"},
}


@pytest.mark.parametrize("stage", [*IN_STATE])
async def test_what_a_state_allows_is_on_the_panel_too(scenes: Scenes, tmp_path: Path, stage: str) -> None:
    async with scenes.open(stage, tmp_path) as table:
        assert IN_STATE[stage] <= await reached(table)


async def test_every_action_there_is_has_its_place_on_some_page(scenes: Scenes, tmp_path: Path) -> None:
    known: set[str] = set()
    for stage in ("convened", "introduced", "naming", "clarifying", "voting", "reflecting", "mapping"):
        async with scenes.open(stage, tmp_path / stage) as table:
            if stage == "mapping":
                await _to_work(table)
            known |= await reached(table)
    left = {*actions.ACTIONS} - known - OFFERED_WHEN_IT_HAPPENS
    assert left == set(), "give each a button on one of the panel's pages"


# Each of these answers something that has happened, and stands among the next steps then.
OFFERED_WHEN_IT_HAPPENS = {
    "answered", "compare", "recall", "revive", "resume", "settled", "expire", "open_catch_up", "skip_look_back",
    "reflect_feed", "summary", "send", "send_cycle_summary", "reflect_decide", "reflect_close",
    "settle_difference", "close_dots", "drop_lever", "dots", "begin_result", "accept_map", "to_working",
    "reopen_structure", "put_map", "behalf", "close_experiment", "longer", "decide_experiment", "next_cycle",
    "edit_doer", "evidence", "value", "gaps", "draft", "reflect_begin", "translate",
    "post_agenda", "post_minutes", "session_move", "session_skip", "move_round",
    "undo", "undo_now", "drafts", "draft_use", "talk_answer", "talk_text",
    "unnamed_draft", "unnamed_close", "unnamed_drop",
    "room_ask", "room_count", "room_leave", "room_minutes", "room_more", "newer_guides", "take_guides",
    "use_fallback",
}  # fmt: skip


async def _to_work(table: Played) -> None:
    """The map is drawn; a card, a lever, a body, a task, a promise and a begun document stand."""
    await table.answer_map()
    await acts.stands(table, *some_work(table.find(Organisation)[0].id, at=table.room.clock.now()))


async def test_the_first_page_says_where_the_table_stands(voting: Played) -> None:
    await voting.lena.says("/table")
    words = panel_of(voting).words
    *lines, legend = [line for line in words.splitlines() if line and line[0] in "○◐●▲"]
    assert len(lines) == 7
    assert legend == "○ not begun · ◐ under way · ● stands · ▲ needs you"
    assert lines[0] == "◐ Result: none yet"
    await voting.vote()
    await voting.lena.says("/table")
    assert f"▲ Result: {RESULT} · its number is missing" in panel_of(voting).words


async def test_the_recommended_step_is_the_first_button_and_few_follow(convened: Played) -> None:
    await convened.lena.says("/table")
    labels = [b.text for b in panel_of(convened).buttons]
    assert labels[0] == "Open the introductions"
    assert "First people meet" in panel_of(convened).words
    assert len(labels) <= 11


async def test_a_page_pressed_on_an_old_panel_comes_at_the_end_of_the_chat(convened: Played) -> None:
    await convened.lena.says("/table")
    old = panel_of(convened)
    await convened.lena.says("/table")
    newest = panel_of(convened).message_id
    await acts.presses_on(convened, convened.lena, old, "Trust")
    assert panel_of(convened).message_id > newest
    assert panel_of(convened).words.startswith("Trust: forming")


async def test_whom_to_call_is_told_to_the_facilitator_alone(naming: Played) -> None:
    await naming["Ottilie"].says("People of our two towns.")
    await naming.lena.says("/table")
    await naming.lena.presses("Steps and rounds")
    words = panel_of(naming).words
    assert "Mill Towns Assembly (Marigold): The result" in words
    assert "Whom you could call" not in naming.group_text()


async def test_nobody_is_called_about_the_pulse(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Take the pulse")
    await convened.lena.says("/table")
    await convened.lena.presses("Steps and rounds")
    words = panel_of(convened).words
    assert "0 of 5" in words
    assert "Whom you could call" not in words


# The second where the button named something that is not there.
REFUSALS = (
    "Only a facilitator of this table can do that.",
    "That button has done its work. “/table” shows where we stand.",
)


async def test_a_member_has_none_of_the_pages(convened: Played) -> None:
    ottilie = convened["Ottilie"]
    await ottilie.says("/table")
    for page in sorted(PAGES & {*actions.ACTIONS}):
        before = len(convened.stage.bot_messages(ottilie.user))
        await acts.forges(convened, ottilie, f"go:1:{page}:0")
        assert acts.toast(convened, ottilie) in REFUSALS
        assert len(convened.stage.bot_messages(ottilie.user)) == before


async def test_a_paused_table_shows_how_it_goes_on(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Pause the table")
    labels = [b.text for b in panel_of(convened).buttons]
    assert labels == ["Go on", "Documents and pictures"]
    await convened.lena.presses("Documents and pictures")
    assert "Calendar" in itertools.chain.from_iterable([[b.text for b in panel_of(convened).buttons]])


async def test_a_sector_in_their_own_words_stands_on_the_organisations_page(convened: Played) -> None:
    lena = convened.lena
    await lena.presses("Add an organisation")
    for said in ("Choir of the Quay", "Faith & <b>arts</b>"):
        await lena.says(said)
    await lena.presses("No")
    await lena.says("/table")
    await lena.presses("People and map")
    await lena.presses("Choir of the Quay")
    assert "Sector: Faith & <b>arts</b>" in lena.reads()
