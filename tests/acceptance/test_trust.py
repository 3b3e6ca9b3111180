"""Trust through the bot: the pulse, disagreements, roles, and the stages that are reached one at a time."""

from __future__ import annotations

import re
from dataclasses import astuple
from decimal import Decimal
from typing import Any

import pytest

from bot.rehearsal.records import Chat, User
from dialogues.model import Answer, Disagreement, Pulse, Request, RoleAcknowledgement, Table
from dialogues.record import record_of
from storage.repository import SqlRepository
from tests.acceptance import acts
from tests.acceptance.playing import RESULT, Played
from tests.bot.conftest import reading

HOLDS_BACK = "Your answer can hold the table back; nobody sees whose it was."


async def open_pulse(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Take the pulse")


async def answers(table: Played, name: str, *scores: int, differed: str = "No") -> None:
    """One person's T1 to T9; fewer scores are filled up with the last."""
    for number in range(8):
        await table[name].presses(str(scores[min(number, len(scores) - 1)]))
    await table[name].presses(differed)


async def close_pulse(table: Played) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Close and show the answers")


async def pulse(table: Played, *scores: int, differed: str = "No") -> None:
    """A pulse in which everybody answers the same."""
    await open_pulse(table)
    for name in table.people:
        await answers(table, name, *scores, differed=differed)
    await close_pulse(table)


async def ask_for(table: Played, stage: str) -> None:
    await table.lena.says("/table")
    await table.lena.presses("Ask for the next stage")
    await table.lena.presses(stage)


async def disagree(table: Played, name: str, topic: str) -> None:
    await table[name].says("/table")
    await table[name].presses("A real disagreement")
    await table[name].says(topic)


def stage(table: Played) -> str:
    return table.one(Table).trust_stage


def trust_requests(table: Played) -> list[tuple[str, str, str | None, str, tuple[str, ...]]]:
    found = table.find(Request, machine="trust")
    return [(r.trigger, r.source, r.target, r.outcome, r.reasons) for r in found]


def record_now(table: Played) -> Any:
    """The table's record as it would be exported now."""
    now = table.room.clock.now()
    return reading(table.bot, lambda c: record_of(SqlRepository(c), table.one(Table), now, source="export"))


@pytest.fixture
async def introduced(introducing: Played) -> Played:
    """The introductions are done; nothing else is."""
    for player in introducing.people.values():
        await player.says("Full shifts.")
        await player.says("Hope: peace. Worry: time.")
    await introducing.lena.presses("Close and show the answers")
    return introducing


async def test_a_pulse_is_asked_in_private_with_its_tier_and_shown_as_means(introduced: Played) -> None:
    await open_pulse(introduced)
    ottilie = introduced["Ottilie"]
    assert "Question 1 of 9" in ottilie.reads()
    assert "Private: nobody sees your answer" in ottilie.reads()
    for number in range(6):
        assert HOLDS_BACK not in ottilie.reads()
        await ottilie.presses(str(3 + number % 2))
    assert HOLDS_BACK in ottilie.reads()
    await ottilie.presses("2")
    await ottilie.presses("4")
    assert HOLDS_BACK in ottilie.reads()
    await ottilie.presses("Yes, and it is still open")
    for name in ("Clementine", "Thaddeus", "Philippa", "Marigold"):
        await answers(introduced, name, 4)
    await close_pulse(introduced)
    text = introduced.in_group()[-1].words
    assert "5 people answered, from 5 of 5 organisations" in text
    assert "all together: 3.88" in text
    assert "Every organisation's word counts as much: 3.6" in text
    (kept,) = introduced.find(Pulse)
    assert (kept.respondents, kept.suppressed, kept.differing) == (5, False, 1)
    for word in ("still open", "Ottilie", "Lake Alder Council"):
        assert word not in text


async def test_of_four_answers_nothing_is_shown_anywhere(introduced: Played) -> None:
    await open_pulse(introduced)
    for name in ("Ottilie", "Clementine", "Thaddeus", "Marigold"):
        await answers(introduced, name, 5, 5, 4, 5, 5, 4, 3, 5)
    await close_pulse(introduced)
    text = introduced.in_group()[-1].words
    assert "4 people answered" in text
    assert "Too few answers to show" in text
    kept = introduced.one(Pulse)
    assert kept.suppressed
    said = introduced.group_text() + introduced.lena.has_read() + introduced.carl.has_read()
    assert str(kept.overall) == "4.50"
    assert not re.search(r"4[.,]5", said)
    record = record_now(introduced)
    (shown,) = record["trust"]["pulses"]
    assert (shown["overall"], shown["items"], shown["respondents"]) == (None, None, 4)
    assert shown["response_rate"] == 0.8


async def test_a_passed_statement_counts_as_no_answer(introduced: Played) -> None:
    await open_pulse(introduced)
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await answers(introduced, name, 4)
    for _ in range(9):
        await introduced["Marigold"].presses("Pass")
    await close_pulse(introduced)
    text = introduced.in_group()[-1].words
    assert "5 people answered, from 5 of 5 organisations" in text, "a pass is an answer"
    assert "Too few answers to show" in text
    assert introduced.one(Pulse).organisations == 4


@pytest.mark.parametrize(
    ("name", "passed"), [("Marigold", 3), ("Marigold", 8), ("Ottilie", 3), ("Philippa", 9)]
)
async def test_nothing_said_of_a_pulse_tells_that_somebody_passed(
    introduced: Played, name: str, passed: int
) -> None:
    await open_pulse(introduced)
    for other in ("Ottilie", "Clementine", "Thaddeus", "Philippa", "Marigold"):
        for number in range(1, 10):
            mark = "Pass" if (other, number) == (name, passed) else "No" if number == 9 else "4"
            await introduced[other].presses(mark)
    await close_pulse(introduced)
    text = introduced.in_group()[-1].words
    assert "5 people answered, from 5 of 5 organisations" in text
    assert ("all together: 4" in text, "Too few answers to show" in text) == (passed == 9, passed != 9)
    assert introduced.one(Pulse).respondents == (5 if passed == 9 else 4)
    assert "4 people" not in introduced.group_text()


async def test_a_pulse_closes_by_itself_at_its_deadline(introduced: Played) -> None:
    await open_pulse(introduced)
    await answers(introduced, "Ottilie", 4)
    for _ in range(27):
        await introduced.wait(hours=9)
    assert introduced.one(Pulse).respondents == 1
    assert "Too few answers to show" in introduced.in_group()[-1].words


async def test_from_forming_to_performing_is_refused_with_the_articles_point(introduced: Played) -> None:
    await ask_for(introduced, "performing")
    refusal = introduced.lena.reads()
    assert "Not yet" in refusal
    assert "differences" in refusal
    assert "not there yet" in refusal
    assert trust_requests(introduced) == [
        ("advance", "forming", "performing", "refused", ("skip_stage", "form_perform_paradox"))
    ]
    assert stage(introduced) == "forming"
    await ask_for(introduced, "norming")
    assert trust_requests(introduced)[-1][4] == ("skip_stage",)


async def test_storming_needs_a_difference_and_comes_after_a_disagreement(introduced: Played) -> None:
    await ask_for(introduced, "storming")
    assert "No difference has been spoken yet" in introduced.lena.reads()
    assert "No difference has been spoken" not in introduced.group_text()
    await disagree(introduced, "Marigold", "One number, or one for each county")
    assert "with your organisation's name" in introduced["Marigold"].has_read()
    assert "spoken by Mill Towns Assembly: One number, or one for each county" in introduced.group_text()
    await ask_for(introduced, "storming")
    assert stage(introduced) == "storming"
    assert "has come a step further: storming" in introduced.group_text()


async def test_a_block_is_a_difference_too(voting: Played) -> None:
    for name, player in voting.people.items():
        await player.presses("0 ·" if name == "Marigold" else "4 ·")
    await voting["Marigold"].says("Our towns are left out.")
    await voting.close_vote()
    await ask_for(voting, "storming")
    assert stage(voting) == "storming"


async def test_a_disagreement_is_settled_by_the_facilitator(introduced: Played) -> None:
    await disagree(introduced, "Marigold", "Counties")
    await disagree(introduced, "Ottilie", "Money")
    await introduced.lena.says("/table")
    assert "Open disagreements: Counties · Money" in introduced.lena.reads()
    await introduced.lena.presses("How it ended: Counties")
    await introduced.lena.presses("It is settled")
    await introduced.lena.says("A floor for each county")
    assert "Settled: Counties\nHow: A floor for each county" in introduced.group_text()
    await introduced.lena.says("/table")
    await introduced.lena.presses("How it ended: Money")
    await introduced.lena.presses("We agree to differ")
    await introduced.lena.says("30 June 2027")
    assert "We agree to differ until June 30, 2027: Money" in introduced.group_text()
    await introduced.lena.says("/table")
    assert "Open disagreements" not in introduced.lena.reads()
    await introduced.wait(days=400)
    await introduced.lena.says("/table")
    assert "Open disagreements: Money" in introduced.lena.reads()
    assert [d.how for d in introduced.find(Disagreement)] == ["A floor for each county", None]


async def test_only_a_voice_opens_and_only_a_facilitator_settles(introduced: Played) -> None:
    await acts.forges(introduced, introduced.carl, "disagree:1")
    assert introduced.find(Disagreement) == []
    await disagree(introduced, "Marigold", "Counties")
    await acts.forges(introduced, introduced["Marigold"], "go:1:settle_difference:1")
    assert introduced.one(Disagreement).settled_at is None
    await acts.forges(introduced, introduced["Marigold"], "go:1:stage:1")
    assert trust_requests(introduced) == []


async def knows_role(table: Played, *names: str) -> None:
    for name in names:
        await table[name].says("/table")
        await table[name].presses("I know my role")


async def test_norming_lists_what_is_missing_in_words_for_all(introduced: Played) -> None:
    await disagree(introduced, "Marigold", "Counties")
    await ask_for(introduced, "storming")
    await knows_role(introduced, "Ottilie", "Clementine", "Thaddeus")
    await pulse(introduced, 3, 3, 2, 3, 3, 3)
    await ask_for(introduced, "norming")
    refused = introduced.lena.reads()
    assert "3 of at least 4 organisations have said that they know their role" in refused
    assert trust_requests(introduced)[-1][4] == (
        "result_stands",
        "differences_closed",
        "safe_to_speak",
        "partners_trusted",
        "roles_known",
    )
    assert len(introduced.find(RoleAcknowledgement)) == 3


async def test_a_table_comes_to_norming_falls_at_a_bad_pulse_and_forms_anew(mapping: Played) -> None:
    await disagree(mapping, "Marigold", "Counties")
    await ask_for(mapping, "storming")
    await mapping.lena.says("/table")
    await mapping.lena.presses("How it ended: Counties")
    await mapping.lena.presses("It is settled")
    await mapping.lena.says("A floor for each county")
    await knows_role(mapping, *mapping.people)
    await mapping.lena.says("/table")
    await mapping.lena.presses("End: The map")
    await mapping.lena.presses("Take it back")
    await pulse(mapping, 4)
    await ask_for(mapping, "norming")
    assert stage(mapping) == "norming"
    await ask_for(mapping, "performing")
    assert trust_requests(mapping)[-1][4] == (
        "document_ratified",
        "experiment_running",
        "reflection_delivered",
    )
    await pulse(mapping, 3, 2, 4)
    assert stage(mapping) == "storming"
    assert trust_requests(mapping)[-1] == (
        "trust_dropped",
        "norming",
        "storming",
        "automatic",
        ("low_item",),
    )
    assert "speaks about its differences again" in mapping.group_text()
    latecomer = mapping._player("Zelda")
    await latecomer.opens(await mapping.invite("Harbour Union", "Business", "No"))
    await latecomer.presses("I agree")
    await latecomer.presses("Yes")
    await latecomer.presses("I can decide")
    assert stage(mapping) == "forming"
    assert trust_requests(mapping)[-1][3:] == ("automatic", ("join_org",))
    assert "A seat with a vote has changed for Harbour Union" in mapping.group_text()
    await ask_for(mapping, "storming")
    assert "difference_surfaced" in trust_requests(mapping)[-1][4]
    assert RESULT in mapping.group_text()


async def test_too_much_harmony_is_told_to_the_facilitator_alone(introduced: Played) -> None:
    await pulse(introduced, 5)
    assert "That may be politeness" in introduced.lena.has_read()
    assert introduced.one(Pulse).false_harmony
    assert "politeness" not in introduced.group_text() + introduced.carl.has_read()
    await disagree(introduced, "Marigold", "Counties")
    await pulse(introduced, 5)
    assert introduced.lena.has_read().count("That may be politeness") == 1


async def test_no_answer_and_no_guards_number_of_a_pulse_is_readable_anywhere(introduced: Played) -> None:
    """T7 of the grassroots, one person's mark, is told apart by no message, summary or record, nor kept."""
    await open_pulse(introduced)
    for name in introduced.people:
        low = name == "Marigold"
        await answers(introduced, name, 5, 5, 5, 5, 5, 5, 1 if low else 5, differed="No")
    await close_pulse(introduced)
    kept = introduced.one(Pulse)
    assert not kept.equal_leverage
    assert Decimal(1) not in [value for value in astuple(kept) if isinstance(value, Decimal)]
    assert "Every organisation's word counts as much: 4.2" in introduced.group_text()
    chats: list[Chat | User] = [introduced.group, introduced.lena.user, introduced.carl.user]
    for chat in chats:
        after = [m.words for m in introduced.stage.bot_messages(chat) if "The pulse" in m.words]
        assert not any("Mill Towns" in words or "grassroots" in words.lower() for words in after)
    record = record_now(introduced)
    assert set(record["trust"]["pulses"][0]) == {
        "cycle", "respondents", "response_rate", "suppressed", "overall", "items",
    }  # fmt: skip
    assert "leverage" not in str(record["trust"])


async def test_a_mark_typed_in_the_group_is_neither_kept_nor_quoted_and_asked_for_in_private(
    introduced: Played,
) -> None:
    """As an administrator the bot hears all that is said; any other number is talk."""
    introduced.world.set_admin(introduced.group, introduced.world.bot, by=introduced.lena.user)
    await open_pulse(introduced)
    ottilie = introduced["Ottilie"]
    kept, before = len(introduced.find(Answer)), len(introduced.in_group())
    for talk in ("2 of us", "7"):
        await ottilie.says(talk, introduced.group)
    assert "not kept as an answer" not in ottilie.has_read()
    await ottilie.says("2", introduced.group)
    assert ottilie.has_read().count("not kept as an answer") == 1
    assert (len(introduced.find(Answer)), len(introduced.in_group())) == (kept, before)
