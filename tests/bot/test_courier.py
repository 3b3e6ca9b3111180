"""The courier: order, merging, doubt, patience, and people who cannot be reached."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest
from telegram import BotCommandScopeChat

from bot.courier.courier import REPEATS
from bot.courier.drafts import drafts_of
from bot.courier.pacing import Rates
from bot.rehearsal.errors import BotApiError
from bot.rehearsal.faults import FaultRule
from bot.rehearsal.flood import FloodLimits
from bot.rehearsal.records import Chat, User
from bot.wiring import Tablekeeper
from dialogues.effects import (
    Button,
    Effect,
    Link,
    OfferCommands,
    Press,
    Say,
    ToChat,
    ToGroup,
    ToPerson,
    Urgency,
)
from dialogues.model import Person, Said, Table
from storage import outbox
from storage.repository import SqlRepository
from tests.bot.conftest import START, Room, open_room, reading, stored
from tests.bot.small_method import SMALL_METHOD


async def say(bot: Tablekeeper, *effects: Effect) -> None:
    """Puts effects into the outbox, as a decision does, without sending them yet."""
    drafts = [draft for effect in effects for draft in drafts_of(effect, "tablekeeper_bot")]
    for draft in drafts:
        await bot.writer.run(lambda c, draft=draft: outbox.write(c, [draft], START))  # type: ignore[misc]
    bot.courier.wake()


async def table_of(bot: Tablekeeper, group: Chat, thread_id: int | None = None) -> Table:
    table = Table(name="Work", chat_id=group.id, thread_id=thread_id)
    return await bot.writer.run(lambda c: SqlRepository(c).add(table))


async def known(bot: Tablekeeper, user: User) -> Person:
    person = Person(telegram_id=user.id, name=user.first_name, language="es")
    return await bot.writer.run(lambda c: SqlRepository(c).add(person))


def left(bot: Tablekeeper) -> dict[str, int]:
    return {state.value: many for state, many in reading(bot, outbox.counts).items() if many}


@pytest.fixture
def anna(room: Room) -> User:
    person = room.person("Anna")
    room.world.start(person)
    room.world.confirm(room.world.waiting_updates())
    return person


def lines(*texts: str, to: ToPerson | ToGroup | ToChat, **more: object) -> Sequence[Say]:
    return [Say(to=to, text=text, **more) for text in texts]  # type: ignore[arg-type]


async def test_order_within_a_chat_is_kept_through_every_trouble(room: Room, anna: User) -> None:
    """Invariant 4, with 429, 5xx and refused calls in between."""
    for nth in (2, 5):
        room.faults.add(FaultRule(kind="too_many_requests", method="sendMessage", nth=nth, retry_after=1))
    room.faults.add(FaultRule(kind="server_error", method="sendMessage", nth=8, count=2))
    async with room.bot() as bot:
        person = await known(bot, anna)
        texts = [f"line {number}" for number in range(12)]
        await say(bot, *lines(*texts, to=ToPerson(person_id=person.id)))
        await bot.settle()
        assert room.texts(anna) == texts
        assert left(bot) == {}


async def test_people_are_answered_before_they_are_reminded(room: Room, anna: User) -> None:
    async with room.bot() as bot:
        person = await known(bot, anna)
        to = ToPerson(person_id=person.id)
        await say(
            bot,
            Say(to=to, text="reminder", urgency=Urgency.REMINDER),
            Say(to=to, text="notice", urgency=Urgency.NOTICE),
            Say(to=to, text="answer"),
        )
        await bot.settle()
        assert room.texts(anna) == ["notice", "answer", "reminder"]


async def test_a_key_posts_once_and_then_edits(room: Room, anna: User) -> None:
    group = room.group("Work", anna)
    async with room.bot() as bot:
        table = await table_of(bot, group)
        live = Say(to=ToGroup(table_id=table.id), text="0 of 5", key="live:1")
        await say(bot, live)
        await bot.settle()
        await say(bot, *(dataclasses.replace(live, text=f"{n} of 5") for n in (1, 2, 3)))
        await bot.settle()
        await say(bot, dataclasses.replace(live, text="3 of 5"))
        await bot.settle()
        assert room.texts(group) == ["3 of 5"]
        (said,) = stored(bot, Said)
        assert (said.message_id, said.table_id) == (room.said(group)[0].message_id, table.id)


async def test_anew_posts_below_and_the_key_moves_there(room: Room, anna: User) -> None:
    group = room.group("Work", anna)
    async with room.bot() as bot:
        table = await table_of(bot, group)
        live = Say(to=ToGroup(table_id=table.id), text="panel", key="panel:1")
        await say(bot, live, dataclasses.replace(live, text="between", key=None))
        await bot.settle()
        await say(bot, dataclasses.replace(live, text="panel again", anew=True))
        await bot.settle()
        await say(bot, dataclasses.replace(live, text="panel edited"))
        await bot.settle()
        assert room.texts(group) == ["panel", "between", "panel edited"]


async def test_a_message_that_vanished_is_posted_anew(room: Room, anna: User) -> None:
    group = room.group("Work", anna)
    async with room.bot() as bot:
        table = await table_of(bot, group)
        live = Say(to=ToGroup(table_id=table.id), text="panel", key="panel:1")
        await say(bot, live)
        await bot.settle()
        await bot.bot.delete_message(group.id, room.said(group)[0].message_id)
        await say(bot, dataclasses.replace(live, text="panel again"))
        await bot.settle()
        assert room.texts(group) == ["panel again"]
        await say(bot, dataclasses.replace(live, text="edited"))
        await bot.settle()
        assert room.texts(group) == ["edited"]


@pytest.mark.parametrize("kind", ["timeout_after", "reset_after"])
async def test_a_post_that_may_have_arrived_is_never_repeated_blindly(
    room: Room, anna: User, kind: str
) -> None:
    """Invariant 5: without words to say so, it is not repeated at all."""
    room.faults.add(FaultRule(kind=kind, method="sendMessage"))  # type: ignore[arg-type]
    method = dataclasses.replace(SMALL_METHOD, repeat_notice=None)
    async with room.bot(method, settings=room.settings(telegram_read_seconds=0.3)) as bot:
        person = await known(bot, anna)
        await say(bot, *lines("one", "two", to=ToPerson(person_id=person.id)))
        await bot.settle()
        assert room.texts(anna) == ["one", "two"]
        assert left(bot) == {"unsure": 1}


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        ("timeout_after", ["one", "Perhaps you have this already (es):\n\none", "two"]),
        ("timeout_before", ["Perhaps you have this already (es):\n\none", "two"]),
    ],
)
async def test_a_post_in_doubt_is_repeated_knowingly(
    room: Room, anna: User, kind: str, heard: list[str]
) -> None:
    room.faults.add(FaultRule(kind=kind, method="sendMessage"))  # type: ignore[arg-type]
    async with room.bot(settings=room.settings(telegram_read_seconds=0.3)) as bot:
        person = await known(bot, anna)
        await say(bot, *lines("one", "two", to=ToPerson(person_id=person.id)))
        await bot.settle()
        assert room.texts(anna) == heard
        assert left(bot) == {}


async def test_doubt_that_does_not_end_is_held_back_and_counted(room: Room, anna: User) -> None:
    room.faults.add(FaultRule(kind="reset_before", method="sendMessage", count=1 + REPEATS))
    async with room.bot(first_pause_seconds=0.001) as bot:
        person = await known(bot, anna)
        await say(bot, *lines("one", "two", to=ToPerson(person_id=person.id)))
        await bot.settle()
        assert room.texts(anna) == ["two"]
        assert left(bot) == {"unsure": 1}


async def test_an_edit_in_doubt_is_simply_repeated(room: Room, anna: User) -> None:
    group = room.group("Work", anna)
    room.faults.add(FaultRule(kind="reset_after", method="editMessageText", count=2))
    async with room.bot() as bot:
        table = await table_of(bot, group)
        live = Say(to=ToGroup(table_id=table.id), text="1", key="live:1")
        await say(bot, live)
        await bot.settle()
        await say(bot, dataclasses.replace(live, text="2"))
        await bot.settle()
        assert room.texts(group) == ["2"]
        assert left(bot) == {}


async def test_patience_asked_for_one_chat_does_not_hold_up_another(room: Room, anna: User) -> None:
    ben = room.person("Ben")
    room.world.start(ben)
    room.world.confirm(room.world.waiting_updates())
    room.faults.add(FaultRule(kind="too_many_requests", method="sendMessage", chat=anna.id, retry_after=3))
    async with room.bot() as bot:
        one, two = await known(bot, anna), await known(bot, ben)
        await say(bot, Say(to=ToPerson(person_id=one.id), text="waits"))
        while not bot.courier._lanes._pacing._paused:  # noqa: ASYNC110 - nothing tells of a refusal
            await asyncio.sleep(0)
        await say(bot, Say(to=ToPerson(person_id=two.id), text="does not wait"))
        await room.world.wait_for(lambda: "does not wait" in room.texts(ben), seconds=1.5)
        assert room.texts(anna) == []
        await bot.settle()
        assert room.texts(anna) == ["waits"]


async def test_who_blocked_the_bot_is_known_as_out_of_reach(room: Room, anna: User) -> None:
    async with room.bot() as bot:
        person = await known(bot, anna)
        await bot.writer.run(lambda c: SqlRepository(c).put(dataclasses.replace(person, reachable=True)))
        room.world.deactivate(anna)
        await say(bot, *lines("one", "two", to=ToPerson(person_id=person.id)))
        await bot.settle()
        assert [one.reachable for one in stored(bot, Person)] == [False]
        assert left(bot) == {}


async def test_a_group_that_threw_the_bot_out_is_known_as_out_of_reach(room: Room, anna: User) -> None:
    group = room.group("Work", anna)
    async with room.bot() as bot:
        table = await table_of(bot, group)
        room.world.mute_bot(group, anna)
        await say(bot, Say(to=ToGroup(table_id=table.id), text="hello"))
        await bot.settle()
        assert [one.group_reachable for one in stored(bot, Table)] == [False]
        assert left(bot) == {}


async def test_a_group_that_moved_is_followed(room: Room, anna: User) -> None:
    """The error alone tells of the move here: the update about it is held back."""
    group = room.group("Work", anna)
    async with room.bot() as bot:
        table = await table_of(bot, group)
        await bot.settle()
        larger = room.world.migrate(group)
        await say(bot, Say(to=ToGroup(table_id=table.id), text="hello", key="panel:1"))
        await say(bot, Say(to=ToChat(chat_id=group.id), text="by chat id"))
        await bot.settle()
        assert sorted(room.texts(larger)) == ["by chat id", "hello"]
        assert [one.chat_id for one in stored(bot, Table)] == [larger.id]


async def test_a_topic_that_is_gone_is_left_out(room: Room, anna: User) -> None:
    group = room.group("Work", anna, forum=True)
    async with room.bot() as bot:
        table = await table_of(bot, group, thread_id=4711)
        await say(bot, Say(to=ToGroup(table_id=table.id), text="hello"))
        await bot.settle()
        assert room.texts(group) == ["hello"]


async def test_a_topic_is_written_to(room: Room, anna: User) -> None:
    group = room.group("Work", anna, forum=True)
    topic = room.world.create_topic(group, anna, "Table")
    async with room.bot() as bot:
        table = await table_of(bot, group, thread_id=topic.message_id)
        await say(bot, Say(to=ToGroup(table_id=table.id), text="hello"))
        await bot.settle()
        assert [one.thread_id for one in room.said(group)] == [topic.message_id]


async def test_marks_telegram_cannot_read_do_not_lose_the_words(room: Room, anna: User) -> None:
    async with room.bot() as bot:
        await say(bot, Say(to=ToChat(chat_id=anna.id), text="<b>bold <i>and</b> &lt;open"))
        await bot.settle()
        assert room.texts(anna) == ["bold and <open"]


async def test_what_telegram_refuses_for_good_is_kept_aside_and_the_next_goes_on(
    room: Room, anna: User
) -> None:
    async with room.bot() as bot:
        to = ToPerson(person_id=(await known(bot, anna)).id)
        await say(bot, Say(to=to, text="  "), Say(to=to, text="next"))
        await bot.settle()
        assert room.texts(anna) == ["next"]
        assert left(bot) == {"refused": 1}


async def test_of_what_is_refused_to_somebody_unknown_no_number_stays(room: Room, anna: User) -> None:
    """Whoever was forgotten is told so by their chat's number: the row is not kept for the doctor."""
    async with room.bot() as bot:
        await say(bot, Say(to=ToChat(chat_id=anna.id), text="  "))
        await bot.settle()
        assert left(bot) == {}


