"""An update that fails however often: parked, one sentence, and the next goes on, on each database."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from bot.method import apology
from dialogues.effects import Decision
from dialogues.events import Commanded, Event
from dialogues.model import Person, Seat
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings
from storage import parked
from tests.bot import small_method
from tests.bot.conftest import START, Room, reading, stored
from tests.bot.small_method import SMALL_METHOD
from tests.support.each_database import database

__all__ = ["database"]

SORRY = "Something went wrong"


def breaks_a_rule_of_the_database(repository: Repository) -> None:
    repository.add(Seat(table_id=4711, person_id=4711, joined_at=START))


def never_ends(repository: Repository) -> None:
    never_ends(repository)


def is_mistaken(_repository: Repository) -> None:
    raise RuntimeError("a mistake of ours")


POISON: dict[str, Callable[[Repository], None]] = {
    "a mistake": is_mistaken,
    "a rule of the database": breaks_a_rule_of_the_database,
    "without end": never_ends,
}


def poisoned(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
    """The small method, which writes something and then fails at one command."""
    if isinstance(event, Commanded) and event.command == "poison":
        repository.add(Person(telegram_id=1, name="Half written", language="en"))
        POISON[event.argument](repository)
    return small_method.decide(event, repository, surroundings)


@pytest.mark.parametrize("poison", POISON)
async def test_it_is_parked_its_table_hears_one_sentence_and_nobody_waits(
    room: Room, database: str, poison: str
) -> None:
    """Invariant 3."""
    anna, ben = room.person("Anna"), room.person("Ben")
    ours, theirs = room.group("Ours", anna), room.group("Theirs", ben)
    settings = room.settings(database_url=SecretStr(database))
    method = dataclasses.replace(SMALL_METHOD, decide=poisoned, apology=apology)
    async with room.bot(method, settings=settings) as bot:
        room.world.say(anna, ours, "/live 0")
        await bot.settle()
        room.world.say(ben, theirs, "/live 1")
        room.world.say(anna, ours, f"/poison {poison}")
        room.world.say(anna, ours, "/live 2")
        room.world.say(ben, theirs, "/live 3")
        async with asyncio.timeout(60):
            await bot.settle()
        (kept,) = reading(bot, parked.newest)
        assert kept.attempts == 2
        assert stored(bot, Person, telegram_id=1) == []
        last = max(room.world.updates)
        for update_id in range(last - 3, last + 1):
            room.world.redeliver(update_id)
        await bot.settle()
    async with room.bot(method, settings=settings) as bot:
        await bot.settle()
        assert reading(bot, parked.count) == 1
    live, sorry = room.texts(ours)
    assert SORRY in sorry
    assert live == "Live 2"
    assert room.texts(theirs) == ["Live 3"]
