"""The single sender: takes outbox rows in order per chat, at the pace Telegram allows."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TypeVar, assert_never, cast

from sqlalchemy import Connection

from bot.clock import Clock
from bot.courier.envelopes import Envelopes
from bot.courier.lanes import Lanes
from bot.courier.limits import CAPTION_UNITS, MESSAGE_UNITS, parsed_units
from bot.courier.outcomes import Delivered, Gone, Moved, Outcome, Refused, Retry, Stale, Unsure
from bot.courier.pacing import Pacing
from bot.courier.sending import Sending
from bot.courier.together import Together
from bot.courier.workshop import Made, NotMade, Workshop
from bot.crash_points import CrashPoint, reach
from bot.logs import concern, places
from bot.seal import SealBroken
from dialogues.events import Blocked, Event, GroupMoved, GroupUnreachable
from storage import letters, outbox
from storage.letters import Arrival, Letter, NothingToSend
from storage.outbox import Header, Kind, ReadUpTo
from storage.unit_of_work import Writing

# As many as wait for Telegram at a time; how many leave in a second is the pace's to say.
AT_ONCE = 100
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 120.0
MOST_TURNS = 8
# A post in doubt is said again so often, and each time waits longer: long enough in all (some four
# minutes) for a Telegram that takes requests and doesn't answer them to come back.
REPEATS = 5
LONGER_WHEN_IN_DOUBT = 4

_log = logging.getLogger(__name__)

T = TypeVar("T")
RepeatNotice = Callable[[str | None], str]


@dataclass(frozen=True, slots=True)
class Done:
    """The row is settled; the chat's next may go."""


@dataclass(frozen=True, slots=True)
class Again:
    """The row waits for another try, not before so many seconds."""

    after_seconds: float


