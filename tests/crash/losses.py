"""Many people answer while the bot's process is killed again and again: what is lost, what comes twice."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import Connection, select

from bot.crash_points import VARIABLE, CrashPoint
from bot.rehearsal.records import Message
from dialogues.checks.privacy import for_storage
from dialogues.model import Answer, Person, Seat
from storage import outbox
from storage.database import READING, migrate, open_engine
from storage.repository import SqlRepository
from storage.tables_of_delivery import OutboxRow
from tests.bot.conftest import Room, stored
from tests.crash.tallying_method import TALLY, TALLYING_METHOD

NOTICE = "Perhaps you have this already (en):\n\n"
LONGEST_LIFE_SECONDS = 90.0
AT_RANDOM = "at random"

_outbox = OutboxRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What became of the answers, and of the one message that each of them is owed.

    `unsure` counts the posts that were on their way at a kill, as the outbox had them then; `repeats`
    the messages that were said again with the words that tell so.
    """

    answers: int
    tables: int
    kills: dict[str, int]
    answers_lost: int
    applied_twice: int
    messages_lost: int
    out_of_order: int
    tallies_wrong: int
    twice_without_saying_so: int
    twice_though_sure: int
    unsure: int
    repeats: int
    arrived_twice: int
    held_back: int

    @property
    def harm(self) -> dict[str, int]:
        """What must never happen, by name, as far as it did."""
        names = (
            "answers_lost", "applied_twice", "messages_lost", "out_of_order", "tallies_wrong",
            "twice_without_saying_so", "twice_though_sure",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names if getattr(self, name)}


