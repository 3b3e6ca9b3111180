"""The sixteen marks through the bot: derived from the record, corrected by taps, scored when cancelled too."""

from __future__ import annotations

from typing import Any

import pytest

from dialogues import record_of_cycles
from dialogues.checks.problem_solving import ALL_MARKS
from dialogues.model import EvidenceMark, Experiment, Organisation, Reflection, Table
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import Played
from tests.bot.conftest import reading

PD, IH, SF, AR = "problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting"


def problem_solving(table: Played, number: int = 1) -> Any:
    made = reading(table.bot, lambda c: record_of_cycles.cycles(SqlRepository(c), table.one(Table)))
    return made[number - 1]["problem_solving"]


async def look(table: Played) -> None:
    """The facilitator opens the four messages of the marks."""
    await acts.forges(table, table.lena, f"go:{table.one(Table).id}:evidence:{table.one(Reflection).id}")


async def marks(table: Played, **halves: int) -> None:
    for name, given in halves.items():
        await acts.forges(table, table.lena, f"mark:{table.one(Reflection).id}:{name}:{given}")


async def rate(table: Played, *ratings: tuple[int, int, int, int]) -> None:
    """P8 of the first people, who pass on everything else."""
    for player, own in zip(table.people.values(), ratings, strict=False):
        for _ in range(7):
            await player.presses("Pass")
        for rating in own:
            await player.presses(str(rating))


