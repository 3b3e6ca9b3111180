"""The desk: one update, one transaction; nothing twice; a broken update stops nobody else."""

from __future__ import annotations

import dataclasses
import logging

import pytest
from sqlalchemy import Connection, text

from bot.desk import Decided, Ignored, ParkedAway, Repeated
from bot.rehearsal.faults import FaultRule
from bot.wiring import Method, Tablekeeper
from dialogues.effects import Button, Decision, Press, Say, ToChat
from dialogues.events import Event, Started, TimerDue, Wrote
from dialogues.model import Answer, Person, Table
from dialogues.repository import Repository
from dialogues.surroundings import Surroundings
from storage import parked
from tests.bot import small_method
from tests.bot.conftest import START, Room, reading, stored
from tests.bot.small_method import BREAKS, SMALL_METHOD
from tests.support.statements import commits_refused, driver_of_writer, told


def update(number: int, words: str, *, person: int = 11, message_id: int = 5) -> dict[str, object]:
    who = {"id": person, "is_bot": False, "first_name": "Anna", "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": "Anna"}
    date = int(START.timestamp())
    body = {"message_id": message_id, "date": date, "chat": chat, "from": who, "text": words}
    return {"update_id": number, "message": body}


def count(bot: Tablekeeper, table: str) -> int:
    return int(reading(bot, lambda c: c.execute(text(f"SELECT count(*) FROM {table}")).scalar()))  # noqa: S608


async def test_mark_facts_and_words_are_committed_together(room: Room) -> None:
    """Invariant 1: at every commit either all of an update is there, or nothing of it."""
    async with room.bot(rates=None) as bot:
        await bot.settle()
        await bot.desk.take([update(1, "jobs")])  # old marks are pruned with the first one
        statements: list[str] = []
        bot.desk._wake_courier = lambda: None
        with told(driver_of_writer(bot.writer), statements.append):
            await bot.desk.take([update(2, "homes", message_id=6)])
            await bot.writer.run(lambda _connection: None)  # whatever was handed in apart is committed too
        transactions = "\n".join(statements).split("COMMIT")
        written = {
            table: [number for number, one in enumerate(transactions) if f"INSERT INTO {table} " in one]
            for table in ("seen_update", "answer", "outbox")
        }
        (together,) = {tuple(places) for places in written.values()}
        assert len(together) == 1


@pytest.mark.parametrize("method", ["sendMessage", "getChatAdministrators"])
async def test_no_transaction_waits_for_telegram(room: Room, method: str) -> None:
    """Invariant 1: while Telegram keeps a call waiting, others are decided and answered."""
    anna, ben = room.person("Anna"), room.person("Ben")
    group = room.group("Work", anna)
    async with room.bot(settings=room.settings(telegram_read_seconds=2.5)) as bot:
        room.world.start(anna)
        room.world.start(ben)
        room.world.say(anna, group, "/live 1")
        await bot.settle()
        chat = anna.id if method == "sendMessage" else None
        room.faults.add(FaultRule(kind="timeout_before", method=method, chat=chat, hold=30.0))
        room.world.press(anna, room.said(group)[-1], label="Facilitate")
        room.world.say(anna, anna, "jobs")
        room.world.say(ben, ben, "homes")
        await room.world.wait_for(lambda: len(room.texts(ben)) == 2, seconds=2.0)
        assert len(stored(bot, Answer)) == 2
        room.faults.clear()


async def test_a_repeated_update_changes_nothing_and_says_nothing(room: Room) -> None:
    """Invariant 2."""
    anna = room.person()
    room.world.start(anna)
    async with room.bot() as bot:
        await bot.settle()
        one = update(90_001, "jobs", person=anna.id)
        first, second = await bot.desk.take([one, one])
        again = await bot.desk.take([one])
        await bot.settle()
        assert isinstance(first, Decided)
        assert [second, *again] == [Repeated(), Repeated()]
        assert len(stored(bot, Answer)) == 1
        assert room.texts(anna)[1:] == ["Kept 1: jobs"]


