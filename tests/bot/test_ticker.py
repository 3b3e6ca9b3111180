"""Timers: when they are due by the bot's clock, once, and also after a night's outage."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from bot.clock import SystemClock
from bot.rehearsal.records import Chat, User
from bot.wiring import Tablekeeper
from dialogues.effects import Decision
from dialogues.events import Event, TimerDue
from dialogues.model import Table, Timer
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings
from storage import parked
from storage.repository import SqlRepository
from tests.bot import small_method
from tests.bot.conftest import Room, reading, stored
from tests.bot.small_method import SMALL_METHOD


async def reminded(room: Room, bot: Tablekeeper, anna: User, group: Chat, minutes: int) -> None:
    room.world.say(anna, group, f"/remind {minutes}")
    await bot.settle()


async def test_a_timer_fires_when_the_clock_comes_there_and_only_once(room: Room) -> None:
    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot() as bot:
        await reminded(room, bot, anna, group, 60)
        room.clock.advance(timedelta(minutes=59))
        await bot.settle()
        assert room.texts(group) == []
        room.clock.advance(timedelta(minutes=1))
        await bot.settle()
        room.clock.advance(timedelta(days=30))
        await bot.settle()
        assert room.texts(group) == ["Reminder reminder 1"]
        assert stored(bot, Timer) == []


async def test_a_timer_that_came_due_while_nobody_ran_fires_once_at_the_start(room: Room) -> None:
    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot() as bot:
        await reminded(room, bot, anna, group, 60)
    room.clock.advance(timedelta(days=2))
    for _ in range(2):
        async with room.bot() as bot:
            await bot.settle()
    assert room.texts(group) == ["Reminder reminder 1"]


async def test_a_timer_that_was_set_again_fires_at_its_new_time(room: Room) -> None:
    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot() as bot:
        await reminded(room, bot, anna, group, 60)
        await reminded(room, bot, anna, group, 120)
        room.clock.advance(timedelta(minutes=61))
        await bot.settle()
        assert room.texts(group) == []
        room.clock.advance(timedelta(minutes=60))
        await bot.settle()
        assert len(room.texts(group)) == 1


async def test_a_timer_may_set_itself_again(room: Room) -> None:
    def decide(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
        decision = small_method.decide(event, repository, surroundings)
        if isinstance(event, TimerDue):
            timer = repository.get(Timer, event.timer_id)
            repository.put(dataclasses.replace(timer, due=timer.due + timedelta(hours=1)))
        return decision

    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot(dataclasses.replace(SMALL_METHOD, decide=decide)) as bot:
        await reminded(room, bot, anna, group, 60)
        room.clock.advance(timedelta(hours=3))
        await bot.settle()
        assert len(room.texts(group)) == 3
        assert len(stored(bot, Timer)) == 1


async def test_a_timer_that_breaks_the_method_is_parked_and_does_not_come_again(room: Room) -> None:
    def decide(event: Event, repository: Repository, surroundings: Surroundings) -> Decision:
        if isinstance(event, TimerDue):
            raise RuntimeError("broken")
        return small_method.decide(event, repository, surroundings)

    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot(dataclasses.replace(SMALL_METHOD, decide=decide)) as bot:
        await reminded(room, bot, anna, group, 60)
        room.clock.advance(timedelta(hours=3))
        await bot.settle()
        assert stored(bot, Timer) == []
        assert reading(bot, parked.count) == 1


async def test_by_real_time_a_timer_fires_without_being_woken(room: Room) -> None:
    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot(clock=SystemClock()) as bot:
        table = await bot.writer.run(lambda c: SqlRepository(c).add(Table(name="W", chat_id=group.id)))
        due = SystemClock().now() + timedelta(seconds=0.2)
        timer = Timer(table_id=table.id, kind="deadline", subject_id=7, due=due)
        await bot.writer.run(lambda c: SqlRepository(c).add(timer))
        bot.ticker.wake()
        await room.world.wait_for(lambda: room.texts(group))
        assert room.texts(group) == ["Reminder deadline 7"]
        assert SystemClock().now() >= due
