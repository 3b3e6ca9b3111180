"""What /table tells a member about the own seat, and a coordinator about the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.rehearsal.players import Player
from dialogues.model import Commitment, Organisation, Reflection, Table
from tests.acceptance import acts
from tests.acceptance.playing import Played


async def panel(player: Player) -> str:
    await player.says("/table")
    return player.reads()


def promise(table: Played, what: str, due: date, status: str = "open") -> Commitment:
    first, second, *_ = table.find(Organisation)
    return Commitment(
        table_id=table.one(Table).id,
        by_organisation=first.id,
        to_organisation=second.id,
        what=what,
        due=due,
        status=status,
        misses=int(status == "missed"),
        cycle=1,
    )


async def test_a_member_reads_what_the_own_seat_is_for(mapping: Played) -> None:
    ottilie = mapping["Ottilie"]
    assert "Your seat: Lake Alder Council · you can decide for it" in await panel(ottilie)
    await ottilie.presses("Go on")
    await ottilie.presses("Rules and policy")
    await ottilie.presses("Done")
    await ottilie.presses("No")
    await ottilie.presses("Yes")
    text = await panel(ottilie)
    assert "Your seat: Lake Alder Council · you do its work" in text
    assert "It can speak to: Rules and policy" in text
    assert "Your seat" not in await panel(mapping.lena)
    assert "you do its work" not in mapping.group_text()


async def test_a_member_reads_what_the_last_answers_changed(reflecting: Played) -> None:
    marigold = reflecting["Marigold"]
    assert "changed" not in await panel(marigold)
    reflection = reflecting.one(Reflection)
    why = "Getting to work is part of the problem."
    changed = replace(reflection, state="delivered", upstream="problem_text", upstream_reason=why)
    await acts.becomes(reflecting, replace(changed, closed_at=reflecting.room.clock.now()))
    text = await panel(marigold)
    assert f"What your answers of cycle 1 changed: How we tell the problem – {why}" in text


async def test_a_member_reads_that_promises_are_open(convened: Played) -> None:
    await acts.stands(convened, promise(convened, "an answer to the survey", date(2027, 6, 30)))
    assert "Promises of ours still open: 1" in await panel(convened["Ottilie"])
    assert "Promises of ours" not in await panel(convened["Marigold"])
    await convened["Ottilie"].presses("What we owe and are owed")
    assert "an answer to the survey" in convened["Ottilie"].reads()


async def test_a_coordinator_reads_why_a_stage_was_refused(convened: Played) -> None:
    await convened.lena.says("/table")
    await convened.lena.presses("Ask for the next stage")
    await convened.lena.presses("storming")
    text = await panel(convened.carl)
    assert "Asked for and not reached yet: storming" in text
    assert "introductions are missing" in text
    assert "no difference has been spoken yet" in text
    assert not any(name in text for name in convened.people)
    for other in (convened["Ottilie"], convened.lena):
        assert "For you as coordinator" not in await panel(other)


async def test_a_coordinator_reads_what_is_late_and_what_comes(convened: Played) -> None:
    assert "No promise is due soon or late" in await panel(convened.carl)
    soon, later = date(2026, 11, 30), date(2030, 1, 1)
    await acts.stands(
        convened,
        promise(convened, "the door survey", soon),
        promise(convened, "the bus plan", date(2026, 1, 1), "missed"),
        promise(convened, "the far report", later),
    )
    text = await panel(convened.carl)
    assert "the door survey" in text
    assert "the bus plan, by January 1, 2026 (missed)" in text
    assert "the far report" not in text
