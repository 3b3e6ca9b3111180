"""Polling in one process of all that share a database; the others wait, and one takes over when it ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.ingress.polling import Polling
from bot.logs import places
from storage import election
from storage.election import LOOKS_EVERY_SECONDS, Office, Term, TermOver

WAITING = (
    "Another process on this database asks Telegram for updates; this one waits and takes over when it ends."
)
TAKING_OVER = "This process now asks Telegram for updates."

_log = logging.getLogger(__name__)


class ElectedPolling:
    """Polls while this process is elected for it: Telegram allows one question for updates at a time.

    Who has lost the office may still be taking what it had fetched. That does no harm: whatever the
    next one fetches again is marked as seen, or waits for that mark.
    """

    def __init__(
        self, *, engine: Engine, make_polling: Callable[[], Polling], tell: Callable[[str], None]
    ) -> None:
        """`tell` hears that this process waits, and that it takes over."""
        self._engine = engine
        self._make_polling = make_polling
        self._tell = tell
        self._term: Term | None = None
        self._polling: Polling | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Takes the office if it is free; raises what the database raises."""
        self._term = await self._stand()
        if self._term is None:
            self._tell(WAITING)

    def stop(self) -> None:
        """Asks no more. Updates that are being taken are still committed."""
        self._stopping.set()
        if self._polling is not None:
            self._polling.stop()

    async def run(self) -> None:
        """Polls, or waits for the office, until `stop`. Raises `TokenRefused`."""
        try:
            while not self._stopping.is_set():
                if self._term is not None:
                    await self._poll(self._term)
                    await self._leave()
                    continue
                await self._pause()
                await self._try_to_stand()
        finally:
            await self._leave()

    async def _stand(self) -> Term | None:
        return await asyncio.to_thread(election.stand, self._engine, Office.POLLING)

    async def _try_to_stand(self) -> None:
        try:
            self._term = await self._stand()
        except (SQLAlchemyError, TermOver) as error:
            _log.warning("the office could not be taken error=%s", places(error))
        if self._term is not None:
            self._tell(TAKING_OVER)

    async def _poll(self, term: Term) -> None:
        """Until `stop`, or until the office is lost."""
        self._polling = polling = self._make_polling()
        asking = asyncio.create_task(polling.run(), name="polling")
        lasting = asyncio.create_task(self._lasts(term), name="polling's office")
        try:
            await asyncio.wait((asking, lasting), return_when=asyncio.FIRST_COMPLETED)
        finally:
            polling.stop()
            lasting.cancel()
            await asyncio.gather(asking, lasting, return_exceptions=True)
        asking.result()

    async def _lasts(self, term: Term) -> None:
        while await term.lasts():
            await self._pause()
            if self._stopping.is_set():
                return
        _log.warning("the office is lost: another process may ask for updates from now on")

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOKS_EVERY_SECONDS):
                await self._stopping.wait()

    async def _leave(self) -> None:
        term, self._term, self._polling = self._term, None, None
        if term is not None:
            await term.end()
