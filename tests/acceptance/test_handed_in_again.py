"""What Telegram delivers once more after the bot was stopped and started changes nothing, and says nothing."""

from __future__ import annotations

from datetime import timedelta

from bot.rehearsal.players import Player
from bot.rehearsal.records import Chat, StoredUpdate, User
from dialogues import bookkeeping, model
from dialogues.model import Answer, RoleAcknowledgement
from tests.acceptance.acts import button, forges, toast
from tests.acceptance.playing import Played

#: All that a repeated update could have written.
NOUNS = (Answer, RoleAcknowledgement, model.Table, model.Seat, model.Round, model.Focus, bookkeeping.Change)


def newest(table: Played) -> StoredUpdate:
    """The update that the latest act made."""
    return table.world.updates[max(table.world.updates)]


def standing(table: Played) -> list[list[object]]:
    return [table.find(noun) for noun in NOUNS]


def said_everywhere(table: Played) -> list[tuple[str, int | None]]:
    """Each word of the bot in every chat, and when it was edited."""
    chats: list[Chat | User] = [
        table.group,
        *(p.user for p in (table.lena, table.carl, *table.people.values())),
    ]
    return [(m.words, m.edit_date) for chat in chats for m in table.stage.bot_messages(chat)]


async def comes_again(table: Played, update: StoredUpdate) -> None:
    """The bot is started again, and Telegram hands out the same update once more."""
    await table.stop()
    table.world.redeliver(update.update_id)
    await table.start()
    await table.settle()
    assert not table.world.updates[update.update_id].again, "it was not handed out"


async def knows_the_role(table: Played, name: str) -> Player:
    player = table[name]
    await player.says("/table")
    await player.presses("I know my role")
    assert toast(table, player)
    return player


async def test_a_role_that_is_known_is_known_once(introduced: Played) -> None:
    ottilie = introduced["Ottilie"]
    await ottilie.says("/table")
    press = button(introduced, ottilie, "I know my role")
    await knows_the_role(introduced, "Ottilie")
    update, stands, words = newest(introduced), standing(introduced), said_everywhere(introduced)
    assert len(introduced.find(RoleAcknowledgement)) == 1
    for hours in (0, 1):
        introduced.room.clock.advance(timedelta(hours=hours))
        await comes_again(introduced, update)
        assert standing(introduced) == stands
        assert said_everywhere(introduced) == words
    # The same button pressed once more is another update, and changes as little.
    await introduced.restart()
    await forges(introduced, ottilie, press)
    assert toast(introduced, ottilie)
    assert (standing(introduced), said_everywhere(introduced)) == (stands, words)


async def test_an_answer_is_not_taken_for_the_next_question_too(naming: Played) -> None:
    ottilie = naming["Ottilie"]
    await ottilie.says("Residents of the mill towns")
    assert "Question 2 of 3" in ottilie.reads()
    update, stands, words = newest(naming), standing(naming), said_everywhere(naming)
    await comes_again(naming, update)
    assert len(naming.find(Answer, prompt=("R1", "R2"))) == 1
    assert standing(naming) == stands
    assert said_everywhere(naming) == words
