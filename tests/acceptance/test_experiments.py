"""Experiments through the bot: cards, starts, endings, decisions, what the table hears (docs/method.md 5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from dialogues import experiments_story, guards_of_experiments, record_of_work
from dialogues.context import Context
from dialogues.model import Experiment, Request, Table
from dialogues.surroundings import Surroundings
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.bot.conftest import reading

TRIAL = "Paid trial weeks"


async def panel(table: Played, *buttons: str) -> None:
    await table.lena.says("/table")
    for button in buttons:
        await table.lena.presses(button)


async def make_card(
    table: Played,
    title: str = TRIAL,
    *,
    owner: str = "Valley Care Employers",
    level: str = "A routine",
    way: str = "It is new",
    thought: bool = True,
) -> None:
    await panel(table, "Experiments", "Make an experiment card", owner)
    await table.lena.says(title)
    await table.lena.presses(level)
    await table.lena.presses(way)
    for text in (
        "If they work a week, wards take them, because they have seen it.",
        "still there",
        "24 of 40",
    ):
        await (table.lena.says(text) if thought else table.lena.presses("Later"))
    await table.lena.presses("The organisation's representative")
    await table.lena.presses("In 90 days")


async def to_storming(table: Played) -> None:
    await table["Marigold"].says("/table")
    await table["Marigold"].presses("A real disagreement")
    await table["Marigold"].says("Counties")
    await panel(table, "Ask for the next stage", "storming")


async def start(table: Played, title: str = TRIAL) -> None:
    await panel(table, "Experiments", title, "Start it")


async def start_as_agreed(table: Played, title: str = TRIAL) -> None:
    await start(table, title)
    await table.lena.presses("It was agreed in a meeting")
    await table.lena.says("On Monday, by all five")


async def end(table: Played, decision: str, *, title: str = TRIAL, why: str | None = None) -> None:
    await panel(table, "Experiments", title, "Close it")
    await table.lena.says("19 of 40 stayed")
    await table.lena.presses(decision)
    await (table.lena.says(why) if why else table.lena.presses("Later"))


async def show_tried(table: Played) -> None:
    await panel(table, "Close and show the answers")


@pytest.fixture
async def ready(trying: Played) -> Played:
    """X1 and X4 are shown, the table is storming, one whole card waits."""
    await show_tried(trying)
    await to_storming(trying)
    await make_card(trying)
    return trying


def looked(table: Played, look: str) -> object:
    now = table.room.clock.now()

    def tell(connection: Connection) -> object:
        repository, here = SqlRepository(connection), table.one(Table)
        ctx = Context(repository, Surroundings(now, lambda: "t" * 22, "bot"))
        looks: dict[str, Callable[[], object]] = {
            "experiments": lambda: record_of_work.experiments(repository, here),
            "portfolio": lambda: record_of_work.portfolio(repository, here),
            "story": lambda: experiments_story.for_summary(ctx, here, here.cycle, "en"),
            "valid": lambda: guards_of_experiments.valid_one_runs(ctx, here),
            "lapses": lambda: guards_of_experiments.lapses(ctx, here),
        }
        return looks[look]()

    return reading(table.bot, tell)


async def test_what_could_be_tried_is_shown_with_names_and_harm_without(trying: Played) -> None:
    ottilie = trying["Ottilie"].has_read()
    assert "One thing you could try in 90 days" in ottilie
    assert "who could be worse off because of it?" in ottilie
    await show_tried(trying)
    tried, harm = (m.words for m in trying.in_group()[-3:-1])
    texts = [m.words for m in trying.in_group()]
    tried = next(t for t in texts if "could try in 90 days" in t)
    harm = next(t for t in texts if "Who could be worse off?\n" in t)
    assert "Mill Towns Assembly: Marigold could open one evening a week." in tried
    assert "People on Marigold's late shift could be worse off." in harm
    assert "Mill Towns Assembly" not in harm


async def test_a_new_card_is_kept_with_all_its_parts_and_the_group_hears_of_it(ready: Played) -> None:
    kept = ready.one(Experiment)
    assert (kept.state, kept.level, kept.existing, kept.prediction) == (
        "drafted",
        "practice",
        False,
        "24 of 40",
    )
    assert kept.doer == "the organisation's representative"
    assert kept.ends_on is not None
    assert (kept.ends_on - ready.room.clock.now().date()).days in (89, 90)
    assert "A new experiment card by Valley Care Employers: Paid trial weeks" in ready.group_text()
    assert "Not started." in ready.lena.reads()
    assert acts.button(ready, ready.lena, "Start it") == "go:1:start:1"
    assert acts.button(ready, ready.lena, "Change: measure") == "go:1:edit_measure:1"


async def test_new_work_is_refused_while_forming_with_all_that_is_missing(introduced: Played) -> None:
    await make_card(introduced, thought=False)
    await start(introduced)
    refused = introduced.lena.reads()
    assert "Not yet" in refused
    told = (
        "Form-perform",
        "First meet, differ and agree",
        "from the map on",
        "if, then, because",
        "what is measured",
        "no prediction yet",
        "0 of at least 4",
        "not agreed",
    )
    assert [words for words in told if words not in refused] == []
    asked = introduced.find(Request, machine="experiment")[-1]
    assert asked.outcome == "refused"
    assert asked.reasons == (
        "not_while_forming", "work_may_start", "card_has_hypothesis", "card_has_measure",
        "card_has_prediction", "harm_is_asked", "start_is_agreed",
    )  # fmt: skip
    assert introduced.one(Experiment).state == "drafted"


async def test_harm_counts_when_two_thirds_have_answered_before_the_round_closes(trying: Played) -> None:
    await to_storming(trying)
    await make_card(trying)
    await start_as_agreed(trying)
    assert trying.one(Experiment).state == "running"


async def test_a_whole_card_starts_when_the_table_has_agreed(ready: Played) -> None:
    await start(ready)
    assert acts.button(ready, ready.lena, "It was agreed in a meeting") == "pick:start:1:agreed:meeting"
    await ready.lena.presses("It was agreed in a meeting")
    await ready.lena.says("On Monday, by all five")
    kept = ready.one(Experiment)
    assert (kept.state, kept.started_cycle, kept.agreed) == ("running", 1, "On Monday, by all five")
    told = ready.in_group()[-1].words
    assert "An experiment starts (safe to try)" in told
    assert "Predicted: 24 of 40 (still there)" in told
    assert looked(ready, "valid") is True


async def test_work_that_runs_already_is_registered_at_any_time(introduced: Played) -> None:
    await make_card(introduced, "Letter clinic", level="A program", way="It runs already", thought=False)
    kept = introduced.one(Experiment)
    assert (kept.state, kept.started_cycle, kept.existing) == ("running", 1, True)
    told = introduced.in_group()[-1].words
    assert "Work that runs already is on the table" in told
    assert "how would we know?" in told
    assert looked(introduced, "portfolio") == [
        {"cycle": 1, "flags": ["DOING_WITHOUT_THINKING:x1", "PROGRAM_ONLY"]}
    ]
    assert looked(introduced, "valid") is False
    await introduced.lena.presses("Change: if, then, because")
    assert "Letter clinic" in introduced.lena.reads()
    await introduced.lena.says("If letters are right, people are asked in, because they are read.")
    assert introduced.one(Experiment).hypothesis is not None
    await acts.forges(introduced, introduced.lena, "go:1:edit_hypothesis:1")
    assert acts.toast(introduced, introduced.lena) == (
        "That button has done its work. “/table” shows where we stand."
    )


async def test_it_ends_with_its_prediction_beside_what_came_out(ready: Played) -> None:
    await start_as_agreed(ready)
    await panel(ready, "Experiments", TRIAL, "Close it")
    assert "Predicted: 24 of 40 (still there)" in ready.lena.reads()
    await ready.lena.says("19 of 40 stayed")
    assert acts.button(ready, ready.lena, "Adapt") == "pick:ending:1:decision:adapt"
    await ready.lena.presses("Adapt")
    await ready.lena.says("No bus before the early shift")
    told = ready.in_group()[-1].words
    assert "Predicted: 24 of 40\nWhat came out: 19 of 40 stayed" in told
    assert "Decision: we change it. No bus before the early shift" in told
    assert looked(ready, "experiments") == [
        {
            "id": "x1", "owner": "o3", "title": TRIAL, "level": "practice", "existing": False,
            "hypothesis": "If they work a week, wards take them, because they have seen it.",
            "measure": "still there", "prediction": "24 of 40", "started_cycle": 1,
            "status_by_cycle": {"1": "closed"}, "result": "19 of 40 stayed", "decision": "adapt",
        }
    ]  # fmt: skip
    story = looked(ready, "story")
    assert isinstance(story, dict)
    (line,) = story["experiments_ended"]
    assert (line["predicted"], line["actual"], line["decision"]) == (
        "24 of 40",
        "19 of 40 stayed",
        "we change it",
    )


async def test_left_open_needs_a_reason_and_is_decided_later(ready: Played) -> None:
    await start_as_agreed(ready)
    await panel(ready, "Experiments", TRIAL, "Close it")
    await ready.lena.presses("Later")
    await ready.lena.presses("No decision yet")
    assert "Why is it left open?" in ready.lena.reads()
    await ready.lena.says("Nobody has counted")
    assert "Left open: Nobody has counted" in ready.in_group()[-1].words
    assert looked(ready, "portfolio") == [{"cycle": 1, "flags": ["CLOSED_WITHOUT_LEARNING:x1"]}]
    await panel(ready, "Experiments", TRIAL)
    assert acts.button(ready, ready.lena, "Decide about it") == "go:1:decide_experiment:1"
    await ready.lena.presses("Decide about it")
    await ready.lena.presses("Abandon")
    await ready.lena.presses("Later")
    assert (ready.one(Experiment).decision, ready.one(Experiment).decided_cycle) == ("abandon", 1)
    assert looked(ready, "portfolio") == [{"cycle": 1, "flags": []}]


async def test_its_last_day_is_told_and_more_time_is_given_with_a_reason(ready: Played) -> None:
    await start_as_agreed(ready)
    await ready.wait(days=88)
    assert "The last day of" not in ready["Thaddeus"].has_read()
    for _ in range(6):
        await ready.wait(hours=9)
    assert "You predicted: 24 of 40" in ready["Thaddeus"].has_read()
    assert "The last day of" not in ready["Ottilie"].has_read()
    assert "Close it with what came out, or give it more time." in ready.lena.has_read()
    before = ready.one(Experiment).ends_on
    assert before is not None
    await panel(ready, "Experiments", TRIAL, "Give it more time")
    await ready.lena.says("30 June 2030")
    assert "more than 180 days from now" in ready.lena.reads()
    await ready.lena.says(before.isoformat())
    assert "not later than its last day" in ready.lena.reads()
    later = before + timedelta(days=60)
    await ready.lena.says(later.isoformat())
    await ready.lena.says("The second ward began late")
    kept = ready.one(Experiment)
    assert (kept.ends_on, kept.extensions) == (later, 1)
    assert "Why: The second ward began late" in ready.in_group()[-1].words
    assert ready.find(Request, machine="experiment")[-1].trigger == "prolong"


async def test_nothing_tried_for_a_cycle_is_a_lapse(ready: Played) -> None:
    await start_as_agreed(ready)
    assert looked(ready, "lapses") == ()
    await end(ready, "Adopt")
    await ready.wait(days=89)
    assert looked(ready, "lapses") == ()
    await ready.wait(days=2)
    assert looked(ready, "lapses") == ("no_experiment_for_a_cycle",)


async def test_a_representative_makes_a_card_for_the_own_organisation_only(trying: Played) -> None:
    await show_tried(trying)
    marigold = trying["Marigold"]
    await marigold.says("/table")
    await marigold.presses("We would try something")
    await marigold.says("Evening talks")
    await marigold.presses("Who decides")
    await marigold.presses("It is new")
    for _ in range(3):
        await marigold.presses("Later")
    await marigold.says("the street team")
    await marigold.presses("In 90 days")
    kept = trying.one(Experiment)
    assert (kept.organisation_id, kept.level, kept.doer) == (5, "power", "the street team")
    assert "Evening talks" in trying.lena.reads()
    await acts.forges(trying, marigold, "go:1:start:1")
    assert trying.one(Experiment).state == "drafted"


async def test_a_card_is_changed_part_by_part_and_can_be_taken_back(ready: Played) -> None:
    await panel(ready, "Experiments", TRIAL, "Change: last day")
    await ready.lena.presses("In 90 days")
    await ready.lena.presses("Change: what it changes")
    await ready.lena.presses("A belief")
    await ready.lena.presses("Change: who does it")
    await ready.lena.says("two ward teams")
    kept = ready.one(Experiment)
    assert (kept.level, kept.doer) == ("mental_model", "two ward teams")
    await ready.lena.presses("Take the card back")
    assert ready.find(Experiment) == []
    assert "There is no card yet" in ready.lena.reads()


async def test_what_is_undecided_is_told_before_a_look_back_decides(reflecting: Played) -> None:
    table = reflecting
    for player in table.people.values():
        for _ in range(7):
            await player.says("We saw that.")
        for _ in range(4):
            await player.presses("4")
    await make_card(table, "Letter clinic", level="A program", way="It runs already")
    await end(table, "No decision yet", title="Letter clinic", why="Nobody has counted")
    await panel(table, "Close and show the answers")
    await panel(table)
    assert "Experiments that ended without a decision: 1" in table.lena.reads()
    await table.lena.presses("Enter what was decided")
    await table.lena.says("Keep the clinic.")
    assert "What does this change further up?" in table.lena.reads()
