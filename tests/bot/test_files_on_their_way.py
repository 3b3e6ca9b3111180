"""Files: made when they are sent, in the same order and with the same care as messages, words otherwise."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from typing import Any

import pytest

from bot.courier.drafts import NOTE_UNITS, drafts_of
from bot.courier.limits import CAPTION_UNITS, parsed_units
from bot.courier.workshop import Workshop
from bot.rehearsal.faults import FaultRule
from bot.rehearsal.file_shelf import file_bytes
from bot.rehearsal.records import Chat, User
from dialogues.checks.privacy import Sealed
from dialogues.effects import Say, SendFile, ToGroup, ToPerson
from storage import outbox
from tests.bot.conftest import Room, reading
from tests.bot.test_courier import known, left, say, table_of

NOTE = SendFile(
    to=ToPerson(person_id=1),
    paper="note",
    data={"words": "<b>a & b"},
    language="es",
    file_name="note.txt",
    caption="<b>Note</b> &amp; more",
    instead="In words",
)
PIXEL = dataclasses.replace(NOTE, paper="pixel", as_picture=True, file_name="map.png")


@pytest.fixture
def anna(room: Room) -> User:
    person = room.person("Anna")
    room.world.start(person)
    room.world.confirm(room.world.waiting_updates())
    return person


@pytest.fixture
def small() -> Workshop:
    return Workshop("tests.bot.small_papers")


def files(room: Room, chat: Chat | User) -> list[bytes]:
    """What stands in the files the bot sent there."""
    found = []
    for message in room.said(chat):
        content: dict[str, Any] = message.content or {}
        if "document" in content:
            found.append(file_bytes(room.world.files[content["document"]["file_id"]]))
        elif "photo" in content:
            found.append(file_bytes(room.world.files[content["photo"][-1]["file_id"]]))
    return found


async def test_a_file_comes_in_order_with_its_caption(room: Room, anna: User, small: Workshop) -> None:
    group = room.group("Work", anna)
    async with room.bot(workshop=small) as bot:
        person, table = await known(bot, anna), await table_of(bot, group)
        to = ToPerson(person_id=person.id)
        noted = dataclasses.replace(NOTE, to=to, data={"words": "x", "note": "No letters for <i>Ж</i>"})
        await say(bot, Say(to=to, text="before"), dataclasses.replace(NOTE, to=to), noted)
        await say(bot, Say(to=to, text="after"), dataclasses.replace(PIXEL, to=ToGroup(table_id=table.id)))
        await bot.settle()
        assert files(room, anna) == [b"es: <b>a & b", b"es: x"]
        assert room.texts(anna) == ["before", "Note & more", "Note & more\n\nNo letters for Ж", "after"]
        assert [m.content["photo"][0]["width"] for m in room.said(group) if m.content] == [1]
        assert left(bot) == {}


async def test_it_goes_to_the_topic_or_without_it(room: Room, anna: User, small: Workshop) -> None:
    group = room.group("Work", anna)
    room.faults.add(
        FaultRule(
            kind="server_error",
            method="sendPhoto",
            code=400,
            description="Bad Request: message thread not found",
        )
    )
    async with room.bot(workshop=small) as bot:
        table = await table_of(bot, group, thread_id=77)
        await say(bot, dataclasses.replace(PIXEL, to=ToGroup(table_id=table.id)))
        await bot.settle()
        assert len(files(room, group)) == 1


@pytest.mark.parametrize("paper", ["broken", "killed", "nobody makes this", "refused"])
async def test_what_cannot_be_made_or_sent_is_said_in_words(
    room: Room, anna: User, small: Workshop, paper: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Never lost, never tried for ever, and what is logged holds nothing a person wrote."""
    async with room.bot(workshop=small) as bot:
        to = ToPerson(person_id=(await known(bot, anna)).id)
        words = "word " * 1500
        bad = dataclasses.replace(
            NOTE, to=to, paper=paper, as_picture=True, instead=words, data={"words": "Anna's own"}
        )
        with caplog.at_level(logging.INFO):
            await say(bot, bad, dataclasses.replace(NOTE, to=to))
            await bot.settle()
        assert files(room, anna) == [b"es: <b>a & b"]
        spoken = [text for text in room.texts(anna) if text != "Note & more"]
        assert " ".join(spoken).split() == words.split()
        assert left(bot) == {}
    assert "in words" in caplog.text
    assert "Anna" not in caplog.text.replace("tests", "")


