"""Parked updates are taken once more when an operator asks: in order, once, by the one that decides."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot import replaying
from bot.crash_points import VARIABLE, CrashPoint
from bot.rehearsal.records import User
from bot.replaying import NothingParkedSo
from bot.wiring import Method, Tablekeeper
from dialogues.effects import Decision
from dialogues.events import Event, Pressed, TimerDue, Wrote
from dialogues.model import Answer
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings
from storage import parked
from storage.database import migrate, open_engine
from storage.parked import Parked
from tests.bot import small_method
from tests.bot.conftest import Room, reading, stored
from tests.bot.small_method import SMALL_METHOD
from tests.support.postgres import fresh_database, running_server

WORDS = ("jobs", "homes", "schools")


def failing(*kinds: type[Event], why: type[Exception] = RuntimeError) -> Method:
    """The small method as a version with a mistake in it had it."""

    def decide(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
        if isinstance(event, kinds):
            small_method.decide(event, repository, surroundings)
            raise why("secret words of a person")
        return small_method.decide(event, repository, surroundings)

    return dataclasses.replace(SMALL_METHOD, decide=decide)


def kept(bot: Tablekeeper) -> list[Parked]:
    return list(reading(bot, parked.some))


def quiet(_line: str) -> None:
    """Hears nothing."""


async def parked_words(room: Room) -> User:
    """Anna has written three words to a bot with a mistake in it."""
    anna = room.person()
    async with room.bot(failing(Wrote)) as bot:
        room.world.start(anna)
        for word in WORDS:
            room.world.say(anna, anna, word)
        await bot.settle()
        assert len(kept(bot)) == 3
    return anna


async def test_after_a_correction_they_are_taken_in_their_order_at_the_start(room: Room) -> None:
    anna = await parked_words(room)
    before = len(room.texts(anna))
    said = replaying.replay(room.settings(), None, quiet)
    assert "1, 2, 3" in said
    async with room.bot() as bot:
        await bot.settle()
        assert room.texts(anna)[before:] == [f"Kept {n}: {word}" for n, word in enumerate(WORDS, start=1)]
        assert len(stored(bot, Answer)) == 3
        assert kept(bot) == []
    async with room.bot() as bot:
        await bot.settle()
        assert len(stored(bot, Answer)) == 3


async def test_a_running_bot_takes_only_those_asked_for_and_goes_on(room: Room) -> None:
    """Another process marks the rows while the bot holds the database open and decides."""
    anna = await parked_words(room)
    async with room.bot() as bot:
        await bot.settle()
        asking = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "replay", "2",
            env={"DATABASE_URL": f"sqlite:///{room.folder / 'tablekeeper.db'}"}, cwd=Path(__file__).parents[2],
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        for number in range(20):
            room.world.say(anna, anna, f"meanwhile {number}")
        said, _ = await asking.communicate()
        assert (asking.returncode, b"within a minute" in said) == (0, True)
        bot.ticker.wake()
        await bot.settle()
        assert [one.id for one in kept(bot)] == [1, 3]
        texts = [text.partition(": ")[2] for text in room.texts(anna)]
        assert texts.count("homes") == 1
        assert len(stored(bot, Answer)) == 21


async def test_what_fails_again_stays_with_its_newer_error_and_stops_nobody(room: Room) -> None:
    anna = await parked_words(room)
    before = room.texts(anna)
    replaying.replay(room.settings(), [1, 3], quiet)
    async with room.bot(failing(Wrote, why=LookupError)) as bot:
        await bot.settle()
        assert [one.error.split()[0] for one in kept(bot)] == [
            "builtins.LookupError",
            "builtins.RuntimeError",
            "builtins.LookupError",
        ]
        assert [one.attempts for one in kept(bot)] == [4, 2, 4]
        assert [one.asked_again for one in kept(bot)] == [False] * 3
        bot.ticker.wake()
        await bot.settle()
        assert [one.attempts for one in kept(bot)] == [4, 2, 4]
    assert room.texts(anna) == before  # nobody is told sorry a second time
    replaying.replay(room.settings(), [1], quiet)
    async with room.bot() as bot:
        await bot.settle()
        assert [one.id for one in kept(bot)] == [2, 3]


async def test_killed_in_the_middle_of_it_nothing_is_taken_twice_or_lost(room: Room) -> None:
    await parked_words(room)
    replaying.replay(room.settings(), None, quiet)
    for arrival in (1, 2):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.crash.one_bot", room.url, f"sqlite:///{room.folder / 'tablekeeper.db'}",
            env=os.environ | {VARIABLE: f"{CrashPoint.BEFORE_COMMIT.value}:{arrival}"},
        )  # fmt: skip
        async with asyncio.timeout(60):
            assert await process.wait() == -signal.SIGKILL
    async with room.bot() as bot:
        await bot.settle()
        said = [answer.prompt for answer in stored(bot, Answer)]
        assert len(said) == len(set(said)) == 3
        assert kept(bot) == []


async def test_a_deadline_that_failed_is_set_again(room: Room) -> None:
    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot(failing(TimerDue)) as bot:
        room.world.say(anna, group, "/remind 5")
        await bot.settle()
        room.clock.advance(timedelta(minutes=6))
        await bot.settle()
        (one,) = kept(bot)
        assert (one.what, one.repeatable, one.update_id) == ("timer reminder", True, None)
    replaying.replay(room.settings(), None, quiet)
    async with room.bot() as bot:
        await bot.settle()
        bot.ticker.wake()
        await bot.settle()
        assert kept(bot) == []
    assert [text for text in room.texts(group) if "Reminder" in text] == ["Reminder reminder 1"]


async def test_a_press_is_asked_about_again_before_it_is_decided(room: Room) -> None:
    """Who administers the group is asked anew; the waiting sign on the button is long over."""
    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot(failing(Pressed)) as bot:
        room.world.say(anna, group, "/live 1")
        await bot.settle()
        room.world.press(anna, room.said(group)[-1], label="Facilitate")
        await bot.settle()
        assert [one.what for one in kept(bot)] == ["callback_query"]
    replaying.replay(room.settings(), None, quiet)
    heard: list[Event] = []

    def decide(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
        heard.append(event)
        return Decision()

    async with room.bot(dataclasses.replace(SMALL_METHOD, decide=decide)) as bot:
        await bot.settle()
        assert kept(bot) == []
    (pressed,) = heard
    assert isinstance(pressed, Pressed)
    assert pressed.is_admin


async def test_events_of_the_bots_own_are_explained_and_can_be_forgotten(room: Room) -> None:
    async with room.bot() as bot:
        await bot.writer.run(
            lambda c: parked.park(
                c, update_id=None, payload='{"event": "Blocked"}', error="e", at=room.clock.now(), attempts=2
            )
        )
    said: list[str] = []
    assert replaying.replay(room.settings(), None, said.append) == "Nothing is taken again."
    assert "event Blocked" in said[0]
    assert "--forget" in said[0]
    assert replaying.forget(room.settings(), [1]) == "Forgotten: 1."
    assert list(replaying.listed(room.settings())) == ["Nothing is parked."]


async def test_the_list_shows_places_and_no_words(room: Room) -> None:
    await parked_words(room)
    listed = "\n".join(replaying.listed(room.settings()))
    assert "message of update" in listed
    assert "test_replaying.py" in listed
    for word in (*WORDS, "secret", "Anna"):
        assert word not in listed
    with pytest.raises(NothingParkedSo, match="7, 9"):
        replaying.replay(room.settings(), [1, 9, 7], quiet)
    async with room.bot() as bot:
        await bot.settle()
        assert len(kept(bot)) == 3  # with an unknown number among them none was asked for
        assert reading(bot, lambda c: c.execute(text("SELECT count(*) FROM answer")).scalar()) == 0


async def test_on_postgresql_it_is_the_same(room: Room, tmp_path: Path) -> None:
    with running_server(tmp_path / "pg") as server, fresh_database(server) as url:
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        settings = room.settings(database_url=SecretStr(url))
        anna = room.person()
        async with room.bot(failing(Wrote), settings=settings) as bot:
            room.world.start(anna)
            for word in WORDS:
                room.world.say(anna, anna, word)
            await bot.settle()
        listed = list(replaying.listed(settings))
        assert "message of update" in listed[0]
        async with room.bot(settings=settings) as bot:
            await bot.settle()
            await asyncio.to_thread(replaying.replay, settings, None, quiet)
            bot.ticker.wake()
            await bot.settle()
            assert len(stored(bot, Answer)) == len(WORDS)
            assert kept(bot) == []
    assert [text.partition(": ")[2] for text in room.texts(anna)[-3:]] == list(WORDS)
