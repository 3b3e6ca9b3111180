"""No figure is told twice so that the difference would be one person's answer (docs/method.md 0, anonymity)."""

from __future__ import annotations

from typing import Any

from dialogues.model import Figure, Pulse, Reflection
from tests.acceptance import acts, people
from tests.acceptance.playing import Played
from tests.acceptance.test_forgetting import forgets
from tests.acceptance.test_joining import fresh_link
from tests.acceptance.test_own_answers import answer
from tests.acceptance.test_system import SAID, answer_system, open_system
from tests.acceptance.test_system import close as close_round
from tests.acceptance.test_trust import answers, close_pulse, open_pulse, pulse, record_now

STAGES = ("problem_defining", "interpreting_hypothesizing", "solution_finding", "analyzing_reflecting")


def ratings(table: Played) -> Any:
    """How the table rates itself in the running cycle, as the record has it."""
    return record_now(table)["cycles"][-1]["problem_solving"]["self_rating"]


async def rates(table: Played, name: str, *scores: int) -> None:
    for number in range(1, 8):
        await table[name].says(f"{name} on question {number}")
    for score in scores:
        await table[name].presses(str(score))


async def test_no_mean_is_told_while_answers_come_in(reflecting: Played) -> None:
    """An export before and after one person's answer would tell it."""
    for name in reflecting.people:
        await rates(reflecting, name, 4, 3, 5, 2)
        assert ratings(reflecting) == dict.fromkeys(STAGES)
    await close_round(reflecting)
    assert ratings(reflecting) == dict(zip(STAGES, (4, 3, 5, 2), strict=True))


async def test_what_was_told_stays_when_an_answer_is_deleted_or_its_author_forgotten(
    reflecting: Played,
) -> None:
    for number, name in enumerate(reflecting.people, start=1):
        await rates(reflecting, name, number, 3, 3, 3)
    await close_round(reflecting)
    told = ratings(reflecting)
    assert told["problem_defining"] == 3
    ottilie = reflecting["Ottilie"]
    await acts.forges(
        reflecting, ottilie, f"drop_answer:{answer(reflecting, ottilie, 'P8/problem_defining').id}"
    )
    assert answer(reflecting, ottilie, "P8/problem_defining").passed
    assert ratings(reflecting) == told
    await forgets(reflecting["Marigold"])
    assert ratings(reflecting) == told


async def test_a_look_back_that_is_cancelled_is_counted_once_too(reflecting: Played) -> None:
    for name in ("Ottilie", "Clementine", "Thaddeus"):
        await rates(reflecting, name, 5, 5, 5, 5)
    await reflecting.lena.says("/table")
    await reflecting.lena.presses("Cancel")
    await reflecting.lena.says("No time.")
    (reflection,) = reflecting.find(Reflection)
    kept = reflecting.one(Figure, name="P8", reflection_id=reflection.id)
    await forgets(reflecting["Thaddeus"])
    assert reflecting.one(Figure, name="P8", reflection_id=reflection.id) == kept
    assert ratings(reflecting)["problem_defining"] == 5


async def test_a_second_pulse_of_a_cycle_tells_nothing_where_few_have_changed(introduced: Played) -> None:
    await pulse(introduced, 4)
    await open_pulse(introduced)
    for name in introduced.people:
        await answers(introduced, name, 1 if name == "Marigold" else 4)
    await close_pulse(introduced)
    first, second = introduced.find(Pulse)
    assert (first.suppressed, second.suppressed) == (False, True)
    taken = record_now(introduced)["trust"]["pulses"]
    assert [(p["suppressed"], p["overall"]) for p in taken] == [(False, 4.0), (True, None)]
    assert "3.4" not in introduced.group_text()


async def test_a_second_pulse_is_told_where_enough_have_changed_or_nobody(introduced: Played) -> None:
    for score in (4, 3, 3):
        await pulse(introduced, score)
    assert [p.suppressed for p in introduced.find(Pulse)] == [False, False, False]


async def test_a_deleted_answer_takes_no_box_away_and_a_newcomers_is_counted_at_the_close(
    mapping: Played,
) -> None:
    await mapping.lena.says("/table")
    await mapping.lena.presses("End: The map")
    await mapping.lena.presses("Take it back")
    await open_system(mapping)
    for name in tuple(SAID)[:-1]:
        await answer_system(mapping, name)
        assert record_now(mapping)["systems"]["conditions_named"] == [], "nothing before the close"
    await answer_system(mapping, "Marigold")
    await close_round(mapping)
    told = record_now(mapping)["systems"]
    assert told["conditions_named"] == ["policies", "power_dynamics", "practices", "resource_flows"]
    await forgets(mapping["Philippa"])
    assert record_now(mapping)["systems"] == told
    trader = mapping.stage.player("Trader")
    await people.sits_down(trader, await mapping.invite("Harbour Traders", "Business", "No"))
    await mapping.lena.says("/table")
    await mapping.lena.presses("Let newcomers catch up")
    while "keeps things as they are" not in trader.reads():
        await trader.says("pass")
    await trader.presses("What people believe")
    await trader.says("Everybody thinks the harbour is empty.")
    while "Question" in trader.reads():
        await trader.says("pass")
    assert record_now(mapping)["systems"] == told
    await close_round(mapping)
    assert "the harbour is empty" not in mapping.group_text()
    counted = record_now(mapping)["systems"]["conditions_named"]
    assert counted == sorted([*told["conditions_named"], "mental_models"])


async def test_who_is_forgotten_between_two_pulses_of_a_cycle_leaves_no_difference_to_take(
    introduced: Played,
) -> None:
    """Six answered and a mean was told; five answer the same again: the difference would be the sixth."""
    deputy = introduced.stage.player("Deputy")
    await people.sits_down(deputy, await fresh_link(introduced, "Mill Towns Assembly"))
    while "Question" in deputy.reads() or "hope" in deputy.reads():
        await deputy.says("pass")
    five = [*introduced.people]
    introduced.people["Deputy"] = deputy
    await open_pulse(introduced)
    for name in five:
        await answers(introduced, name, 4)
    await answers(introduced, "Deputy", 1)
    await close_pulse(introduced)
    first = introduced.find(Pulse)[-1]
    assert (first.respondents, first.suppressed) == (6, False)
    await forgets(deputy)
    await open_pulse(introduced)
    for name in five:
        await answers(introduced, name, 4)
    await close_pulse(introduced)
    assert introduced.find(Pulse)[-1].suppressed
