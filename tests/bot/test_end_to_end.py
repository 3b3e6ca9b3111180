"""The whole way: a person writes, the database keeps, the courier answers."""

from __future__ import annotations

from dialogues.checks.privacy import Sealed
from dialogues.model import Answer, Person
from tests.bot.conftest import Room, stored


async def test_a_person_starts_writes_and_is_answered(room: Room) -> None:
    anna = room.person("Anna")
    async with room.bot() as bot:
        room.world.start(anna)
        room.world.say(anna, anna, "More <jobs> & homes")
        await bot.settle()
        assert room.texts(anna)[0] == "Hello Anna"
        assert [answer.text for answer in stored(bot, Answer)] == [Sealed("More <jobs> & homes")]
        assert [person.reachable for person in stored(bot, Person)] == [True]


async def test_edits_of_ones_own_message_revise_the_answer(room: Room) -> None:
    anna = room.person("Anna")
    async with room.bot() as bot:
        room.world.start(anna)
        message = room.world.say(anna, anna, "80 percent")
        await bot.settle()
        room.world.edit(anna, message, "85 percent")
        await bot.settle()
        assert [answer.text for answer in stored(bot, Answer)] == [Sealed("85 percent")]