async def test_what_takes_too_long_is_given_up(room: Room, anna: User) -> None:
    async with room.bot(workshop=Workshop("tests.bot.small_papers", seconds=1.0)) as bot:
        to = ToPerson(person_id=(await known(bot, anna)).id)
        await say(bot, dataclasses.replace(NOTE, to=to, paper="endless"))
        await bot.settle()
        assert room.texts(anna) == ["In words"]


async def test_nobody_waits_for_another_ones_file(room: Room, anna: User, small: Workshop) -> None:
    """More files are being made than calls may be under way, and none of them ever ends."""
    people = [room.person(f"Person {n}") for n in range(40)]
    for person in people:
        room.world.start(person)
    room.world.confirm(room.world.waiting_updates())
    async with room.bot(workshop=small) as bot:
        for person in people:
            to = ToPerson(person_id=(await known(bot, person)).id)
            await say(bot, dataclasses.replace(NOTE, to=to, paper="endless"))
        to = ToPerson(person_id=(await known(bot, anna)).id)
        await say(bot, Say(to=to, text="answer"))
        stirred = asyncio.Event()
        room.world.on_change(stirred.set)
        async with asyncio.timeout(60):
            while room.texts(anna) != ["answer"]:
                stirred.clear()
                await stirred.wait()
    assert [room.texts(person) for person in people] == [[]] * len(people)
    async with room.bot(workshop=Workshop("tests.bot.small_papers", seconds=0.0)) as bot:
        await bot.settle()
    assert [room.texts(person) for person in people] == [["In words"]] * len(people)


async def test_a_file_of_which_nobody_knows_is_repeated_knowingly(
    room: Room, anna: User, small: Workshop
) -> None:
    """Invariant 5: the answer was lost after Telegram had taken the file."""
    room.faults.add(FaultRule(kind="reset_after", method="sendDocument"))
    async with room.bot(workshop=small) as bot:
        to = ToPerson(person_id=(await known(bot, anna)).id)
        await say(bot, dataclasses.replace(NOTE, to=to))
        await bot.settle()
    assert room.texts(anna) == ["Note & more", "Perhaps you have this already (es):\n\nNote & more"]


async def test_who_blocked_the_bot_gets_neither_file_nor_words(
    room: Room, anna: User, small: Workshop
) -> None:
    room.faults.add(FaultRule(kind="forbidden", method="sendDocument"))
    async with room.bot(workshop=small) as bot:
        to = ToPerson(person_id=(await known(bot, anna)).id)
        await say(bot, dataclasses.replace(NOTE, to=to))
        await bot.settle()
        assert (room.texts(anna), left(bot)) == ([], {})


async def test_a_newer_picture_takes_the_place_of_one_that_waits(room: Room, anna: User) -> None:
    async with room.bot() as bot:
        one = dataclasses.replace(NOTE, key="picture:1")
        two = dataclasses.replace(one, data={"words": "newer"})
        drafts = [draft for effect in (one, two) for draft in drafts_of(effect, "b")]
        for draft in drafts:
            await bot.writer.run(lambda c, d=draft: outbox.write(c, [d], room.clock.now()))  # type: ignore[misc]
        (header,) = reading(bot, lambda c: outbox.headers_after(c, 0))
        order = reading(bot, lambda c: outbox.file_ordered(c, header.id))
        assert order["data"] == {"words": "newer"}


def test_a_long_caption_goes_on_in_a_message() -> None:
    first, *rest = drafts_of(dataclasses.replace(NOTE, caption="word " * 500), "b")
    assert parsed_units(first.text) <= CAPTION_UNITS - NOTE_UNITS
    assert " ".join([first.text, *(d.text for d in rest)]).split() == ["word"] * 500
    assert [d.kind for d in rest] == [outbox.Kind.MESSAGE] * len(rest)


async def test_private_text_cannot_be_stored_in_an_order(room: Room) -> None:
    """Where a type was silenced, it fails before anything is written."""
    leak: Any = {"words": Sealed("mine alone")}
    (draft,) = drafts_of(dataclasses.replace(NOTE, data=leak), "b")
    async with room.bot() as bot:
        with pytest.raises(Exception, match="Sealed"):
            await bot.writer.run(lambda c: outbox.write(c, [draft], room.clock.now()))
