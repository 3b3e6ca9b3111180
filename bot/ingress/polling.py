"""Long polling: fetches updates and confirms them only when they are committed."""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.logs import concerning, places

# Always given: left out, Telegram keeps what an earlier run asked for.
ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "chat_member",
)
AT_ONCE: Final = 100
FIRST_PAUSE_SECONDS: Final = 0.5
LONGEST_PAUSE_SECONDS: Final = 60.0

_log = logging.getLogger(__name__)


class TokenRefused(RuntimeError):
    """Telegram does not know this bot token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN."""


class Polling:
    """Asks Telegram for updates, one request at a time, from one process."""

    def __init__(
        self,
        *,
        request: BaseRequest,
        base_url: str,
        take: Callable[[Sequence[dict[str, Any]]], Awaitable[object]],
        poll_seconds: int = 50,
        chance: random.Random | None = None,
        first_pause_seconds: float = FIRST_PAUSE_SECONDS,
    ) -> None:
        """`base_url` ends with the token. `take` returns once the updates are committed, else raises."""
        self._request = request
        self._url = f"{base_url}/getUpdates"
        self._take = take
        self._poll_seconds = poll_seconds
        # Jitter needs no secret randomness.
        self._chance = chance or random.Random()  # noqa: S311
        self._first_pause = first_pause_seconds
        self._offset: int | None = None
        self._failures = 0
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Nothing to open: the first question is asked by `run`."""

    def stop(self) -> None:
        """Asks no more. Updates that are being taken are still committed."""
        self._stopping.set()

    async def run(self) -> None:
        """Polls until `stop`. Raises `TokenRefused`."""
        while not self._stopping.is_set():
            try:
                updates = await self._unless_stopped(self._fetch())
                if updates:
                    with concerning(request=secrets.token_hex(4)):
                        await self._take(updates)
                    self._offset = max(int(update["update_id"]) for update in updates) + 1
                self._failures = 0
            except InvalidToken:
                raise TokenRefused(str(TokenRefused.__doc__)) from None
            except TelegramError as error:
                await self._pause(_explained(error), _patience(error))
            except Exception as error:
                # Not committed, so not confirmed: the same updates come again.
                await self._pause(
                    f"updates could not be kept, they are asked for again; {places(error)}", None
                )

    async def _fetch(self) -> list[dict[str, Any]]:
        wanted: dict[str, Any] = {
            "timeout": self._poll_seconds,
            "limit": AT_ONCE,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            wanted["offset"] = self._offset
        # As plain values, so that one update nobody can read does not hide the others.
        answer: Any = await self._request.post(
            self._url,
            RequestData([RequestParameter.from_input(name, value) for name, value in wanted.items()]),
            read_timeout=self._poll_seconds + 10,
        )
        return list(answer)

    async def _unless_stopped(self, fetching: Awaitable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
        fetch = asyncio.ensure_future(fetching)
        stop = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((fetch, stop), return_when=asyncio.FIRST_COMPLETED)
            return fetch.result() if fetch.done() else []
        finally:
            for future in (fetch, stop):
                future.cancel()
            await asyncio.gather(fetch, stop, return_exceptions=True)

    async def _pause(self, why: str, at_least: float | None) -> None:
        longest = min(LONGEST_PAUSE_SECONDS, self._first_pause * 2 ** min(self._failures, 12))
        self._failures += 1
        pause = max(at_least or 0.0, longest * self._chance.uniform(0.5, 1.0))
        _log.warning("polling pauses for=%.1f because=%s", pause, why)
        try:
            async with asyncio.timeout(pause):
                await self._stopping.wait()
        except TimeoutError:
            return


def _patience(error: TelegramError) -> float | None:
    if not isinstance(error, RetryAfter):
        return None
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


def _explained(error: TelegramError) -> str:
    if not isinstance(error, Conflict):
        return f"Telegram could not be asked: {type(error).__name__}"
    if "webhook" in error.message.lower():
        return "a webhook is set for this bot; remove it with: tablekeeper doctor --remove-webhook"
    return "another process polls with the same token; stop it, only one may ask at a time"