class Courier:
    """Sends what stands in the outbox. There is one in the world at a time.

    A row is marked as being sent, and that is committed, before Telegram is called: after a crash
    nobody posts it again as if nothing had happened. `repeat_notice` gives the words (HTML) put
    before a message that may have arrived already, for the reader's language; without it such a
    message is not repeated at all.
    """

    def __init__(
        self,
        *,
        writer: Writing,
        outcomes: Writing | None = None,
        sending: Sending,
        workshop: Workshop,
        clock: Clock,
        pacing: Pacing,
        envelopes: Envelopes,
        tell: Callable[[Event], Awaitable[object]],
        repeat_notice: RepeatNotice | None = None,
        stir: Callable[[], None] = lambda: None,
        chance: random.Random | None = None,
        first_pause_seconds: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        """`outcomes` writes down what Telegram did, also when `writer` (for all else) works no more."""
        self._writer = writer
        self._outcomes = outcomes or writer
        self._taking = Together(writer, letters.take)
        self._arriving = Together(self._outcomes, letters.delivered)
        # Rows that could not be taken the last time.
        self._troubled: set[int] = set()
        self._sending = sending
        self._workshop = workshop
        self._clock = clock
        self._envelopes = envelopes
        self._tell = tell
        self._repeat_notice = repeat_notice
        self._repeats = 0 if repeat_notice is None else REPEATS
        self._stir = stir
        # Jitter needs no secret randomness.
        self._chance = chance or random.Random()  # noqa: S311
        self._first_pause = first_pause_seconds
        self._lanes = Lanes(pacing)
        self._upto = ReadUpTo()
        self._woken = asyncio.Event()
        self._unread = True
        self._reading = False
        self._stopping = False
        self._calls: set[asyncio.Task[None]] = set()
        self._making: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be sent and nothing is being sent."""
        return not (self._unread or self._reading or self._calls) and self._lanes.empty

    @property
    def running(self) -> bool:
        """Whether it has begun and not ended."""
        return self._task is not None and not self._task.done()

    async def start(self) -> None:
        """Looks after what the last run left behind, then begins to send."""
        unsure = await self._writer.run(lambda connection: letters.recover(connection, self._repeats))
        if unsure:
            _log.warning("messages may have arrived before the last stop rows=%d", unsure)
        self._task = asyncio.create_task(self._run(), name="courier")

    def wake(self) -> None:
        """Rows have been written."""
        self._unread = True
        self._woken.set()

    async def stop(self) -> None:
        """Lets the calls under way end; what waits or is being made goes out after the next start."""
        self._stopping = True
        self._woken.set()
        if self._task is not None:
            await self._task
        for making in self._making:
            making.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            pause = await self._read_new()
            if pause is None:
                pause = self._dispatch()
            self._stir()
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._woken.wait()

    async def _read_new(self) -> float | None:
        """Learns of new rows; gives a pause in seconds when the database could not be read."""
        if not self._unread:
            return None
        self._unread, self._reading = False, True
        upto = self._upto
        try:
            headers, self._upto = await self._writer.run(lambda c: outbox.new_headers(c, upto))
        except Exception as error:
            _log.error("the outbox could not be read error=%s", places(error))
            self._unread = True
            return self._first_pause
        finally:
            self._reading = False
        for header in headers:
            self._lanes.put(header)
        return None

    def _dispatch(self) -> float | None:
        """Starts every call that may start now; gives the seconds until another may, None if none waits."""
        loop = asyncio.get_running_loop()
        # Files being made call nobody yet: they take no other chat's turn.
        while len(self._calls) - len(self._making) < AT_ONCE:
            chosen = self._lanes.next(loop.time())
            if not isinstance(chosen, Header):
                return chosen
            call = asyncio.create_task(self._carry(chosen))
            if chosen.kind is Kind.FILE:
                self._making.add(call)
            self._calls.add(call)
            call.add_done_callback(self._ended)
        return None

    def _ended(self, call: asyncio.Task[None]) -> None:
        self._calls.discard(call)
        self._making.discard(call)
        self._woken.set()

    async def _carry(self, header: Header) -> None:
        """Sends one row and settles it; its lane is free again afterwards."""
        end: Done | Again
        made: Made | None = None
        try:
            if header.kind is Kind.FILE:
                made = await self._made_and_begun(header)
            taken = await self._taking.ask(header.id, alone=header.id in self._troubled)
        except Exception as error:
            _log.error("row could not be taken outbox=%d error=%s", header.id, places(error))
            self._troubled.add(header.id)
            end = Again(self._first_pause)
        else:
            self._troubled.discard(header.id)
            if isinstance(taken, NothingToSend):
                self._lanes.free_unused(header)
                return
            end = await self._send(taken, made)
        now = asyncio.get_running_loop().time()
        match end:
            case Done():
                self._lanes.free(header, now)
            case Again():
                self._lanes.again(header, now, now + end.after_seconds)
            case _:
                assert_never(end)

    async def _made_and_begun(self, header: Header) -> Made | None:
        """As `_made`; then waits until the row may leave, and takes a place among the calls."""
        concern(outbox=header.id)
        made = await self._made(header)
        await asyncio.sleep(self._lanes.begin(header, asyncio.get_running_loop().time()))
        self._making.discard(cast(asyncio.Task[None], asyncio.current_task()))
        return made

    async def _made(self, header: Header) -> Made | None:
        """The file a row brings; None when words must do instead.

        It is made before the row is marked as being sent, so that a crash meanwhile leaves no doubt.
        """
        order = await self._writer.run(lambda connection: outbox.file_ordered(connection, header.id))
        if order is None:
            return None
        made = await self._workshop.make(order)
        if isinstance(made, NotMade):
            _log.error(
                "not made, said in words outbox=%d paper=%s error=%s", header.id, order["paper"], made.reason
            )
            await self._writer.run(lambda connection: letters.say_instead(connection, header.id))
            self.wake()
            return None
        return made

    async def _send(self, letter: Letter, made: Made | None) -> Done | Again:
        reach(CrashPoint.BEFORE_SEND)
        outcome: Outcome
        concern(outbox=letter.id, table=letter.address.table_id or letter.about_table_id)
        try:
            opened = self._envelopes.opened(letter)
            outcome = await self._sending.send(opened, self._wording(opened), made)
        except SealBroken:
            outcome = Refused("its seal is of another token")
        except Exception as error:
            _log.error("sending failed outbox=%d error=%s", letter.id, places(error))
            outcome = Unsure("a mistake of ours")
        reach(CrashPoint.AFTER_SEND)
        end = await self._settle(letter, outcome)
        reach(CrashPoint.AFTER_SETTLE)
        return end

    def _wording(self, letter: Letter) -> str:
        """The text, after a word of warning where it may have arrived already."""
        if letter.unsure == 0 or letter.message_id is not None or self._repeat_notice is None:
            return letter.text
        warned = f"{self._repeat_notice(letter.address.language)}\n\n{letter.text}"
        most = CAPTION_UNITS if letter.kind is Kind.FILE else MESSAGE_UNITS
        return warned if parsed_units(warned) <= most else letter.text

    async def _settle(self, letter: Letter, outcome: Outcome) -> Done | Again:
        match outcome:
            case Delivered():
                arrival = Arrival(letter, outcome.message_id, self._clock.now())
                failed = chain([False], repeat(True))
                await self._until_kept(lambda: self._arriving.ask(arrival, alone=next(failed)))
                return Done()
            case Retry():
                await self._write(lambda c: letters.wait_again(c, letter.id))
                if outcome.pause_seconds is not None:
                    return Again(outcome.pause_seconds)
                return self._later(letter, letter.attempts, outcome.reason)
            case Stale():
                return await self._turn(letter, lambda c: letters.post_instead(c, letter), outcome.reason)
            case Moved():
                return await self._follow(letter, outcome.new_chat_id)
            case Gone():
                await self._report_gone(letter, outcome.reason)
                await self._write(lambda c: letters.drop(c, letter.id))
                return Done()
            case Unsure():
                state = await self._write(lambda c: letters.mark_unsure(c, letter.id, self._repeats))
                if state is outbox.State.UNSURE:
                    _log.warning("held back, may have arrived outbox=%d", letter.id)
                    return Done()
                return self._later(letter, letter.unsure, outcome.reason, times=LONGER_WHEN_IN_DOUBT)
            case Refused() if letter.kind is Kind.FILE:
                _log.error("refused, said in words outbox=%d reason=%s", letter.id, outcome.reason)
                await self._write(lambda c: letters.say_instead(c, letter.id))
                self.wake()
                return Again(0.0)
            case Refused():
                _log.error("refused by Telegram outbox=%d reason=%s", letter.id, outcome.reason)
                await self._write(lambda c: letters.refuse(c, letter.id))
                return Done()
            case _:
                assert_never(outcome)

    async def _follow(self, letter: Letter, new_chat_id: int) -> Done | Again:
        old = letter.address.chat_id
        moved = GroupMoved(at=self._clock.now(), old_chat_id=old, new_chat_id=new_chat_id)
        await self._until_kept(lambda: self._tell(moved))
        return await self._turn(
            letter, lambda c: letters.readdress(c, letter.id, old, new_chat_id), "the group moved"
        )

    async def _turn(self, letter: Letter, write: Callable[[Connection], None], reason: str) -> Done | Again:
        """Tries at once in another way; gives up when turning leads nowhere."""
        if letter.attempts < MOST_TURNS:
            await self._write(write)
            return Again(0.0)
        _log.error("given up outbox=%d reason=%s", letter.id, reason)
        await self._write(lambda c: letters.refuse(c, letter.id))
        return Done()

    async def _report_gone(self, letter: Letter, reason: str) -> None:
        now, address = self._clock.now(), letter.address
        _log.info("out of reach outbox=%d table=%s reason=%s", letter.id, letter.about_table_id, reason)
        if address.table_id is not None:
            unreachable = GroupUnreachable(at=now, table_id=address.table_id)
            await self._until_kept(lambda: self._tell(unreachable))
        elif address.chat_id > 0:
            blocked = Blocked(at=now, telegram_id=address.chat_id)
            await self._until_kept(lambda: self._tell(blocked))

    def _later(self, letter: Letter, tries: int, reason: str, *, times: int = 2) -> Again:
        """So many times longer with each try, less a chance part: many chats do not come back at once."""
        longest = min(LONGEST_PAUSE_SECONDS, self._first_pause * times ** min(tries, 16))
        pause = longest * self._chance.uniform(0.5, 1.0)
        _log.info("try again outbox=%d in=%.1f reason=%s", letter.id, pause, reason)
        return Again(pause)

    async def _write(self, work: Callable[[Connection], T]) -> T:
        return await self._until_kept(lambda: self._outcomes.run(work))

    async def _until_kept(self, keep: Callable[[], Awaitable[T]]) -> T:
        """Writes down what happened, however long the database takes to come back.

        What Telegram did cannot be undone; forgetting it would mean saying it twice.
        """
        while True:
            try:
                return await keep()
            except Exception as error:
                if self._stopping:
                    raise
                _log.error("an outcome could not be kept yet error=%s", places(error))
                await asyncio.sleep(self._first_pause)
