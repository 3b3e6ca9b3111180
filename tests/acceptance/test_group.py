"""The group: who may do what there, what is never heard there, and a group that moves or loses the bot."""

from __future__ import annotations

import pytest

from bot.rehearsal.records import Message
from dialogues.model import Answer, Ballot, Gap, Person, Question, Round, Seat, Table
from tests.acceptance.acts import forges, replies, sends, toast
from tests.acceptance.playing import Played


def live(table: Played, words: str) -> Message:
    """The newest live message in the group."""
    return next(m for m in reversed(table.in_group()) if words in m.words)


async def test_an_anonymous_admin_is_asked_to_press_a_button(table: Played) -> None:
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    table.world.say_as_anonymous_admin(table.group, "/table")
    await table.settle()
    assert "I can't see who you are" in table.group_text()
    assert table.find(Table) == []


async def test_an_anonymous_admin_is_not_told_how_the_table_stands(convened: Played) -> None:
    convened.world.say_as_anonymous_admin(convened.group, "/table")
    await convened.settle()
    assert "I can't see who you are" in convened.group_text()
    assert "Stage:" not in convened.group_text()


async def test_only_an_administrator_becomes_facilitator_and_only_one(table: Played) -> None:
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    await table["Ottilie"].presses("I facilitate this table", table.group)
    assert toast(table, table["Ottilie"]) == "Please ask an administrator of this group to tap this."
    assert table.find(Table) == []
    await table.lena.presses("I facilitate this table", table.group)
    table.world.set_admin(table.group, table["Ottilie"].user, by=table.lena.user)
    await table["Ottilie"].presses("I facilitate this table", table.group)
    assert toast(table, table["Ottilie"]) == "Lena facilitates this table."
    assert len(table.find(Seat)) == 1


async def test_a_notice_fits_also_with_the_longest_of_names(table: Played) -> None:
    """Telegram counts its 200 in UTF-16; the name is cut between two letters, the sentence stays whole."""
    table.lena.user.first_name, table.lena.user.last_name = "🌊" * 64, "🌊" * 64
    table.world.add_bot(table.group, table.lena.user)
    await table.settle()
    await table.lena.presses("I facilitate this table", table.group)
    await table.lena.presses("I facilitate this table", table.group)
    said = toast(table, table.lena)
    assert said is not None
    assert said.startswith("🌊")
    assert said.endswith("… facilitates this table.")
    assert set(said.removesuffix("… facilitates this table.")) == {"🌊"}, (
        "half of a wave would be no character"
    )
    assert len(said.encode("utf-16-le")) // 2 <= 200


async def test_a_person_without_a_seat_changes_nothing(clarifying: Played) -> None:
    guest = clarifying.stage.player("Guest")
    clarifying.world.join(clarifying.group, guest.user)
    await clarifying.settle()
    await guest.presses("I have a question", clarifying.group)
    assert "no seat at this table yet" in (toast(clarifying, guest) or "")
    round_ = clarifying.one(Round, topic="result")
    for data in (
        f"cast:{round_.id}:1:5",
        f"go:{round_.table_id}:vote:{round_.id}",
        "resume",
        "pick:guide:1:R1:yes",
    ):
        await forges(clarifying, guest, data, chat=clarifying.group)
        assert toast(clarifying, guest)
    await guest.starts("go")
    assert "You have no seat yet" in guest.reads()
    await guest.says("Let me in")
    assert "I am not asking anything" in guest.reads()
    assert (clarifying.find(Question), clarifying.find(Ballot)) == ([], [])
    assert clarifying.find(Seat, person_id=clarifying.one(Person, name="Guest").id) == []


async def test_commands_find_their_place(convened: Played) -> None:
    ottilie = convened["Ottilie"]
    before = len(convened.in_group())
    for text in ("/table@other_bot", "/close_vote@other_bot", "table", "@other_bot /table"):
        await ottilie.says(text, convened.group)
    assert len(convened.in_group()) == before
    for text in ("/close_vote", "/go", "/privacy"):
        await ottilie.says(text, convened.group)
        assert "Questions and votes come to you in private" in convened.in_group()[-1].words
        assert "Facilitators open and close them there" in convened.in_group()[-1].words
    await ottilie.says("/table@Tablekeeper_Bot", convened.group)
    assert "Stage: coming together" in convened.in_group()[-1].words
    await ottilie.says("/nonsense")
    assert "I don't know that command" in ottilie.reads()
    await convened.lena.says("/table\n/pause")
    assert "I looked at the first line only" in convened.lena.has_read()
    assert convened.one(Table).lifecycle == "convening"


