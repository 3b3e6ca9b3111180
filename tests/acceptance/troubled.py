"""A table that names its result while everything around it goes wrong, and what there is to compare afterwards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.method import repeat_notice
from bot.rehearsal.records import Message
from dialogues.model import Table
from dialogues.record import record_of
from storage.repository import SqlRepository
from tests.acceptance.playing import RESULT, Played
from tests.bot.conftest import START
from tests.support.gate import Gate

NOTICES = tuple(f"{repeat_notice(language)}\n\n" for language in ("en", "es"))
DARK_SECONDS = 30.0
Trouble = Callable[[Played], Awaitable[None]]


async def nothing(_table: Played) -> None:
    """No trouble."""


async def play(table: Played, midway: Trouble = nothing) -> None:
    """From the open questions about the result to its baseline; people act at the same time.

    `midway` happens when the first answers are on their way and the bot has not read them.
    """
    for number, (name, player) in enumerate(table.people.items()):
        table.world.say(player.user, player.user, f"Residents of {name}'s town, {number}")
    await midway(table)
    await table.settle()
    for words in ("Neighbours with pay slip {}", "8{} percent by 2036"):
        for number, player in enumerate(table.people.values()):
            table.world.say(player.user, player.user, words.format(number))
        await table.settle()
    await table.lena.presses("Close and show the answers")
    await table.put_to_vote(RESULT)
    for player in table.people.values():
        message, label = player.find("4 ·")
        table.world.press(player.user, message, label=label)
    await table.settle()
    await table.close_vote()
    await table.enter_data()


@dataclass(frozen=True, slots=True)
class Told:
    """What was posted in one chat, as it was posted, and what stands there at the end."""

    posted: list[str]
    standing: list[str]


class Listening:
    """Writes down what the bot says at a table, chat by chat. A group keeps its name when it moves."""

    def __init__(self, table: Played) -> None:
        self._table = table
        self._posted: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._before = {(one.chat_id, one.message_id) for one in self._messages()}
        table.world.on_words(self._hear)

    def _messages(self) -> list[Message]:
        world = self._table.world
        return [one for rows in world.message_rows.values() for one in rows.values()]

    def _hear(self, message: Message) -> None:
        if (message.chat_id, message.message_id) not in self._before:
            self._posted[message.chat_id].setdefault(message.message_id, message.words)

    def told(self) -> dict[str, Told]:
        """By chat: a person's name, or "group"."""
        world = self._table.world
        found: defaultdict[str, Told] = defaultdict(lambda: Told([], []))
        for chat_id, posts in self._posted.items():
            name = world.users[chat_id].first_name if chat_id in world.users else "group"
            found[name].posted.extend(posts.values())
        for message in self._messages():
            if message.from_id == world.bot.id and not message.deleted:
                known = message.chat_id in world.users
                name = world.users[message.chat_id].first_name if known else "group"
                found[name].standing.append(message.words)
        return dict(found)


def record(table: Played) -> dict[str, Any]:
    """The table's record as it is exported."""
    with table.bot.reading() as connection:
        repository = SqlRepository(connection)
        (only,) = repository.find(Table)
        return record_of(repository, only, START, source="rehearsal")


def plain(text: str) -> str:
    """A message without the words of warning before it."""
    for notice in NOTICES:
        text = text.removeprefix(notice)
    return text


def said_too_often(told: dict[str, Told], calm: dict[str, Told]) -> dict[str, list[str]]:
    """What was posted twice, or more often than without trouble, and did not say so."""
    found = {}
    for name, one in told.items():
        allowed = Counter(calm[name].posted) if name in calm else Counter[str]()
        silent = Counter(text for text in one.posted if plain(text) == text)
        if twice := [text for text, many in silent.items() if many > max(1, allowed[text])]:
            found[name] = twice
    return found


def unsaid(told: dict[str, Told], calm: dict[str, Told]) -> dict[str, list[str]]:
    """What stands in a chat at the end of a calm play and does not stand there now."""
    found = {}
    for name, one in calm.items():
        standing = {plain(text) for text in told[name].standing} if name in told else set()
        if missing := [text for text in one.standing if text not in standing]:
            found[name] = missing
    return found


def repeats(told: dict[str, Told]) -> int:
    """How many messages were said again with the words that tell so."""
    return sum(1 for one in told.values() for text in one.posted if plain(text) != text)


# -- what happens midway ---------------------------------------------------------------------------


async def becomes_a_supergroup(table: Played) -> None:
    """The group gets another number; the questions stand open."""
    table.group = table.world.migrate(table.group)
    await table.settle()


async def blocks_and_comes_back(table: Played) -> None:
    """A person blocks the bot before the next question reaches them, and presses Start again later."""
    player = table["Clementine"]
    table.world.block_bot(player.user)
    await table.settle()
    await player.starts()


async def goes_dark(table: Played) -> None:
    """From the next message on Telegram cannot be reached: half a minute all connections are refused."""
    gate = Gate(int(table.room.url.rpartition(":")[2]))
    await gate.open()
    await table.stop()
    table.room.url = gate.url
    await table.start()
    table.world.on_words(lambda _message: gate.shut_for(DARK_SECONDS))
    await table.settle()
    assert gate.was_shut
    await table.stop()
    gate.shut()
    table.room.url = gate.behind
    await table.start()