async def test_an_update_delivered_again_by_telegram_says_nothing_twice(room: Room) -> None:
    anna = room.person()
    async with room.bot() as bot:
        room.world.start(anna)
        room.world.say(anna, anna, "jobs")
        await bot.settle()
        before = room.texts(anna)
        for update_id in list(room.world.updates):
            room.world.redeliver(update_id)
        await bot.settle()
        assert room.texts(anna) == before
        assert len(stored(bot, Answer)) == 1


async def test_a_repeated_update_is_known_after_a_restart(room: Room) -> None:
    anna = room.person()
    room.world.start(anna)
    for _ in range(2):
        async with room.bot() as bot:
            await bot.settle()
            await bot.desk.take([update(90_001, "jobs", person=anna.id)])
            await bot.settle()
    assert room.texts(anna) == ["Hello Anna", "Kept 1: jobs"]


async def test_numbers_that_jump_back_are_new_all_the_same(room: Room) -> None:
    async with room.bot() as bot:
        taken = await bot.desk.take([update(500, "a"), update(3, "b", message_id=6)])
        assert [type(one) for one in taken] == [Decided, Decided]


async def test_a_broken_update_is_parked_and_the_next_goes_on(room: Room) -> None:
    """Invariant 3."""
    anna, ben = room.person("Anna"), room.person("Ben")
    async with room.bot() as bot:
        for person in (anna, ben):
            room.world.start(person)
        await bot.settle()
        room.world.say(anna, anna, BREAKS)
        room.world.say(ben, ben, "homes")
        room.world.say(anna, anna, "jobs")
        await bot.settle()
        assert room.texts(anna)[1] == "Something went wrong here; nothing else is lost"
        assert [len(room.texts(person)) for person in (anna, ben)] == [3, 2]
        (kept,) = reading(bot, parked.newest)
        assert kept.attempts == 2
        assert "RuntimeError" in kept.error
        assert "small_method.py" in kept.error
        assert count(bot, "answer") == 2


