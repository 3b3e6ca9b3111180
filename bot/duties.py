"""Courier and ticker, in one process of all that share a database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.courier.courier import Courier
from bot.logs import places
from bot.ticker import Ticker
from storage import bell, election
from storage.election import LOOKS_EVERY_SECONDS, Office, Term, TermOver
from storage.unit_of_work import Writing

_log = logging.getLogger(__name__)


class Duties:
    """Sends and looks at the clock while this process is elected for it; on SQLite it always is.

    `make_courier` gets the writer for what leads to sending: on PostgreSQL it works no longer than
    the office lasts.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        writer: Writing,
        make_courier: Callable[[Writing], Courier],
        make_ticker: Callable[[], Ticker],
        stir: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._writer = writer
        self._make_courier = make_courier
        self._make_ticker = make_ticker
        self._stir = stir
        self._shared = engine.dialect.name != "sqlite"
        self._term: Term | None = None
        self._stopping = asyncio.Event()
        self._rung = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._listening: asyncio.Task[None] | None = None
        self.here = False
        self.courier = make_courier(writer)
        self.ticker = make_ticker()

    @property
    def idle(self) -> bool:
        """Whether nothing is to be sent or due that this process has to see to."""
        return not self.here or (self.courier.idle and self.ticker.idle)

    def somewhere(self) -> bool:
        """Whether any process sends; asks the database."""
        if not self._shared:
            return self.courier.running
        with self._engine.connect() as connection:
            return election.is_held(connection, Office.SENDING)

    async def start(self) -> None:
        """Takes the office if it is free, and goes on trying; raises what the database raises."""
        if not self._shared:
            await self._begin(self._writer)
            return
        await self._stand()
        self._tasks = [
            asyncio.create_task(self._watch(), name="election"),
            asyncio.create_task(self._ring(), name="bell"),
        ]

    def wake_courier(self) -> None:
        """Rows have been written to the outbox."""
        if self.here:
            self.courier.wake()
        else:
            self._rung.set()

    def wake_ticker(self) -> None:
        """Timers were set or removed, or the clock was moved."""
        if self.here:
            self.ticker.wake()
        else:
            self._rung.set()

    async def stop(self) -> None:
        """Lets timer and calls under way end, then gives the office up."""
        self._stopping.set()
        if self._tasks:
            watch, ringing = self._tasks
            await asyncio.gather(watch, return_exceptions=True)
            ringing.cancel()
            await asyncio.gather(ringing, return_exceptions=True)
            self._tasks = []
        await self._leave()

    async def _begin(self, writer: Writing) -> None:
        self.courier, self.ticker = self._make_courier(writer), self._make_ticker()
        await self.courier.start()
        self.ticker.start()
        self.here = True
        self.courier.wake()
        self._stir()

    async def _stand(self) -> None:
        term = await asyncio.to_thread(election.stand, self._engine, Office.SENDING)
        if term is None:
            return
        self._term = term
        try:
            await self._begin(term.writer)
        except BaseException:
            await self._leave()
            raise
        self._listening = asyncio.create_task(self._listen(), name="listening")
        _log.info("this process now sends and looks at the clock")

    async def _leave(self) -> None:
        """Nothing new is begun from here on; what Telegram is already asked for is still written down."""
        self.here = False
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None
        await self.ticker.stop()
        await self.courier.stop()
        term, self._term = self._term, None
        if term is not None:
            await term.end()
        self._stir()

    async def _watch(self) -> None:
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKS_EVERY_SECONDS):
                    await self._stopping.wait()
            try:
                await self._look()
            except (SQLAlchemyError, TermOver) as error:
                _log.warning("the office could not be taken error=%s", places(error))

    async def _look(self) -> None:
        if self._stopping.is_set():
            return
        if self._term is None:
            await self._stand()
        elif await self._term.lasts():
            self.courier.wake()
            self.ticker.wake()
        else:
            _log.warning("the office is lost: another process sends from now on")
            await self._leave()

    async def _listen(self) -> None:
        def hear() -> None:
            self.courier.wake()
            self.ticker.wake()

        while True:
            try:
                await bell.listen(self._engine, hear)
            except OSError as error:
                _log.warning("the bell is not heard error=%s", places(error))
            await asyncio.sleep(LOOKS_EVERY_SECONDS)

    async def _ring(self) -> None:
        while True:
            await self._rung.wait()
            self._rung.clear()
            try:
                await asyncio.to_thread(bell.ring, self._engine)
            except SQLAlchemyError as error:
                _log.debug("the bell did not ring error=%s", places(error))
