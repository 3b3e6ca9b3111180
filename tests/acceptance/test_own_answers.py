"""A person looks at the own answers and deletes one: what was said is gone, that somebody answered stays."""

from __future__ import annotations

from bot.rehearsal.players import Player
from dialogues.checks.privacy import for_author
from dialogues.model import Answer
from tests.acceptance import acts, people
from tests.acceptance.playing import Played
from tests.acceptance.test_forgetting import found_in_file

QUESTION = "Who should be better off"


async def opens(player: Player, question: str) -> None:
    """From /privacy to one answer."""
    await player.says("/privacy")
    await player.presses("My answers at Lake Alder table")
    await player.presses(question)


def answer(table: Played, player: Player, prompt: str) -> Answer:
    return table.one(Answer, seat_id=people.seat_of(table, player).id, prompt=prompt)


async def test_an_answer_of_an_open_round_can_be_deleted_and_given_anew(naming: Played) -> None:
    ottilie, lena = naming["Ottilie"], naming.lena
    await ottilie.says("Everybody by the lake")
    await opens(ottilie, QUESTION)
    assert "Everybody by the lake" in ottilie.reads()
    assert "You can still answer anew" in ottilie.reads()
    await ottilie.presses("Delete this answer")
    assert "It is deleted" in ottilie.reads()
    kept = answer(naming, ottilie, "R1")
    assert (kept.passed, for_author(kept.text).text, kept.message_id) == (True, "", None)
    assert found_in_file(naming, "Everybody by the lake") == []
    assert "An answer to" in lena.reads()
    assert "Council" not in lena.reads()
    assert "Ottilie" not in lena.reads()
    await ottilie.presses("Edit")
    await ottilie.says("All who rent")
    assert not answer(naming, ottilie, "R1").passed


async def test_what_the_group_was_shown_stays_and_that_is_said(clarifying: Played) -> None:
    ottilie = clarifying["Ottilie"]
    assert "Residents of town 0" in clarifying.group_text()
    await opens(ottilie, QUESTION)
    assert "What was shown in the group stays there as text" in ottilie.reads()
    assert "stay as they were" in ottilie.reads()
    before = len(clarifying.in_group())
    await ottilie.presses("Delete this answer")
    assert answer(clarifying, ottilie, "R1").passed
    assert found_in_file(clarifying, "Residents of town 0") == []
    assert len(clarifying.in_group()) == before
    await ottilie.says("/privacy")
    await ottilie.presses("My answers at Lake Alder table")
    assert not any(
        b.text.startswith(QUESTION) for b in clarifying.stage.bot_messages(ottilie.user)[-1].buttons
    )


async def test_nobody_reads_or_deletes_anothers(clarifying: Played) -> None:
    theirs = answer(clarifying, clarifying["Ottilie"], "R1")
    for other in (clarifying["Marigold"], clarifying.lena, clarifying.carl):
        for verb in ("my_answer", "drop_answer"):
            before = len(clarifying.stage.bot_messages(other.user))
            await acts.forges(clarifying, other, f"{verb}:{theirs.id}")
            assert "has done its work" in (acts.toast(clarifying, other) or "")
            assert len(clarifying.stage.bot_messages(other.user)) == before
    assert answer(clarifying, clarifying["Ottilie"], "R1") == theirs


async def test_the_facilitator_hears_nothing_of_a_private_one(reflecting: Played) -> None:
    marigold, lena = reflecting["Marigold"], reflecting.lena
    for number in range(7):
        await marigold.says(f"On question {number}")
    await marigold.presses("4")
    heard = len(reflecting.stage.bot_messages(lena.user))
    (private,) = reflecting.find(
        Answer, seat_id=people.seat_of(reflecting, marigold).id, tier="P", passed=False
    )[-1:]
    await acts.forges(reflecting, marigold, f"drop_answer:{private.id}")
    assert reflecting.one(Answer, id=private.id).passed
    assert len(reflecting.stage.bot_messages(lena.user)) == heard


async def test_a_deleted_answer_is_a_pass_once(clarifying: Played) -> None:
    ottilie = clarifying["Ottilie"]
    await opens(ottilie, QUESTION)
    await ottilie.presses("Delete this answer")
    gone = answer(clarifying, ottilie, "R1")
    await acts.forges(clarifying, ottilie, f"drop_answer:{gone.id}")
    assert answer(clarifying, ottilie, "R1") == gone


async def test_members_read_who_sees_what(convened: Played) -> None:
    ottilie, guest = convened["Ottilie"], convened.stage.player("Guest")
    await ottilie.says("/privacy")
    text = ottilie.reads()
    assert "The facilitator reads" in text
    assert "The coordinator reads" in text
    assert "/forgetme" in text
    await convened.lena.says("/table")
    await convened.lena.presses("Join links")
    await convened.lena.presses("Lake Alder Council")
    await guest.opens(convened.lena.link_for("Lake Alder Council"))
    assert "The facilitator sees which organisations have answered" in guest.reads()
    assert "The coordinator reads summaries" in guest.reads()
