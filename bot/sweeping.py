"""Sweeps old pages out of the database after a check without names, beside all other work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import places
from storage import old_pages
from storage.old_pages import StillHeld

_log = logging.getLogger(__name__)


class Sweeping:
    """One sweep at a time; what is asked for meanwhile is one more."""

    def __init__(self, engine: Engine, stir: Callable[[], None]) -> None:
        self._engine = engine
        self._stir = stir
        self._again = False
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is being swept."""
        return self._task is None

    def ask(self) -> None:
        """Something was deleted that nobody may find any more. To be called on the event loop."""
        self._again = True
        if self._task is None:
            self._task = asyncio.create_task(self._sweep(), name="sweeping")
            self._task.add_done_callback(self._ended)

    async def finish(self) -> None:
        """Waits for the sweep under way."""
        while self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _sweep(self) -> None:
        while self._again:
            self._again = False
            try:
                await asyncio.to_thread(old_pages.let_go, self._engine)
            except (SQLAlchemyError, StillHeld) as error:
                _log.warning("old pages are still there error=%s", places(error))

    def _ended(self, _task: asyncio.Task[None]) -> None:
        self._task = None
        self._stir()