async def test_a_long_text_comes_in_parts_with_the_buttons_on_the_last(room: Room, anna: User) -> None:
    async with room.bot() as bot:
        buttons = ((Button("Yes", Press("yes", (1,))), Button("Join", Link("tok-en_1"))),)
        words = "<b>" + "A word. " * 1200 + "</b>"
        await say(bot, Say(to=ToChat(chat_id=anna.id), text=words, buttons=buttons, key="long"))
        await bot.settle()
        first, *_, last = room.said(anna)
        assert len(room.said(anna)) == 3
        assert (first.buttons, [one.text for one in last.buttons]) == ([], ["Yes", "Join"])
        assert last.buttons[1].url == "https://t.me/tablekeeper_bot?start=tok-en_1"
        assert " ".join(room.texts(anna)).split() == ("A word. " * 1200).split()


async def test_asking_for_a_reply(room: Room, anna: User) -> None:
    async with room.bot() as bot:
        await say(bot, Say(to=ToChat(chat_id=anna.id), text="Your answer?", ask_reply=True))
        await bot.settle()
        markup = room.said(anna)[0].reply_markup
        assert markup == {"force_reply": True, "selective": True}


async def test_a_persons_own_command_menu(room: Room, anna: User) -> None:
    async with room.bot() as bot:
        person = await known(bot, anna)
        to = ToPerson(person_id=person.id)
        for commands in ((("go", "Go on"),), (("go", "Weiter"), ("close", "Schließen"))):
            await say(bot, OfferCommands(to=to, commands=commands))
        await bot.settle()
        offered = await bot.bot.get_my_commands(scope=BotCommandScopeChat(anna.id))
        assert [(one.command, one.description) for one in offered] == [
            ("go", "Weiter"),
            ("close", "Schließen"),
        ]
        assert left(bot) == {}