async def test_a_parked_update_says_nothing_private_in_the_log(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    anna = room.person()
    with caplog.at_level(logging.DEBUG, logger="bot"):
        async with room.bot() as bot:
            room.world.start(anna)
            room.world.say(anna, anna, BREAKS)
            room.world.say(anna, anna, "jobs")
            await bot.settle()
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot."))
    assert "parked" in logged
    for word in ("secret", BREAKS, "jobs", "Anna"):
        assert word not in logged


async def test_what_fails_once_is_tried_again_from_the_start(room: Room) -> None:
    failures = [RuntimeError("once")]

    def decide(given: Event, repository: Repository, surroundings: Surroundings) -> Decision:
        decision = small_method.decide(given, repository, surroundings)
        if isinstance(given, Wrote) and failures:
            raise failures.pop()
        return decision

    anna = room.person()
    async with room.bot(dataclasses.replace(SMALL_METHOD, decide=decide)) as bot:
        room.world.start(anna)
        room.world.say(anna, anna, "jobs")
        await bot.settle()
        assert room.texts(anna) == ["Hello Anna", "Kept 1: jobs"]
        assert reading(bot, parked.count) == 0


async def test_an_apology_that_fails_stops_nobody(room: Room) -> None:
    def broken(_event: Event, _repository: Repository, _surroundings: Surroundings) -> Decision:
        raise RuntimeError("no words")

    anna = room.person()
    method = Method(decide=small_method.decide, apology=broken)
    async with room.bot(method) as bot:
        room.world.start(anna)
        room.world.say(anna, anna, BREAKS)
        room.world.say(anna, anna, "jobs")
        await bot.settle()
        assert room.texts(anna) == ["Hello Anna", "Kept 1: jobs"]
        assert reading(bot, parked.count) == 1


async def test_an_update_nobody_can_read_is_parked(room: Room) -> None:
    async with room.bot() as bot:
        odd = {"update_id": 7, "message": {"message_id": "x", "chat": 3, "text": "half \udc00"}}
        taken = await bot.desk.take([odd, update(8, "jobs")])
        assert [type(one) for one in taken] == [ParkedAway, Decided]
        (kept,) = reading(bot, parked.newest)
        assert (kept.update_id, kept.attempts) == (7, 1)


async def test_a_button_with_too_much_on_it_is_found_before_anything_is_said(room: Room) -> None:
    def decide(given: Event, repository: Repository, surroundings: Surroundings) -> Decision:
        if isinstance(given, Started):
            press = Press("vote", ("x" * 70,))
            say = Say(to=ToChat(chat_id=given.who.telegram_id), text="Vote", buttons=((Button("5", press),),))
            return Decision((say,))
        return small_method.decide(given, repository, surroundings)

    anna = room.person()
    async with room.bot(dataclasses.replace(SMALL_METHOD, decide=decide)) as bot:
        room.world.start(anna)
        await bot.settle()
        (kept,) = reading(bot, parked.newest)
        assert "PressTooLong" in kept.error
        assert room.texts(anna) == ["Something went wrong here; nothing else is lost"]


async def test_when_nothing_can_be_committed_nothing_is_confirmed(room: Room) -> None:
    """Invariant 2: the same update comes again, and then it counts once."""
    anna = room.person()
    async with room.bot() as bot:
        room.world.start(anna)
        await bot.settle()
        with commits_refused(driver_of_writer(bot.writer), most=3) as refused:
            room.world.say(anna, anna, "jobs")
            await bot.settle()
        assert len(refused) == 3
        assert room.texts(anna) == ["Hello Anna", "Kept 1: jobs"]
        assert len(stored(bot, Answer)) == 1


async def test_a_timer_that_is_gone_or_not_due_is_passed_over(room: Room) -> None:
    async with room.bot() as bot:
        assert await bot.desk.tell(TimerDue(at=START, timer_id=4711)) == Ignored()


async def test_presses_are_answered_with_the_toast(room: Room) -> None:
    anna = room.person()
    group = room.group("Work", anna)
    async with room.bot() as bot:
        room.world.start(anna)
        room.world.say(anna, group, "/live 1")
        await bot.settle()
        live = room.said(group)[-1]
        query = room.world.press(anna, live, label="Facilitate")
        forged = room.world.press(anna, live, data="v:" + "9" * 80)
        await bot.settle()
        assert room.world.queries[query.id].answer_text == "facilitate True"  # type: ignore[union-attr]
        assert room.world.queries[forged.id].answer_text == "unreadable None"  # type: ignore[union-attr]


async def test_the_cost_of_an_update_does_not_grow_with_history(room: Room) -> None:
    """Invariant 10: the same statements, each on an index, however much has been said."""
    anna = room.person()
    room.world.start(anna)
    async with room.bot() as bot:
        await bot.settle()
        bot.desk._wake_courier = lambda: None
        counted: list[int] = []
        statements: list[str] = []
        with told(driver_of_writer(bot.writer), statements.append):
            for number in range(90_000, 90_300):
                statements.clear()
                await bot.desk.take([update(number, "jobs", person=anna.id, message_id=number)])
                counted.append(len(statements))
        assert set(counted[-100:]) == set(counted[1:101])
        plans = reading(bot, lambda c: _scans(c, statements))
        assert plans == []
        assert len(stored(bot, Person)) == 1
        assert len(stored(bot, Table)) == 1


def _scans(connection: Connection, statements: list[str]) -> list[str]:
    """The statements that walk over a whole table that grows with history."""
    found = []
    for statement in statements:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            if any(str(row[-1]).startswith(("SCAN answer", "SCAN seen_update")) for row in rows):
                found.append(statement)
    return found