async def cancel(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Cancel the look back")
    await table.lena.says("not finished in this cycle")


async def test_four_messages_each_with_four_marks_that_a_tap_changes_in_place(reflecting: Played) -> None:
    await look(reflecting)
    shown = [m for m in reflecting.stage.bot_messages(reflecting.lena.user) if "What is there?" in m.words]
    assert [len(m.buttons) for m in shown] == [12] * 4
    assert "0 of 100, weak" in shown[0].words
    assert "The problem is told with a number." in shown[0].words
    assert {b.data for b in shown[0].buttons if b.text.startswith("1")} == {
        f"mark:{reflecting.one(Reflection).id}:PD1:{halves}" for halves in (1, 2)
    }
    count = len(reflecting.stage.bot_messages(reflecting.lena.user))
    await acts.presses_on(reflecting, reflecting.lena, shown[0], "1 · yes")
    await acts.presses_on(reflecting, reflecting.lena, shown[0], "3 · partly")
    assert len(reflecting.stage.bot_messages(reflecting.lena.user)) == count
    now = acts.said(reflecting, reflecting.lena, "Problem-defining (saying what the problem is) in cycle 1")
    assert "37.5 of 100, weak" in now.words
    assert [b.text for b in now.buttons if b.text.startswith("✓")] == [
        "✓ 1 · yes",
        "✓ 2 · no",
        "✓ 3 · partly",
        "✓ 4 · no",
    ]
    assert [(m.mark, m.halves, m.by) for m in reflecting.find(EvidenceMark)] == [
        ("PD1", 2, "facilitator"),
        ("PD3", 1, "facilitator"),
    ]


async def test_only_a_facilitator_marks_and_only_while_the_look_back_is_open(reflecting: Played) -> None:
    id = reflecting.one(Reflection).id
    for player in (reflecting["Marigold"], reflecting.carl):
        await acts.forges(reflecting, player, f"mark:{id}:PD1:2")
    for nonsense in (f"mark:{id}:XX1:2", f"mark:{id}:PD1:3", f"mark:{id}:PD1", "mark:999:PD1:1"):
        await acts.forges(reflecting, reflecting.lena, nonsense)
    assert reflecting.find(EvidenceMark) == []
    await marks(reflecting, PD1=1)
    await cancel(reflecting)
    await marks(reflecting, PD1=2)
    assert reflecting.one(EvidenceMark, mark="PD1").halves == 1
    assert "done its work" in (acts.toast(reflecting, reflecting.lena) or "")
    assert {m.mark for m in reflecting.find(EvidenceMark)} == set(ALL_MARKS)


async def test_a_cancelled_look_back_is_scored_all_the_same(reflecting: Played) -> None:
    await rate(reflecting, (4, 3, 4, 4), (4, 3, 3, 4), (4, 4, 3, 4), (3, 3, 4, 5), (4, 3, 4, 4))
    halves = (2, 2, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 1)
    await marks(reflecting, **dict(zip(ALL_MARKS, halves, strict=True)))
    await cancel(reflecting)
    assert problem_solving(reflecting) == {
        "evidence_by": "facilitator",
        "scores": {PD: 75.0, IH: 25.0, SF: 37.5, AR: 12.5},
        "bands": {PD: "strong", IH: "weak", SF: "weak", AR: "weak"},
        "self_rating": {PD: 3.8, IH: 3.2, SF: 3.6, AR: 4.2},
        "weakest": AR,
        "blind_spots": [AR],
    }
    assert reflecting.one(Reflection).state == "cancelled"


async def test_a_mean_of_four_has_two_decimals_in_the_record(reflecting: Played) -> None:
    await rate(reflecting, (4, 3, 4, 3), (4, 3, 4, 4), (4, 3, 4, 3), (4, 3, 4, 3))
    await cancel(reflecting)
    assert problem_solving(reflecting)["self_rating"] == {PD: 4, IH: 3, SF: 4, AR: 3.25}
    assert problem_solving(reflecting)["evidence_by"] == "derived"


async def test_two_ratings_are_no_mean(reflecting: Played) -> None:
    await rate(reflecting, (5, 5, 5, 5), (5, 5, 5, 5))
    await cancel(reflecting)
    assert set(problem_solving(reflecting)["self_rating"].values()) == {None}
    assert problem_solving(reflecting)["blind_spots"] == []


async def test_the_record_knows_an_experiment_with_its_prediction_and_what_came_out(
    reflecting: Played,
) -> None:
    owners = [o.id for o in reflecting.find(Organisation)]
    table, now = reflecting.one(Table), reflecting.room.clock.now()
    running, ended = (
        Experiment(
            table_id=table.id,
            organisation_id=owners[place],
            title="Early bus",
            level="resource_flow",
            state=state,
            hypothesis="If the bus comes at five, then they start.",
            measure="people on the bus",
            prediction="30 of 40",
            result="22 of 40" if state == "closed" else None,
            decision="adapt" if state == "closed" else None,
            why="The second shift needs it too." if state == "closed" else None,
            started_cycle=1,
            started_at=now,
            closed_cycle=1 if state == "closed" else None,
            decided_cycle=1 if state == "closed" else None,
        )
        for place, state in enumerate(("running", "closed"))
    )
    await acts.stands(reflecting, running, ended)
    await look(reflecting)
    lena = reflecting.lena
    assert "62.5 of 100, developing" in acts.said(reflecting, lena, "Solution-finding").words
    assert "(as the record has it)" in acts.said(reflecting, lena, "Solution-finding").words
    assert "50 of 100, developing" in acts.said(reflecting, lena, "Analyzing and reflecting").words
    await cancel(reflecting)
    assert {m.mark: m.halves for m in reflecting.find(EvidenceMark) if m.halves} == {
        "IH2": 2,
        "IH3": 1,
        "SF1": 1,
        "SF3": 2,
        "SF4": 2,
        "AR1": 2,
        "AR3": 2,
    }


@pytest.mark.parametrize("own", [True, False])
async def test_the_practice_to_add_is_said_when_the_next_cycle_opens(reflecting: Played, own: bool) -> None:
    await rate(reflecting, *[(4, 3, 4, 2)] * 5)
    await reflecting.lena.presses("Close and show the answers")
    await reflecting.lena.says("/table")
    assert "Look at the evidence in the four stages" in reflecting.lena.reads()
    await reflecting.lena.presses("Enter what was decided")
    await reflecting.lena.says("Keep the mentors.")
    await reflecting.lena.presses("How we tell the problem")
    await reflecting.lena.says("Getting to work is part of the problem.")
    assert "Suggested: For each cause ask" in reflecting.lena.reads()
    await (
        reflecting.lena.says("A walk a week") if own else reflecting.lena.presses("Take the suggested one")
    )
    await reflecting.lena.presses("Send it to the coordinator")
    await reflecting.lena.presses("Open the next cycle now")
    practice = "A walk a week" if own else "For each cause ask: how do we know"
    assert f"One thing to add: {practice}" in reflecting.in_group()[-1].words
    assert "Interpreting and hypothesizing" in reflecting.in_group()[-1].words
    assert "“What keeps it as it is" in reflecting.lena.reads()