async def test_a_group_that_becomes_a_supergroup_keeps_answers_and_gets_its_live_message(
    naming: Played,
) -> None:
    await naming["Ottilie"].says("Residents")
    old = live(naming, "The result: the questions are open")
    new = naming.world.migrate(naming.group)
    await naming.settle()
    naming.group = new
    assert "0 of 5 organisations have answered" in live(naming, "The result: the questions are open").words
    assert naming.one(Table).chat_id == new.id
    await naming["Ottilie"].presses("Pass")
    await naming["Ottilie"].presses("Pass")
    assert "1 of 5 organisations have answered" in live(naming, "The result: the questions are open").words
    assert "0 of 5" in old.words
    assert len(naming.in_group()) == 1
    assert len(naming.find(Answer, prompt="R1")) == 1


async def test_a_vote_goes_on_in_the_supergroup(voting: Played) -> None:
    await voting["Ottilie"].presses("4 ·")
    voting.group = voting.world.migrate(voting.group)
    await voting.settle()
    await voting.restart()
    assert "1 of 5 organisations have voted" in voting.group_text()
    await voting.vote()
    assert "The result: agreed" in voting.group_text()


async def test_removed_and_added_again_the_bot_goes_on_where_it_was(naming: Played) -> None:
    naming.world.kick_bot(naming.group, naming.lena.user)
    await naming.settle()
    for player in (naming.lena, naming.carl):
        assert player.has_read().count("I can't write in the group") == 1
    for _ in range(3):
        await naming["Ottilie"].says("Residents")
    assert len(naming.find(Answer, prompt=("R1", "R2", "R4"))) == 3
    assert naming.carl.has_read().count("I can't write in the group") == 1
    naming.world.add_bot(naming.group, naming.lena.user)
    await naming.settle()
    assert "I am back" in naming.group_text()
    assert "1 of 5 organisations have answered" in naming.in_group()[-1].words
    assert len(naming.find(Table)) == 1


async def test_what_is_due_while_the_bot_is_out_of_the_group_waits_for_it(naming: Played) -> None:
    for name in ("Ottilie", "Clementine", "Marigold"):
        for text in ("Residents", "Slips", "90 percent"):
            await naming[name].says(f"{text} {name}")
    naming.world.kick_bot(naming.group, naming.lena.user)
    await naming.settle()
    await naming.lena.says("/table")
    await naming.lena.presses("Close and show the answers")
    assert "I can't write in the group" in (toast(naming, naming.lena) or "")
    await naming.wait(days=3, hours=12)
    await naming.wait(days=4)
    naming.world.add_bot(naming.group, naming.lena.user)
    await naming.settle()
    await naming.wait(days=2)
    assert "• Residents Marigold" in naming.group_text()


async def test_who_blocks_the_bot_is_told_of_once_and_goes_on_later(naming: Played) -> None:
    marigold = naming["Marigold"]
    naming.world.block_bot(marigold.user)
    await naming.settle()
    await naming.wait(days=3, hours=12)
    await naming.wait(days=1)
    assert naming.lena.has_read().count("Marigold can't be reached") == 1
    assert "can't be reached" not in naming.group_text()
    await marigold.starts("go")
    assert "Question 1 of 3" in marigold.reads()
    await marigold.says("Back again")
    assert len(naming.find(Answer, prompt="R1")) == 1


async def test_a_deleted_account_is_found_out_once(naming: Played) -> None:
    naming.world.deactivate(naming["Marigold"].user)
    await naming.wait(days=3, hours=12)
    await naming.wait(days=1)
    assert naming.lena.has_read().count("Marigold can't be reached") == 1


async def test_an_answer_typed_in_the_group_is_neither_kept_nor_quoted(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    before = len(naming.in_group())
    await ottilie.says("Vexillology for all", naming.group)
    await replies(naming, ottilie, naming.in_group()[-1], "Vexillology for all", chat=naming.group)
    assert len(naming.in_group()) == before
    assert naming.find(Answer, prompt="R1") == []
    assert "not kept as an answer" in ottilie.has_read()
    assert "Question 1 of 3" in ottilie.reads()
    assert "Vexillology" not in ottilie.has_read() + naming.lena.has_read() + naming.group_text()
    naming.world.set_admin(naming.group, naming.world.bot, by=naming.lena.user)
    await ottilie.says("Vexillology again", naming.group)
    await sends(naming, ottilie, "photo", naming.group)
    assert naming.find(Answer, prompt="R1") == []
    assert len(naming.in_group()) == before


@pytest.mark.parametrize("restarted", [False, True])
async def test_an_update_that_comes_again_changes_nothing_and_is_not_answered(
    voting: Played, restarted: bool
) -> None:
    marigold = voting["Marigold"]
    await marigold.presses("5 ·")
    await marigold.presses("3 ·")
    await marigold.says("A word in passing")
    spoken = len(voting.stage.bot_messages(marigold.user))
    ids = sorted(voting.world.updates)[-3:]
    if restarted:
        await voting.restart()
    for update_id in ids:
        voting.world.redeliver(update_id)
        await voting.settle()
    assert [b.score for b in voting.find(Ballot)] == [3]
    assert len(voting.stage.bot_messages(marigold.user)) == spoken
    assert voting.find(Gap) == []
