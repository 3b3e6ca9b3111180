"""The people who answer: a webhook post each, and no next one before the reply is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count

import orjson

from tests.benchmarks.sides.bot_api import BotApi
from tests.benchmarks.sides.http import ClientConnection

CONNECTIONS = 40
FIRST_TELEGRAM_ID = 100_001
WORDS = "We call each family every second week and write down what they tell us, part {}."
MARK = "4"
TEXTS = 7


class TooSlow(RuntimeError):
    """A reply did not come in time. Look at the bot's own words in its log."""


@dataclass(slots=True)
class Measured:
    """`seconds` for all; of each answer until it was confirmed, and until the reply was there."""

    seconds: float = 0.0
    confirmed: list[float] = field(default_factory=list)
    replied: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.replied) / self.seconds

    def p99_ms(self, taken: Sequence[float] | None = None) -> float:
        """Milliseconds within which 99 of 100 had their reply."""
        chosen = sorted(self.replied if taken is None else taken)
        return 1000 * chosen[min(len(chosen) - 1, int(len(chosen) * 0.99))]


@dataclass(slots=True)
class _Reply:
    """What a person waits for. `open_question`: the message to be redrawn as kept, None when nothing is."""

    open_question: int | None
    future: asyncio.Future[None]
    asked: bool = False
    redrawn: bool = False

    def look(self) -> None:
        if self.asked and (self.redrawn or self.open_question is None) and not self.future.done():
            self.future.set_result(None)


class People:
    """Talks to one bot over at most `CONNECTIONS` webhook connections, as Telegram does.

    An answer has its reply when the next question stands in the chat and, with `redrawn`, the answered
    one has been edited. `on_confirmed` is called with the writer's Telegram id whenever the bot has
    answered with 200.
    """

    def __init__(self, delay: float = 0.0, *, redrawn: bool = False) -> None:
        self.api = BotApi(self._posted, self._edited, delay)
        self._redrawn = redrawn
        self._waiting: dict[int, _Reply] = {}
        self._last_posted: dict[int, int] = {}
        self._free: asyncio.Queue[ClientConnection] = asyncio.Queue()
        self._all: list[ClientConnection] = []
        self._update_ids = count(1)
        self._door = (0, "", "")
        self.on_confirmed: Callable[[int], None] = lambda _telegram_id: None

    async def connect(self, port: int, path: str, secret: str) -> None:
        """Opens the webhook connections to the bot."""
        self._door = (port, path, secret)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
        ).encode()
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            _, connection = await loop.create_connection(lambda: ClientConnection(head), "127.0.0.1", port)
            self._all.append(connection)
            self._free.put_nowait(connection)

    async def reconnect(self) -> None:
        """Opens the webhook connections anew: the bot may have closed those on which it heard nothing for long."""
        port, path, secret = self._door
        self.disconnect()
        await self.connect(port, path, secret)

    def disconnect(self) -> None:
        """Closes every connection."""
        for connection in self._all:
            connection.close()
        self._all, self._free = [], asyncio.Queue()

    def _posted(self, chat_id: int, message_id: int) -> None:
        self._last_posted[chat_id] = message_id
        reply = self._waiting.get(chat_id)
        if reply is not None:
            reply.asked = True
            reply.look()

    def _edited(self, chat_id: int, message_id: int) -> None:
        reply = self._waiting.get(chat_id)
        if reply is not None and reply.open_question == message_id:
            reply.redrawn = True
            reply.look()

    async def say(self, telegram_id: int, text: str) -> int:
        """Posts one message of a person; gives the HTTP status."""
        status = await self._post(self._update(telegram_id, text))
        if status == HTTPStatus.OK:
            self.on_confirmed(telegram_id)
        return status

    async def say_in_group(self, telegram_id: int, group: int, text: str) -> int:
        """Posts one message of a person in a group; gives the HTTP status."""
        chat = {"id": group, "type": "supergroup", "title": "A table"}
        return await self._post(self._update(telegram_id, text, chat))

    async def _post(self, update: bytes) -> int:
        connection = await self._free.get()
        try:
            return await connection.post(update)
        finally:
            self._free.put_nowait(connection)

    def _update(self, telegram_id: int, text: str, chat: dict[str, object] | None = None) -> bytes:
        who = {"id": telegram_id, "is_bot": False, "first_name": f"P{telegram_id}", "language_code": "en"}
        message = {
            "message_id": self.api.next_id(telegram_id),
            "date": 1795424400,
            "chat": chat or {"id": telegram_id, "type": "private", "first_name": who["first_name"]},
            "from": who,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return orjson.dumps({"update_id": next(self._update_ids), "message": message})

    async def say_and_hear(self, telegram_id: int, text: str, measured: Measured | None) -> None:
        """Posts a message, waits until it is confirmed and the reply is there; raises `TooSlow`."""
        open_question = self._last_posted.get(telegram_id) if self._redrawn else None
        reply = _Reply(open_question, asyncio.get_running_loop().create_future())
        self._waiting[telegram_id] = reply
        start = time.perf_counter()
        status = await self.say(telegram_id, text)
        confirmed = time.perf_counter()
        if status != HTTPStatus.OK:
            raise TooSlow(f"The bot answered with {status}. {TooSlow.__doc__}")
        try:
            async with asyncio.timeout(60):
                await reply.future
        except TimeoutError:
            raise TooSlow(str(TooSlow.__doc__)) from None
        if measured is not None:
            measured.confirmed.append(confirmed - start)
            measured.replied.append(time.perf_counter() - start)

    async def begin(self, people: Sequence[int]) -> None:
        """Everybody says /start and hears the first question."""
        await self._at_once(people, CONNECTIONS, lambda one: self.say_and_hear(one, "/start", None))

    async def _at_once(
        self, people: Iterable[int], many: int, act: Callable[[int], asyncio.Future[None] | object]
    ) -> None:
        """`act` for each person, `many` persons at a time."""
        left = iter(people)

        async def one_after_the_other() -> None:
            for one in left:
                await act(one)  # type: ignore[misc]

        async with asyncio.TaskGroup() as group:
            for _ in range(many):
                group.create_task(one_after_the_other())

    async def answer(
        self, people: Sequence[int], answers: int, writing_at_once: int, *, earlier: Measured | None = None
    ) -> Measured:
        """Everybody answers `answers` questions in turn; `writing_at_once` persons at a time.

        With `earlier` they go on where they stood then, and what is measured is added to it.
        """
        measured = earlier or Measured()
        first = len(measured.replied) // len(people)
        left = iter([(one, turn) for turn in range(first, first + answers) for one in people])
        own_turn = {one: asyncio.Lock() for one in people}

        async def write() -> None:
            for one, turn in left:
                async with own_turn[one]:
                    await self.say_and_hear(one, words(turn), measured)

        start = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(writing_at_once):
                group.create_task(write())
        measured.seconds += time.perf_counter() - start
        return measured


def words(turn: int) -> str:
    """What is said to the question number `turn`: texts, then marks on a scale."""
    return WORDS.format(turn + 1) if turn < TEXTS else MARK


def people_of(tables: int, people: int) -> list[int]:
    """The Telegram ids of everybody."""
    return [FIRST_TELEGRAM_ID + number for number in range(tables * people)]
