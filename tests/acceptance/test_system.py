"""Changing the system through the bot: six boxes, own changes, sorting, levers and dots (docs/method.md 2)."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from dialogues import record_of_work, system_story
from dialogues.checks.privacy import Named
from dialogues.context import Context
from dialogues.model import Dot, Lever, Round, Sorting, Table
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.bot.conftest import reading

SAID = {
    "Ottilie": ("Rules", "A care aide repeats the licence test at the county line."),
    "Clementine": ("Routines", "The course year starts in September, plants hire in March."),
    "Thaddeus": ("Routines", "We ask for two years of experience to carry a tray."),
    "Philippa": ("How money", "Grants reward full classrooms."),
    "Marigold": ("Who decides", "The council meets on weekday mornings and reads us the outcome."),
}
OWN = {name: f"{name}'s own house opens its doors in the evening." for name in SAID}


async def open_system(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Levers")
    await table.lena.presses("Ask what keeps it so")


async def answer_system(table: Played, *names: str) -> None:
    for name in names or tuple(SAID):
        box, sentence = SAID[name]
        await table[name].presses(box)
        await table[name].says(sentence)
        await table[name].says(OWN[name])


async def close(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Close and show the answers")


@pytest.fixture
async def revealed(introduced: Played) -> Played:
    """S1 and S2 are answered by all five and shown."""
    await open_system(introduced)
    await answer_system(introduced)
    await close(introduced)
    return introduced


async def test_a_box_is_picked_and_said_in_one_sentence_with_the_tier_first(introduced: Played) -> None:
    await open_system(introduced)
    assert "The method would do something else first" in introduced.lena.has_read()
    ottilie = introduced["Ottilie"]
    assert "Question 1 of 3" in ottilie.reads()
    assert "Shown to the table without a name" in ottilie.reads()
    assert (
        acts.button(introduced, ottilie, "What people believe") == "pick:guide:2:S1/condition:mental_models"
    )
    await ottilie.says("The law")
    assert "Please tap one of the buttons" in ottilie.reads()
    await ottilie.presses("Rules")
    assert "Rules" in acts.said(introduced, ottilie, "✓").words
    await ottilie.says("One rule for all")
    assert "with your organisation's name" in ottilie.reads()


async def test_the_group_sees_six_boxes_without_names_and_own_changes_with_them(revealed: Played) -> None:
    boxes = next(m.words for m in revealed.in_group() if "What keeps things as they are\nBoxes" in m.words)
    assert "Boxes nobody named: Who talks to whom · What people believe." in boxes
    assert boxes.index("Boxes nobody named") < boxes.index("Rules") < boxes.index("Routines")
    assert all(sentence in boxes for _, sentence in SAID.values())
    assert not any(name in boxes for name in ("Lake Alder Council", "Mill Towns Assembly", *SAID))
    own = next(m.words for m in revealed.in_group() if "would do differently itself" in m.words)
    assert "Mill Towns Assembly: Marigold's own house" in own
    assert revealed.find(Round, topic="system")[0].state == "ratified"


async def test_of_two_organisations_nothing_is_shown_and_the_facilitator_hears_who_lacks(
    introduced: Played,
) -> None:
    await open_system(introduced)
    await answer_system(introduced, "Ottilie", "Marigold")
    for _ in range(27):
        await introduced.wait(hours=9)
    said = introduced.group_text()
    assert "What keeps things as they are\nToo few answers to show" in said
    assert SAID["Marigold"][1] not in said
    assert (
        "no word yet on an own change from Alder Technical College, Valley Care" in introduced.lena.has_read()
    )
    assert "no word yet" not in said


async def test_strategies_are_sorted_by_a_press_and_back_and_shared(revealed: Played) -> None:
    await revealed.lena.presses("System or program")
    assert acts.button(revealed, revealed.lena, "System: Lake Alder Council") == "go:1:sort_system:1"
    assert acts.button(revealed, revealed.lena, "Program: Lake Alder Council") == "go:1:sort_program:1"
    assert "Lake Alder Council: Ottilie's own house" in revealed.lena.reads()
    count = len(revealed.stage.bot_messages(revealed.lena.user))
    await revealed.lena.presses("System: Lake Alder Council")
    await revealed.lena.presses("Program: Alder Technical College")
    await revealed.lena.presses("Program: Valley Care Employers")
    await revealed.lena.presses("System: Mill Towns Assembly")
    await revealed.lena.presses("✓ System: Mill Towns Assembly")
    assert len(revealed.stage.bot_messages(revealed.lena.user)) == count
    assert [(s.organisation_id, s.kind) for s in revealed.find(Sorting)] == [
        (1, "system"),
        (2, "program"),
        (3, "program"),
    ]
    await revealed.lena.presses("Share it with the table")
    shared = revealed.in_group()[-1].words
    assert "Change the system: Lake Alder Council" in shared
    assert "Share of the system: 33%" in shared
    assert "Most of it is programs" in shared
    assert systems(revealed) == {
        "conditions_named": ["policies", "power_dynamics", "practices", "resource_flows"],
        "missing_levels": ["transformative"],
        "system_share": 0.33,
        "flags": ["PROGRAM_HEAVY", "MISSING_LEVEL:transformative"],
    }


def systems(table: Played) -> object:
    return reading(table.bot, lambda c: record_of_work.systems(SqlRepository(c), table.one(Table)))


async def test_before_anybody_answered_no_level_is_judged(introduced: Played) -> None:
    assert systems(introduced) == {
        "conditions_named": [],
        "missing_levels": [],
        "system_share": None,
        "flags": [],
    }


async def write_lever(
    table: Played, label: str, kind: str = "It changes the system", whose: str = "Several"
) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Levers")
    await table.lena.presses("Write a lever")
    await table.lena.says(label)
    await table.lena.presses("Rules")
    await table.lena.presses(kind)
    await table.lena.presses(whose)
    if kind == "It changes the system":
        await table.lena.says("the licence office")
        await table.lena.says("three county desks")
        await table.lena.says("one form stays")


async def test_levers_are_written_dotted_and_chosen(introduced: Played) -> None:
    await write_lever(introduced, "One licence form")
    assert "Must decide: the licence office" in introduced.lena.reads()
    await write_lever(introduced, "Our own clinic", "It is a program", "Lake Alder Council")
    assert "one organisation's own program" in introduced.lena.reads()
    assert "one organisation's own program" not in introduced.group_text()
    await write_lever(introduced, "Two starts a year")
    await write_lever(introduced, "Evening buses")
    await introduced.lena.presses("Let the table place dots")
    marigold = introduced["Marigold"]
    assert "Dots of Mill Towns Assembly" in marigold.reads()
    assert acts.button(introduced, marigold, "○ One licence form") == "dot:1"
    for label in ("One licence form", "Two starts a year", "Our own clinic"):
        await marigold.presses(f"○ {label}")
    await marigold.presses("○ Evening buses")
    assert acts.toast(introduced, marigold) == "All 3 dots are placed. Take one back first."
    await marigold.presses("● Our own clinic")
    await introduced["Ottilie"].presses("○ Two starts a year")
    await acts.forges(introduced, introduced.carl, "dot:4")
    assert len(introduced.find(Dot)) == 3
    await introduced.lena.says("/table")
    await introduced.lena.presses("Levers")
    await introduced.lena.presses("Count the dots")
    counted = introduced.in_group()[-1].words
    assert "Two starts a year: 2\n• One licence form: 1" in counted
    assert "clinic" not in counted
    assert [lever.chosen for lever in introduced.find(Lever)] == [True, False, True, False]
    story = told(introduced)
    assert story["levers"] == [{"box": "Rules", "labels": "One licence form, Two starts a year"}]
    assert "Routines" in str(story["boxes_untouched"])


async def test_a_system_lever_without_what_outlasts_the_grant_is_kept_as_a_program(
    introduced: Played,
) -> None:
    await introduced.lena.says("/table")
    await introduced.lena.presses("Levers")
    await introduced.lena.presses("Write a lever")
    await introduced.lena.says("One form")
    await introduced.lena.presses("Rules")
    await introduced.lena.presses("It changes the system")
    await introduced.lena.presses("Several")
    await introduced.lena.says("the office")
    await introduced.lena.presses("Later")
    await introduced.lena.presses("Later")
    assert "is kept as a program" in introduced.lena.has_read()
    assert introduced.one(Lever).kind == "program"


async def test_dots_are_counted_by_themselves_at_their_deadline(introduced: Played) -> None:
    await write_lever(introduced, "One licence form")
    await introduced.lena.presses("Let the table place dots")
    await introduced["Ottilie"].presses("○ One licence form")
    for _ in range(20):
        await introduced.wait(hours=9)
    assert "One licence form: 1" in introduced.in_group()[-1].words
    assert introduced.one(Lever).chosen


async def test_the_story_for_the_coordinators_names_own_changes(revealed: Played) -> None:
    own = told(revealed)["own_changes"]
    assert isinstance(own, list)
    assert own[0] == Named("Lake Alder Council", OWN["Ottilie"])


def told(table: Played) -> dict[str, object]:
    now = table.room.clock.now()

    def tell(connection: Connection) -> dict[str, object]:
        ctx = Context(SqlRepository(connection), Surroundings(now, lambda: "t" * 22, "bot"))
        return system_story.for_summary(ctx, table.one(Table), 1, "en")

    story: dict[str, object] = reading(table.bot, tell)
    return story
