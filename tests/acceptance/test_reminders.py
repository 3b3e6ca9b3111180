"""Who is still owed a reminder: never a third, nobody who is done, has declined, or can't be reached."""

from __future__ import annotations

from pathlib import Path

from bot.rehearsal.faults import FaultRule
from bot.rehearsal.records import Message
from dialogues.model import Reminder, Round
from tests.acceptance.people import seat_of
from tests.acceptance.playing import Played
from tests.acceptance.scenes import Scenes
from tests.acceptance.test_deadlines import REMINDER, answer_all, hour_by_hour, reminded
from tests.acceptance.test_facilitators import page, together
from tests.acceptance.test_manners import VOTE_REMINDER, lives_in, middle_of_the_round, said
from tests.acceptance.test_on_the_day import DUE, THURSDAY, promises, to_the_days_around
from tests.support import virtual_time


def owed(table: Played, name: str) -> list[str]:
    """The reminders on record for one person: waiting, said or declined."""
    return [r.state for r in table.find(Reminder, seat_id=seat_of(table, table[name]).id)]


async def asks_later(table: Played, name: str) -> None:
    await table[name].says("not now")
    await table[name].presses("⏰ In 2 hours")
    # It is three in the morning: two hours later is still night.
    await table.wait(hours=5)


async def test_a_reminder_that_was_asked_for_is_one_of_the_two(naming: Played) -> None:
    marigold = naming["Marigold"]
    await middle_of_the_round(naming)
    await marigold.presses("⏰ In 2 hours")
    await hour_by_hour(naming, 4, step=1)
    assert len(reminded(naming, marigold)) == 2
    assert len(reminded(naming, naming["Thaddeus"])) == 2


# declined


async def test_who_declined_a_vote_is_not_reminded_when_its_reminder_comes(voting: Played) -> None:
    """The reminder that was asked for came first."""
    marigold, thaddeus = voting["Marigold"], voting["Thaddeus"]
    await asks_later(voting, "Marigold")
    assert len(said(voting, marigold, VOTE_REMINDER)) == 1
    await marigold.presses("I don't vote this time")
    await voting.wait(days=4, hours=21)
    await hour_by_hour(voting, 1)
    assert len(said(voting, thaddeus, "The vote of Valley Care Employers is not in yet.")) == 1
    assert len(said(voting, marigold, VOTE_REMINDER)) == 1
    assert owed(voting, "Marigold") == ["declined"]


async def test_who_declined_a_vote_after_asking_for_later_is_not_reminded_of_it(voting: Played) -> None:
    marigold = voting["Marigold"]
    await voting.wait(days=4, hours=23)
    await hour_by_hour(voting, 1)
    await marigold.presses("⏰ In 2 hours")
    await marigold.presses("I don't vote this time")
    await hour_by_hour(voting, 1)
    assert voting.one(Round, topic="result").state == "voting"
    assert len(said(voting, marigold, VOTE_REMINDER)) == 1


# looked at once more, right before it is said


async def test_who_facilitates_no_more_when_the_morning_comes_hears_of_no_promise(convened: Played) -> None:
    """In Tokyo the day has come; here the reminder of it waits for the morning."""
    await lives_in(convened["Marigold"], "Tokyo")
    philippa = await together(convened, "Philippa")
    await promises(convened, THURSDAY)
    await to_the_days_around(convened, THURSDAY, 32)
    assert owed(convened, "Philippa") == ["waiting"]
    await page(convened, philippa, "I step down")
    await philippa.presses("Yes, I step down")
    await hour_by_hour(convened, 1, step=1)
    assert len(said(convened, convened.lena, DUE)) == 1
    assert said(convened, philippa, DUE) == []
    assert owed(convened, "Philippa") == []


# not this round


async def test_the_last_one_who_passes_on_a_round_completes_it(naming: Played) -> None:
    for name in ("Ottilie", "Clementine", "Thaddeus", "Philippa"):
        await answer_all(naming[name])
    await middle_of_the_round(naming)
    await naming["Marigold"].presses("Pass on this round")
    assert owed(naming, "Marigold") == []
    assert "5 of 5 organisations have answered" in naming.group_text()
    assert "every organisation has answered" in naming.lena.reads()
    await naming["Marigold"].presses("I answer after all")
    assert "4 of 5 organisations have answered" in naming.group_text()
    assert "5 of 5 organisations have answered" not in naming.group_text()


def test_who_passes_while_the_reminder_is_on_its_way_does_not_get_it(scenes: Scenes, tmp_path: Path) -> None:
    virtual_time.run(_passes_while_it_is_on_its_way(scenes, tmp_path))


async def _passes_while_it_is_on_its_way(scenes: Scenes, folder: Path) -> None:
    async with scenes.open("naming", folder) as table:
        marigold, pressed = table["Marigold"], list[str]()
        data = f"not_this_round:guide:{table.one(Round, topic='result').id}"
        question = table.stage.bot_messages(marigold.user)[-1]
        table.room.faults.add(
            FaultRule(kind="too_many_requests", method="sendMessage", chat=marigold.user.id, retry_after=600)
        )

        def passes_now(message: Message) -> None:
            if REMINDER in message.words and not pressed:
                pressed.append(data)
                table.world.press(marigold.user, question, data=data)

        table.world.on_words(passes_now)
        await middle_of_the_round(table)
        assert pressed == [data]
        assert table.room.faults.met == ["too_many_requests"]
        assert "You pass on " in marigold.has_read()
        assert reminded(table, table["Thaddeus"]) != []
        assert reminded(table, marigold) == []


# out of reach


async def test_nothing_is_owed_to_who_cannot_be_reached(naming: Played) -> None:
    await lives_in(naming["Ottilie"], "Tokyo")
    naming.world.block_bot(naming["Marigold"].user)
    await naming.settle()
    await middle_of_the_round(naming)
    assert owed(naming, "Thaddeus") == ["said"]
    assert owed(naming, "Marigold") == []
    assert owed(naming, "Ottilie") == ["waiting"]
    naming.world.block_bot(naming["Ottilie"].user)
    await naming.settle()
    await hour_by_hour(naming, 1)
    assert owed(naming, "Ottilie") == []


async def test_who_blocks_the_bot_while_it_writes_is_told_once(convened: Played) -> None:
    """Telegram says it twice: to the letter on its way, and as news of its own."""
    await convened.lena.says("/table")
    message, label = convened.lena.find("Open the introductions")
    convened.world.press(convened.lena.user, message, label=label)
    convened.world.block_bot(convened["Marigold"].user)
    await convened.settle()
    assert convened.lena.has_read().count("Marigold can't be reached") == 1
