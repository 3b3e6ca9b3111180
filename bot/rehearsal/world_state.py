"""The memory of the pretended Telegram: records, numbering, durable changes, and waiting for a change."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from bot.rehearsal.clock import RehearsalClock
from bot.rehearsal.records import (
    Act,
    CallbackQuery,
    Chat,
    Json,
    Message,
    Record,
    StoredFile,
    StoredUpdate,
    User,
)
from bot.rehearsal.world_store import WorldStore

T = TypeVar("T")

KEPT_CONFIRMED_UPDATES = 1_000
LONGEST_LOG = 50_000
FIRST_NUMBERS = {
    "user": 5_000_000_101,
    "group": 4_100_000_001,
    "supergroup": 1_002_200_000_001,
    "update": 710_000_001,
    "query": 880_000_000_000_000_001,
    "file": 1,
    "act": 1,
    "seq": 1,
    "epoch": 1,
}


class WorldState:
    """Everything that is remembered. All of it happens in one event loop; nothing here is thread-safe.

    A public action runs inside `change()`: when the outermost one ends, what it touched is on disk,
    and only then those who wait are woken.
    """

    def __init__(
        self,
        clock: RehearsalClock,
        *,
        store: WorldStore | None = None,
        token: str = "7000000001:rehearsal",  # noqa: S107 - opens nothing beyond this machine
        bot_username: str = "tablekeeper_bot",
        bot_name: str = "Tablekeeper",
    ) -> None:
        """Start empty, or with what `store` kept. Raises ValueError for a token without a bot id."""
        self.clock = clock
        self.token = token
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.message_rows: dict[int, dict[int, Message]] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.files: dict[str, StoredFile] = {}
        self.updates: dict[int, StoredUpdate] = {}
        self.acts: dict[int, Act] = {}
        self.numbers: dict[str, int] = dict(FIRST_NUMBERS)
        self.settings: Json = {}
        self.typing: dict[int, float] = {}
        self._store = store
        self._depth = 0
        self._acting = False
        self._dirty: dict[tuple[str, str], Json | Record | None] = {}
        self._log: list[tuple[int, Record]] = []
        self._waiters: set[asyncio.Future[None]] = set()
        self._listeners: list[Callable[[], None]] = []
        self._hearers: list[Callable[[Message], None]] = []
        if store is not None:
            self._load(store)
        clock.on_change(self._keep_clock)
        bot_id = token.partition(":")[0]
        if not bot_id.isdigit():
            raise ValueError("A bot token begins with the bot's number, like 123456:ABC.")
        self.bot = self.users.get(int(bot_id)) or self._make_bot(int(bot_id), bot_name, bot_username)

    def _make_bot(self, bot_id: int, name: str, username: str) -> User:
        bot = User(id=bot_id, first_name=name, username=username, is_bot=True, language_code=None)
        with self.change():
            self.users[bot_id] = bot
            self.keep(bot)
        return bot

    # -- durable changes -------------------------------------------------------------------------

    @contextmanager
    def change(self) -> Iterator[None]:
        """Collect what is touched; at the end of the outermost block write it and wake those who wait."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._dirty:
                self._write()
                self.wake()

    @contextmanager
    def act(self, what: str, who: User | None, **body: Any) -> Iterator[None]:
        """What somebody does, as it would be done again; what it leads to is part of it. A change of its own."""
        if self._acting:
            with self.change():
                yield
            return
        self._acting = True
        try:
            with self.change():
                act = self._begun(what, who, body)
                try:
                    yield
                except BaseException:
                    self._undone(act)
                    raise
        finally:
            self._acting = False

    def _begun(self, what: str, who: User | None, body: Json) -> Act:
        number, at = self.number("act"), self.clock.now().timestamp()
        act = Act(number=number, at=at, what=what, who=who.id if who else None, body=body)
        self.acts[number] = act
        self.keep(act)
        return act

    def _undone(self, act: Act) -> None:
        del self.acts[act.number]
        self._dirty[_row_of(act)] = None

    def keep(self, record: Record) -> None:
        """Mark a record as changed. Call inside `change()`."""
        seq = self.number("seq")
        record.seq = seq
        self._log.append((seq, record))
        self._dirty[_row_of(record)] = record

    def keep_settings(self) -> None:
        self._dirty["settings", "all"] = self.settings
        self.number("seq")

    def forget_updates(self, update_ids: list[int]) -> None:
        for update_id in update_ids:
            del self.updates[update_id]
            self._dirty["update", str(update_id)] = None

    def number(self, what: str) -> int:
        """The next number of a sequence; none is ever given twice, not even after `clear`."""
        value = self.numbers[what]
        self.numbers[what] = value + 1
        self._dirty["numbers", "all"] = self.numbers
        return value

    def clear(self) -> None:
        """Empty the world (people, chats, messages, updates, commands). Numbers go on, the clock too."""
        with self.change():
            self._forget()
            self.users = {self.bot.id: self.bot}
            self._dirty[_row_of(self.bot)] = self.bot
            self.number("epoch")
            self.keep_settings()

    def take_over(self, store: WorldStore) -> None:
        """Become what another room was when it was kept. The clock is left to the caller."""
        with self.change():
            self._forget()
            going_on = {name: self.numbers[name] for name in ("seq", "epoch")}
            self._take_in_all(store)
            self.numbers |= {name: max(number, self.numbers[name]) for name, number in going_on.items()}
            self.bot = self.users[self.bot.id]
            for record in self._all_records():
                self._dirty[_row_of(record)] = record
            self.number("epoch")
            self.keep_settings()

    def _forget(self) -> None:
        for record in self._all_records():
            self._dirty[_row_of(record)] = None
        rows: tuple[dict[Any, Any], ...] = (self.chats, self.message_rows, self.queries, self.files)
        for kept in (*rows, self.updates, self.typing, self.acts, self.users):
            kept.clear()
        self.settings = {}
        self._log.clear()

    def _all_records(self) -> Iterator[Record]:
        yield from self.users.values()
        yield from self.chats.values()
        for rows in self.message_rows.values():
            yield from rows.values()
        yield from self.queries.values()
        yield from self.files.values()
        yield from self.updates.values()
        yield from self.acts.values()

    def _write(self) -> None:
        dirty, self._dirty = self._dirty, {}
        if len(self._log) > LONGEST_LOG:
            self._log = [(number, record) for number, record in self._log if record.seq == number]
        if self._store is None:
            return
        self._store.save(
            (kind, key, body.to_json() if isinstance(body, Record) else body)
            for (kind, key), body in dirty.items()
        )

    def _load(self, store: WorldStore) -> None:
        for body in self._take_in_all(store):
            self.clock.resume(body)

    def _take_in_all(self, store: WorldStore) -> list[Json]:
        """Everything but the clock, whose state is given back if there is one."""
        clock = []
        for kind, _key, body in store.load():
            if kind == "numbers":
                self.numbers.update(body)
            elif kind == "settings":
                self.settings = body
            elif kind == "clock":
                clock.append(body)
            else:
                self._take_in(kind, body)
        for chat_id, rows in self.message_rows.items():
            self.message_rows[chat_id] = dict(sorted(rows.items()))
        self.updates = dict(sorted(self.updates.items()))
        self.acts = dict(sorted(self.acts.items()))
        self._log = sorted(
            ((record.seq, record) for record in self._all_records()),
            key=lambda entry: entry[0],
        )
        return clock

    def _take_in(self, kind: str, body: Json) -> None:
        match kind:
            case "user":
                self.users[body["id"]] = User.from_json(body)
            case "chat":
                self.chats[body["id"]] = Chat.from_json(body)
            case "message":
                message = Message.from_json(body)
                self.message_rows.setdefault(message.chat_id, {})[message.message_id] = message
            case "query":
                self.queries[body["id"]] = CallbackQuery.from_json(body)
            case "file":
                self.files[body["file_id"]] = StoredFile.from_json(body)
            case "update":
                self.updates[body["update_id"]] = StoredUpdate.from_json(body)
            case "act":
                self.acts[body["number"]] = Act.from_json(body)
            case _:
                raise ValueError(f"The room's file holds a row of unknown kind {kind!r}.")

    def _keep_clock(self) -> None:
        with self.change():
            self._dirty["clock", "state"] = self.clock.state()
            if self.acts:
                self._begun("clock", None, {})
            self.number("seq")

    # -- waiting ---------------------------------------------------------------------------------

    @property
    def seq(self) -> int:
        """The number of the latest change."""
        return self.numbers["seq"] - 1

    @property
    def epoch(self) -> int:
        """Grows each time the world is emptied."""
        return self.numbers["epoch"]

    def changed_since(self, seq: int) -> list[Record]:
        """The records changed after `seq`, each once, in the order of their latest change."""
        start = bisect_right(self._log, seq, key=lambda entry: entry[0])
        return [record for number, record in self._log[start:] if record.seq == number]

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each change that has been written."""
        self._listeners.append(callback)

    def wake(self) -> None:
        """Wake everybody who waits, so that they look again."""
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
        for listener in list(self._listeners):
            listener()

    def on_words(self, callback: Callable[[Message], None]) -> None:
        """Call `callback` with each message of the bot whose words are new: sent, or edited to other words."""
        self._hearers.append(callback)

    def words_said(self, message: Message) -> None:
        for hearer in list(self._hearers):
            hearer(message)

    async def wait_change(self) -> None:
        """Return after the next change."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)

    async def wait_for(self, look: Callable[[], T], seconds: float = 5.0) -> T:
        """Return what `look` returns as soon as that is truthy; raises TimeoutError after real `seconds`."""
        async with asyncio.timeout(seconds):
            while not (found := look()):
                await self.wait_change()
        return found

    # -- reading ---------------------------------------------------------------------------------

    def unix_now(self) -> int:
        return int(self.clock.now().timestamp())

    def messages(self, chat: Chat | User | int) -> list[Message]:
        """The messages people see in a chat (a user stands for their private chat), oldest first."""
        chat_id = chat if isinstance(chat, int) else chat.id
        return [row for row in self.message_rows.get(chat_id, {}).values() if not row.deleted]

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The message, or None if there never was one or it has been deleted."""
        found = self.message_rows.get(chat_id, {}).get(message_id)
        return None if found is None or found.deleted else found

    def setting(self, name: str, default: Any = None) -> Any:
        return self.settings.get(name, default)


def _row_of(record: Record) -> tuple[str, str]:
    match record:
        case User():
            return "user", str(record.id)
        case Chat():
            return "chat", str(record.id)
        case Message():
            return "message", f"{record.chat_id}:{record.message_id}"
        case CallbackQuery():
            return "query", record.id
        case StoredFile():
            return "file", record.file_id
        case StoredUpdate():
            return "update", str(record.update_id)
        case Act():
            return "act", str(record.number)
    raise TypeError(f"{type(record).__name__} has no place in the world.")