class StrictLimits(FloodLimits):
    """Telegram's limits, counting how often they had to be enforced."""

    refused = 0

    def check(self, method: str, chat_id: int) -> None:
        try:
            super().check(method, chat_id)
        except BotApiError:
            self.refused += 1
            raise


async def test_the_pace_of_a_strict_telegram_is_never_broken(tmp_path: Path) -> None:
    """Invariant 4, in real time against a server that refuses what comes too fast."""
    limits = StrictLimits()
    async with open_room(tmp_path, flood=limits) as room:
        people = [room.person(f"P{number}") for number in range(12)]
        for person in people:
            room.world.start(person)
        room.world.confirm(room.world.waiting_updates())
        async with room.bot(rates=Rates()) as bot:
            for person in people:
                await say(bot, *lines("one", "two", "three", to=ToChat(chat_id=person.id)))
            await bot.settle()
        assert [room.texts(person) for person in people] == [["one", "two", "three"]] * 12
        assert limits.refused == 0


async def test_what_waits_at_a_stop_goes_out_at_the_next_start(room: Room, anna: User) -> None:
    room.faults.add(FaultRule(kind="server_error", method="sendMessage", count=100))
    async with room.bot(first_pause_seconds=60.0) as bot:
        await say(bot, *lines("one", "two", to=ToChat(chat_id=anna.id)))
    room.faults.clear()
    async with room.bot() as bot:
        await bot.settle()
        assert room.texts(anna) == ["one", "two"]
