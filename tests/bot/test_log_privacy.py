"""Whatever people write and however it fails: no word of theirs stands in any line, as talkative as it gets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.logs import set_up_logging
from bot.rehearsal.faults import FaultRule
from bot.rehearsal.records import User
from tests.bot.conftest import TOKEN, Room
from tests.bot.small_method import BREAKS
from tests.bot.test_webhook import message, serving
from tests.support.statements import commits_refused, driver_of_writer

SENTINEL = "zyxsecretqua"
LIBRARIES = ("telegram", "aiohttp", "httpx", "httpcore", "sqlalchemy", "alembic", "asyncio", "uvicorn")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The lines as JSON, of everything, the libraries' most talkative too."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging("DEBUG", "json")
    lines = io.StringIO()
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(lines)
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lines
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def lines_of(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def write_all_sorts(room: Room, anna: User) -> None:
    """Starts, words, a mistake of ours, a command and a press; each carries what must not be told."""
    room.world.start(anna)
    group = room.group(f"Group {SENTINEL}", anna)
    room.world.say(anna, group, f"/live {SENTINEL}")
    for words in (f"{SENTINEL} <b>&", f"\x1b[31m{SENTINEL}\n{{}} %s %(x)s", BREAKS):
        room.world.say(anna, anna, words)


def refusals() -> list[FaultRule]:
    """Telegram quotes what it does not like, and a server on the way may say anything."""
    quoted = f'Bad Request: can\'t parse entities: Unsupported start tag "{SENTINEL}" at byte offset 1'
    return [
        FaultRule(kind="server_error", method="sendMessage", code=400, description=quoted, count=2),
        FaultRule(kind="server_error", method="sendMessage", nth=3, code=502, description=SENTINEL),
        FaultRule(kind="reset_after", method="sendMessage", nth=4),
        FaultRule(kind="server_error", method="getUpdates", nth=2, code=500, description=SENTINEL),
        FaultRule(kind="server_error", method="answerCallbackQuery", code=400, description=SENTINEL),
    ]


async def test_polling_tells_nothing_that_people_wrote(room: Room, written: io.StringIO) -> None:
    anna = room.person(f"Anna {SENTINEL}")
    for rule in refusals():
        room.faults.add(rule)
    async with room.bot() as bot:
        with commits_refused(driver_of_writer(bot.writer), most=2) as refused:
            write_all_sorts(room, anna)
            await bot.settle()
        assert len(refused) == 2
    heard = written.getvalue()
    for hidden in (SENTINEL, "secret words", BREAKS, TOKEN, TOKEN.partition(":")[2]):
        assert hidden not in heard
    lines = lines_of(written)
    events = {line["event"] for line in lines}
    assert {"parked", "decided", "try again", "polling pauses", "stopped"} <= events
    assert {"sqlalchemy.engine.Engine", "telegram.Bot"} <= {line["logger"] for line in lines}
    parked, *_ = [line for line in lines if line["event"] == "parked"]
    assert {"request", "update", "table", "process", "time", "level", "error"} <= parked.keys()
    live = [line for line in lines if line["event"] == "decided" and line.get("table")]
    assert live
    assert all("request" in line and "update" in line for line in live)


async def test_the_webhook_tells_neither_words_nor_its_path(room: Room, written: io.StringIO) -> None:
    anna = room.person(f"Anna {SENTINEL}")
    async with serving(room) as served:
        write_all_sorts(room, anna)
        await served.bot.settle()
        assert (
            await served.post(message(900_001, SENTINEL), **{"X-Telegram-Bot-Api-Secret-Token": SENTINEL})
            == 403
        )
        assert await served.post(SENTINEL.encode()) == 400
        assert await served.post(message(900_002, SENTINEL), path=f"{SENTINEL}/{served.plate.path}x") == 404

        with commits_refused(driver_of_writer(served.bot.writer)):
            assert await served.post(message(900_003, SENTINEL)) == 503
    heard = written.getvalue()
    plate = served.plate
    for hidden in (
        SENTINEL,
        "secret words",
        BREAKS,
        TOKEN,
        TOKEN.partition(":")[2],
        plate.path,
        plate.secret,
    ):
        assert hidden not in heard
    (lost,) = [line for line in lines_of(written) if line["event"].startswith("an update could not be kept")]
    assert {"request", "error"} <= lost.keys()