class KilledAgainAndAgain:
    """One play: `tables` people, each with a table of their own, give `each` answers in a random order.

    They write while the bot lives and while it is dead. `database` is a database address.
    """

    def __init__(self, room: Room, database: str, *, tables: int, each: int, seed: int) -> None:
        self._room = room
        self._database = database
        self._chance = random.Random(seed)
        self._people = [room.person(f"P{number}") for number in range(tables)]
        self._owed = {person.id: [f"answer {number}" for number in range(each)] for person in self._people}
        self._to_write = [person for person in self._people for _ in range(each)]
        self._chance.shuffle(self._to_write)
        self._written: Counter[int] = Counter()
        self._unsure: Counter[tuple[int, str]] = Counter()
        self._kills: Counter[str] = Counter()
        self._changes = 0
        self._posted: defaultdict[int, dict[int, str]] = defaultdict(dict)
        room.world.on_change(self._count_change)
        room.world.on_words(self._note_post)

    async def play(self, deaths: Sequence[CrashPoint | None]) -> Losses:
        """Lives through these deaths (None: at a random moment), then once in peace, and counts."""
        engine = open_engine(self._database)
        try:
            await asyncio.to_thread(migrate, engine)
            for person in self._people:
                self._room.world.start(person)
            share = len(self._to_write) // len(deaths)
            for death in deaths:
                await self._live_and_die(death, share)
                with engine.connect().execution_options(**{READING: True}) as connection:
                    self._note_what_was_on_its_way(connection)
            self._write(len(self._to_write))
            return await self._live_in_peace()
        finally:
            engine.dispose()

    def _write(self, many: int) -> None:
        for person in self._to_write[:many]:
            number = self._written[person.id]
            self._room.world.say(person, person, self._owed[person.id][number])
            self._written[person.id] += 1
        del self._to_write[:many]

    async def _live_and_die(self, death: CrashPoint | None, share: int) -> None:
        # Half is written before the bot awakes, half while it works.
        self._write(share // 2)
        arrival = self._chance.randint(1, max(1, share))
        environment = dict(os.environ)
        if death is not None:
            environment[VARIABLE] = f"{death.value}:{arrival}"
        before = self._changes
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.crash.one_bot", self._room.url, self._database, env=environment
        )
        try:
            async with asyncio.timeout(LONGEST_LIFE_SECONDS):
                await self._world_changes(1, before)
                self._write(share - share // 2)
                if death is None:
                    await self._world_changes(arrival, self._changes)
                    process.kill()
                assert await process.wait() == -signal.SIGKILL
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        self._kills[AT_RANDOM if death is None else death.value] += 1

    async def _world_changes(self, times: int, since: int) -> None:
        """Returns when the bot has done so much: read, confirmed, posted, edited."""
        await self._room.world.wait_for(lambda: self._changes >= since + times, seconds=LONGEST_LIFE_SECONDS)

    def _count_change(self) -> None:
        self._changes += 1

    def _note_post(self, message: Message) -> None:
        # As it was posted: an edit takes the words of warning away again.
        self._posted[message.chat_id].setdefault(message.message_id, message.words)

    def _note_what_was_on_its_way(self, connection: Connection) -> None:
        """The posts that are being sent as the outbox has them: whether they arrived, nobody knows."""
        posting = (_outbox.c.state == str(outbox.State.SENDING), _outbox.c.message_id.is_(None))
        rows = connection.execute(select(_outbox.c.to_person_id, _outbox.c.text).where(*posting)).all()
        persons = {one.id: one.telegram_id for one in SqlRepository(connection).find(Person)}
        for person_id, text in rows:
            self._unsure[persons.get(person_id, 0), _what(text)] += 1

    async def _live_in_peace(self) -> Losses:
        settings = self._room.settings(database_url=SecretStr(self._database))
        async with self._room.bot(TALLYING_METHOD, settings=settings) as bot:
            await bot.settle()
            people = {one.id: one.telegram_id for one in stored(bot, Person)}
            seats = {one.id: people[one.person_id] for one in stored(bot, Seat)}
            kept = Counter((seats[one.seat_id], for_storage(one.text)) for one in stored(bot, Answer))
            with bot.reading() as connection:
                held_back = outbox.counts(connection)[outbox.State.UNSURE]
        return self._count(kept, held_back)

    def _count(self, kept: Counter[tuple[int, str]], held_back: int) -> Losses:
        owed = [(person.id, words) for person in self._people for words in self._owed[person.id]]
        found = [
            _in_one_chat(
                list(self._posted[person.id].values()), self._room.texts(person), self._owed[person.id]
            )
            for person in self._people
        ]
        said = {
            (person.id, words): many
            for one, person in zip(found, self._people, strict=True)
            for words, many in one.times.items()
        }
        return Losses(
            answers=len(owed),
            tables=len(self._people),
            kills=dict(self._kills),
            answers_lost=sum(1 for one in owed if kept[one] == 0),
            applied_twice=sum(many - 1 for many in kept.values() if many > 1),
            messages_lost=sum(one.missing for one in found),
            out_of_order=sum(one.out_of_order for one in found),
            tallies_wrong=sum(one.tally_wrong for one in found),
            twice_without_saying_so=sum(one.silently_twice for one in found),
            twice_though_sure=sum(max(0, many - 1 - self._unsure[key]) for key, many in said.items()),
            unsure=self._unsure.total(),
            repeats=sum(one.marked for one in found),
            arrived_twice=sum(many - 1 for many in said.values() if many > 1),
            held_back=held_back,
        )


@dataclass(frozen=True, slots=True)
class _InOneChat:
    times: Counter[str]
    missing: int
    out_of_order: bool
    tally_wrong: bool
    silently_twice: int
    marked: int


def _in_one_chat(posted: list[str], standing: list[str], owed: list[str]) -> _InOneChat:
    silently = Counter(_what(text) for text in posted if not text.startswith(NOTICE))
    times = Counter(_what(text) for text in posted)
    first_heard = [words for words in times if words in owed]
    tallies = [text.removeprefix(NOTICE) for text in standing if _what(text) == TALLY]
    return _InOneChat(
        times,
        missing=sum(1 for words in owed if times[words] == 0),
        out_of_order=first_heard != [words for words in owed if words in first_heard],
        tally_wrong=tallies[-1:] != [f"{TALLY}{len(owed)}"],
        silently_twice=sum(many - 1 for many in silently.values()),
        marked=sum(1 for text in posted if text.startswith(NOTICE)),
    )


def _what(text: str) -> str:
    """What a message is about: the words of the answer, or the tally whatever its number."""
    plain = text.removeprefix(NOTICE)
    return TALLY if plain.startswith(TALLY) else plain.partition(": ")[2] or plain
