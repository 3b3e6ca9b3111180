"""setWebhook: brings each update to the bot's own server, in order per chat, until it says 2xx."""

import asyncio
import ipaddress
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.rehearsal.errors import BotApiError, bad_request
from bot.rehearsal.long_polling import allow_updates
from bot.rehearsal.parameters import Parameters
from bot.rehearsal.records import Json, StoredUpdate
from bot.rehearsal.world import World

Call = Callable[[str, Parameters], Awaitable[Any]]
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
DEFAULT_CONNECTIONS = 40
ANSWER_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 120.0


class Webhook:
    """Delivers while a webhook is set. `first_pause` (seconds) doubles with each further failure."""

    def __init__(self, world: World, call: Call, *, first_pause: float = 2.0) -> None:
        self._world = world
        self._call = call
        self.first_pause = first_pause
        self._task: asyncio.Task[None] | None = None
        self._last_error: Json = {}
        self.methods: dict[str, Callable[[Parameters], Awaitable[Any]]] = {
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.get_webhook_info,
        }

    @property
    def _settings(self) -> Json:
        settings: Json = self._world.setting("webhook", {})
        return settings

    async def set_webhook(self, parameters: Parameters) -> bool:
        """Raises BotApiError 400 for an address that is not on this machine, or a bad secret."""
        url = (parameters.text("url") or "").strip()
        if not url:
            return await self.delete_webhook(parameters)
        secret = parameters.text("secret_token") or ""
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad_request("secret token contains unallowed characters")
        _check_address(url)
        allow_updates(self._world, parameters)
        connections = parameters.number("max_connections", DEFAULT_CONNECTIONS)
        self._keep(
            {"url": url, "secret": secret, "max_connections": min(max(connections, 1), 100)}, parameters
        )
        await self.start()
        return True

    async def delete_webhook(self, parameters: Parameters) -> bool:
        self._keep({}, parameters)
        await self._stop()
        return True

    def _keep(self, settings: Json, parameters: Parameters) -> None:
        with self._world.change():
            self._world.settings["webhook"] = settings
            self._world.keep_settings()
            if parameters.flag("drop_pending_updates"):
                self._world.confirm(self._world.waiting_updates())

    async def get_webhook_info(self, _parameters: Parameters) -> Json:
        settings = self._settings
        info: Json = {
            "url": settings.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": self._world.pending_updates(),
        }
        if settings:
            info["max_connections"] = settings["max_connections"]
        if allowed := self._world.setting("allowed_updates", []):
            info["allowed_updates"] = allowed
        return info | self._last_error

    async def start(self) -> None:
        """Begin to deliver, if a webhook is set; also after a restart of the server."""
        await self._stop()
        if self._settings.get("url"):
            self._task = asyncio.create_task(self._deliver_all())

    async def close(self) -> None:
        await self._stop()

    async def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _deliver_all(self) -> None:
        settings = self._settings
        room = asyncio.Semaphore(settings["max_connections"])
        lanes: dict[str, asyncio.Task[None]] = {}
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                for update in self._world.waiting_updates():
                    lane = lanes.get(update.lane)
                    if lane is None or lane.done():
                        lanes[update.lane] = group.create_task(self._deliver_lane(session, update.lane, room))
                await self._world.wait_change()

    async def _deliver_lane(self, session: aiohttp.ClientSession, lane: str, room: asyncio.Semaphore) -> None:
        while waiting := [update for update in self._world.waiting_updates() if update.lane == lane]:
            failures = 0
            while True:
                async with room:
                    if await self._deliver(session, waiting[0]):
                        break
                failures += 1
                if failures > 1:
                    await asyncio.sleep(min(self.first_pause * 2 ** (failures - 2), LONGEST_PAUSE_SECONDS))

    async def _deliver(self, session: aiohttp.ClientSession, update: StoredUpdate) -> bool:
        settings = self._settings
        headers = {"Content-Type": "application/json"}
        if settings.get("secret"):
            headers[SECRET_HEADER] = settings["secret"]
        try:
            async with session.post(
                settings["url"], data=orjson.dumps(update.as_sent()), headers=headers, allow_redirects=False
            ) as answer:
                body = await answer.read()
                if not 200 <= answer.status < 300:
                    self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                    return False
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(str(error) or type(error).__name__)
            return False
        update.again = False
        self._world.confirm([update])
        await self._carry_out(body)
        return True

    def _failed(self, message: str) -> None:
        self._last_error = {"last_error_date": self._world.unix_now(), "last_error_message": message}
        self._world.wake()

    async def _carry_out(self, body: bytes) -> None:
        """The answer of a webhook may hold one method call; its result is thrown away."""
        try:
            wanted = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if isinstance(wanted, dict) and isinstance(wanted.get("method"), str):
            with suppress(BotApiError):
                await self._call(wanted.pop("method"), Parameters(wanted))


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname == "localhost":
        return
    try:
        local = ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        local = False
    if not local:
        raise bad_request("bad webhook: the rehearsal server delivers only to this machine")
