"""Two `tablekeeper run` on one database: one polls, the other waits and takes over; on one file, none does."""

from __future__ import annotations

import signal
import time
from contextlib import AbstractAsyncContextManager

from sqlalchemy import text

from storage.database import open_engine
from storage.election import Office
from tests.bot.conftest import Room
from tests.bot.test_many_processes import REPLACED_SECONDS, groups_of, heard, until
from tests.bot.test_stopping import Command, command, said

POLLER = text(
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND objid = :office"
)
WAITS = "Another process on this database asks Telegram for updates"
TAKES_OVER = "This process now asks"


def run(room: Room, database: str) -> AbstractAsyncContextManager[Command]:
    return command(room, "run", module="tests.bot.one_stoppable", DATABASE_URL=database)


async def test_a_second_run_waits_without_a_conflict_and_takes_over(room: Room, postgres_url: str) -> None:
    ((chat, anna, _ben),) = groups_of(room, 1)
    async with run(room, postgres_url) as first:
        await said(first, "Running as")
        async with run(room, postgres_url) as second:
            await said(second, WAITS)
            await said(second, "Running as")
            for number in range(3):
                room.world.say(anna, chat, f"/n{number}")
                await until(lambda: len(heard(room, chat)) > number, room)  # noqa: B023
            first.process.kill()
            await first.ended()
            killed = time.monotonic()
            room.world.say(anna, chat, "/n3")
            await until(lambda: "Heard n3" in heard(room, chat), room)
            assert time.monotonic() - killed <= REPLACED_SECONDS
            await said(second, TAKES_OVER)
            second.process.send_signal(signal.SIGTERM)
            assert await second.ended() == 0
            assert "polling pauses" not in first.errors.read_text() + second.errors.read_text()
    # Whether the last one had arrived, nobody knew: it may have come again, with a word of warning.
    assert list(dict.fromkeys(heard(room, chat))) == [f"Heard n{number}" for number in range(4)]


async def test_who_ends_in_order_hands_the_polling_on(room: Room, postgres_url: str) -> None:
    ((chat, anna, _ben),) = groups_of(room, 1)
    async with run(room, postgres_url) as first:
        await said(first, "Running as")
        async with run(room, postgres_url) as second:
            await said(second, WAITS)
            first.stop()
            assert await first.ended() == 0
            ended = time.monotonic()
            room.world.say(anna, chat, "/n0")
            await until(lambda: heard(room, chat) == ["Heard n0"], room)
            assert time.monotonic() - ended <= REPLACED_SECONDS
            assert "polling pauses" not in first.errors.read_text() + second.errors.read_text()


async def test_with_its_session_a_process_loses_the_polling_and_stands_again(
    room: Room, postgres_url: str
) -> None:
    ((chat, anna, _ben),) = groups_of(room, 1)
    engine = open_engine(postgres_url)
    async with run(room, postgres_url) as only:
        await said(only, "Running as")
        with engine.begin() as connection:
            (pid,) = connection.execute(POLLER, {"office": Office.POLLING}).scalars()
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        await said(only, TAKES_OVER)
        room.world.say(anna, chat, "/n0")
        await until(lambda: heard(room, chat) == ["Heard n0"], room)
        with engine.begin() as connection:
            (after,) = connection.execute(POLLER, {"office": Office.POLLING}).scalars()
        assert after != pid
        assert "the office is lost" in only.errors.read_text()
    engine.dispose()


async def test_a_second_run_on_one_file_is_told_what_to_do(room: Room) -> None:
    async with command(room, "run") as first:
        await said(first, "Running as")
        async with command(room, "run") as second:
            assert await second.ended() == 1
            said_to_it = second.errors.read_text()
            assert "Another Tablekeeper works on this SQLite file. Stop it first" in said_to_it
            assert "Traceback" not in said_to_it
        assert first.process.returncode is None
